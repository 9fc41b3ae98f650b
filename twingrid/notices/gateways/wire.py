"""One HTTP call, told apart by how far it got: not reached, answered, or called and then silence.

The plain client of the standard library: one connection a call, no redirects, no cookies, nothing logged (an address
may hold a secret), the answer read up to a limit.
"""

import http.client
import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from twingrid.notices.gateways.shapes import Account, Blame, Outcome, Result

_MOST = 64_000  # bytes of an answer


class NotReached(Exception):
    """Nothing was sent: the code says why."""


class Silent(Exception):
    """The request went out, or part of it, and no answer came: the code says how."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers in lower case, and the body read as JSON ({} for anything else)."""

    status: int
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def retry_after(self) -> float | None:
        """Seconds that the other side asks to wait."""
        return retry_after(self.headers.get("retry-after", ""))


def retry_after(text: str) -> float | None:
    """Seconds of a Retry-After header: a number, or a date against this machine's clock."""
    if not text:
        return None
    if text.strip().isdigit():
        return float(text)
    try:
        return max(parsedate_to_datetime(text).timestamp() - time.time(), 0.0)
    except (TypeError, ValueError):
        return None


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine, by name or number."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def post(url: str, body: bytes, headers: Mapping[str, str], account: Account) -> Answer:
    """POST `body`. Raises `NotReached` when surely nothing was taken, `Silent` when nobody knows."""
    where = urlsplit(url)
    host = where.hostname or ""
    if account.loopback_only and not is_loopback(host):
        raise NotReached("demo")
    if where.scheme not in ("http", "https") or (where.scheme == "http" and not is_loopback(host)):
        raise NotReached("address")
    connection = _connection(where.scheme, host, where.port, account.timeout)
    target = (where.path or "/") + (f"?{where.query}" if where.query else "")
    try:
        _connect(connection)
        return _exchange(connection, target, body, headers)
    finally:
        connection.close()


def _connection(scheme: str, host: str, port: int | None, timeout: float) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=timeout, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=timeout)


def _connect(connection: http.client.HTTPConnection) -> None:
    try:
        connection.connect()
    except TimeoutError:
        raise NotReached("slow") from None
    except ssl.SSLError:
        raise NotReached("certificate") from None
    except socket.gaierror:
        raise NotReached("name") from None
    except (OSError, UnicodeError):
        raise NotReached("refused") from None


def _exchange(connection: http.client.HTTPConnection, target: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    try:
        connection.request("POST", target, body=body, headers={"User-Agent": "twingrid", **headers})
        reply = connection.getresponse()
        text = reply.read(_MOST)
    except TimeoutError:
        raise Silent("timeout") from None
    except (OSError, http.client.HTTPException):
        raise Silent("broken") from None
    try:
        read = json.loads(text)
    except ValueError:
        read = {}
    found = {name.lower(): value for name, value in reply.getheaders()}
    return Answer(reply.status, found, read if isinstance(read, dict) else {})


def call(url: str, body: bytes, headers: Mapping[str, str], account: Account) -> Answer | Result:
    """`post`, with everything that is no answer of the application turned into its result.

    429 and 503 are limits of the channel, 408 and other 5xx leave open what happened, other 4xx (without a body of the
    vendor's) refuse the letter, redirects are not followed.
    """
    try:
        answer = post(url, body, headers, account)
    except NotReached as trouble:
        return Result(Outcome.NOT_SENT, code=f"net.{trouble}", blame=Blame.CHANNEL)
    except Silent as trouble:
        return Result(Outcome.UNKNOWN, code=f"net.{trouble}", blame=Blame.CHANNEL)
    if answer.status in (429, 503):
        return Result(
            Outcome.LIMITED, code=f"http.{answer.status}", retry_after=answer.retry_after, blame=Blame.CHANNEL
        )
    if answer.status == 408 or answer.status >= 500:
        return Result(Outcome.UNKNOWN, code=f"http.{answer.status}", blame=Blame.CHANNEL)
    return answer


def refused(answer: Answer) -> Result:
    """The result of an answer whose status is no success and whose body says nothing."""
    blame = Blame.CHANNEL if answer.status in (301, 302, 307, 308, 401, 403, 404, 405) else Blame.LETTER
    return Result(Outcome.REJECTED, code=f"http.{answer.status}", blame=blame)


def json_bytes(value: object) -> bytes:
    """`value` as compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
