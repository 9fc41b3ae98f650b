"""Speaking with a government's grid platform by REST, in the shape of docs/guide/exchange.md.

Tells apart what certainly did not arrive (`NotSent`) from what may have arrived (`InDoubt`): only that decides whether
it may be sent again.
"""

import http.client
import ipaddress
import json
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import SplitResult, urlsplit

TIMEOUT = 15.0
LARGEST = 4_000_000
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class NotSent(Exception):
    """The request did not leave: it may be sent again. The text names the trouble, never the address or the key."""


class InDoubt(Exception):
    """The line broke after the request had left: it may have arrived."""


@dataclass(frozen=True, slots=True)
class Said:
    """A complete answer: status, body (None where it is no JSON), and how long they ask us to wait."""

    status: int
    body: Any
    wait: timedelta | None


def allowed(url: str, *, loopback_only: bool) -> bool:
    """Whether an address may be asked: https, or this machine itself; in the demo this machine only."""
    try:
        parts = urlsplit(url)
        here = parts.hostname in _LOOPBACK
        fine = bool(parts.hostname) and parts.port != 0 and not parts.query and not parts.fragment
    except ValueError:
        return False
    named = parts.username is not None or parts.password is not None
    return (
        fine
        and not named
        and (here or not loopback_only)
        and (parts.scheme == "https" or here)
        and (parts.scheme in {"http", "https"})
    )


def ask(
    method: str,
    url: str,
    path: str,
    *,
    key: str,
    body: bytes | None = None,
    repeat_key: str = "",
    loopback_only: bool = False,
    timeout: float = TIMEOUT,
) -> Said:
    """Ask once; follows nobody elsewhere. Raises `NotSent` or `InDoubt`; every complete answer is returned."""
    if not allowed(url, loopback_only=loopback_only):
        raise NotSent("address")
    parts = urlsplit(url)
    headers = {"Accept": "application/json", "Authorization": f"Bearer {key}"}
    if body is not None:
        headers["Content-Type"] = "application/json; charset=utf-8"
    if repeat_key:
        headers["Idempotency-Key"] = repeat_key
    line = _line(parts, timeout=timeout)
    try:
        try:
            line.connect()
        except (OSError, http.client.HTTPException) as trouble:
            raise NotSent(type(trouble).__name__) from trouble
        return _exchange(line, method, parts.path.rstrip("/") + path, body=body, headers=headers)
    finally:
        line.close()


def post(
    url: str, *, body: bytes, headers: Mapping[str, str], loopback_only: bool = False, timeout: float = TIMEOUT
) -> Said:
    """Post JSON with headers of one's own; follows nobody elsewhere. Raises `NotSent` or `InDoubt`.

    An address that leads to a network of machines among themselves (link-local, where clouds keep their secrets) or to
    many at once is not asked.
    """
    if not allowed(url, loopback_only=loopback_only):
        raise NotSent("address")
    parts = urlsplit(url)
    _check_target(parts)
    line = _line(parts, timeout=timeout)
    try:
        try:
            line.connect()
        except (OSError, http.client.HTTPException) as trouble:
            raise NotSent(type(trouble).__name__) from trouble
        given = {"Content-Type": "application/json; charset=utf-8", **headers}
        return _exchange(line, "POST", parts.path or "/", body=body, headers=given)
    finally:
        line.close()


def _check_target(parts: SplitResult) -> None:
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except OSError as trouble:
        raise NotSent(type(trouble).__name__) from trouble
    for _family, _type, _proto, _name, where in found:
        address = ipaddress.ip_address(str(where[0]).partition("%")[0])
        if address.is_link_local or address.is_multicast or address.is_unspecified or address.is_reserved:
            raise NotSent("address")


def _line(parts: SplitResult, *, timeout: float) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        return http.client.HTTPSConnection(host, parts.port, timeout=timeout, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, parts.port, timeout=timeout)


def _exchange(
    line: http.client.HTTPConnection, method: str, target: str, *, body: bytes | None, headers: Mapping[str, str]
) -> Said:
    try:
        line.request(method, target, body=body, headers=dict(headers))
        answer = line.getresponse()
        text = answer.read(LARGEST + 1)
        cut = bool(answer.length)  # bytes that were announced and did not come
    except (OSError, http.client.HTTPException, ValueError) as trouble:
        raise InDoubt(type(trouble).__name__) from trouble
    if cut or len(text) > LARGEST:
        raise InDoubt("IncompleteRead" if cut else "TooLarge")
    return Said(status=answer.status, body=_json(text), wait=_wait(answer.headers.get("Retry-After", "")))


def _json(text: bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _wait(text: str) -> timedelta | None:
    """`Retry-After` in seconds; a date is not waited for, the usual time is."""
    return timedelta(seconds=int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else None
