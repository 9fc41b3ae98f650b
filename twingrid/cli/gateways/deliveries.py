"""Fetching a delivery of files by REST: a list with sizes and digests, then each file.

`GET URL/manifest.json` → `{"files": [{"name": "customers.csv", "bytes": 123, "sha256": "…"}]}`, `GET URL/NAME` → the
file. An answer 5xx or 429, a broken connection, or a file that is not what the list says is asked for again after a
while; anything else is told.
"""

import hashlib
import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from twingrid.kit.refusals import BadInput

T = TypeVar("T")
PAUSES = (2.0, 10.0, 60.0)  # seconds before each further attempt
TIMEOUT = 60.0
LARGEST = 4_000_000_000
_LIST_LARGEST = 1_000_000
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class _Again(Exception):
    """Worth another attempt."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A key is shown to the host that was named, to no other."""

    def redirect_request(self, *args: object, **more: object) -> None:
        return None


def fetch(
    url: str,
    folder: Path,
    *,
    names: Sequence[str],
    token: str = "",
    pause: Callable[[float], None] = time.sleep,
) -> list[Path]:
    """Fetch every file of the list whose name is among `names` into `folder`; raises `BadInput` with a sentence."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise BadInput(_("Files are fetched over https only. Correct the address."), field="url")
    base = url.rstrip("/")
    listed = _list(_patiently(lambda: _get(f"{base}/manifest.json", token, largest=_LIST_LARGEST), pause))
    fetched = []
    for name, size, digest in listed:
        if name not in names:
            continue
        path = folder / name
        _patiently(partial(_file, f"{base}/{name}", path, token, size=size, digest=digest), pause)
        fetched.append(path)
    return fetched


def _patiently(attempt: Callable[[], T], pause: Callable[[float], None]) -> T:
    for seconds in PAUSES:
        try:
            return attempt()
        except _Again:
            pause(seconds)
    try:
        return attempt()
    except _Again as trouble:
        raise BadInput(
            _("The other system did not deliver ({why}). It will be asked again tomorrow night.").format(why=trouble),
            field="url",
        ) from trouble


def _get(url: str, token: str, *, largest: int) -> bytes:
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})  # noqa: S310 - fetch() has looked at the scheme
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=TIMEOUT) as answer:
            body: bytes = answer.read(largest + 1)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code >= 500 or error.code == 429:
            raise _Again(str(error.code)) from error
        raise BadInput(
            _("The other system answered {code}. Check the address and the key.").format(code=error.code), field="url"
        ) from error
    except (OSError, http.client.HTTPException) as error:
        raise _Again(type(error).__name__) from error
    if len(body) > largest:
        raise BadInput(_("The other system sent more than its list says."), field="url")
    return body


def _list(body: bytes) -> list[tuple[str, int, str]]:
    try:
        files = [(str(f["name"]), int(f["bytes"]), str(f["sha256"])) for f in json.loads(body)["files"]]
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(
            _("The list of files cannot be read. It is manifest.json in the documented shape."), field="url"
        ) from error
    if any(size > LARGEST or size < 0 for _name, size, _digest in files):
        raise BadInput(_("The list names a file that is too large."), field="url")
    return files


def _file(url: str, path: Path, token: str, *, size: int, digest: str) -> None:
    body = _get(url, token, largest=size)
    if len(body) != size or hashlib.sha256(body).hexdigest() != digest:
        raise _Again(_("the file is not what the list says"))
    path.write_bytes(body)
