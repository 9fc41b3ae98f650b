"""Files fetched from a real server that breaks off, lies about contents, or is busy."""

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from twingrid.cli.gateways import deliveries
from twingrid.kit.refusals import BadInput

BODY = "account_no,name\n1,甲\n".encode()


class Marketing(ThreadingHTTPServer):
    """A marketing system: asks for its key, and does with each request what `plan` says next."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.plan: list[str] = []
        self.asked: list[str] = []
        self.digest = hashlib.sha256(BODY).hexdigest()
        self.extra: list[dict[str, Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/out"


class Handler(BaseHTTPRequestHandler):
    server: Marketing

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if self.headers.get("Authorization") != "Bearer secret":
            self.send_error(401)
            return
        if self.path == "/out/manifest.json":
            files = [{"name": "customers.csv", "bytes": len(BODY), "sha256": self.server.digest}, *self.server.extra]
            self.answer(json.dumps({"files": files}).encode())
            return
        what = self.server.plan.pop(0) if self.server.plan else "well"
        if what == "busy":
            self.send_error(503)
        elif what == "elsewhere":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:9/")
            self.end_headers()
        elif what == "cut":
            self.answer(BODY[:5], length=len(BODY))
        elif what == "other":
            self.answer(b"x" * len(BODY))
        elif what == "more":
            self.answer(BODY * 2)
        else:
            self.answer(BODY)

    def answer(self, body: bytes, length: int | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(length or len(body)))
        self.end_headers()
        self.wfile.write(body)
        if length:
            self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def marketing() -> Iterator[Marketing]:
    server = Marketing()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def fetch(server: Marketing, folder: Path, *, token: str = "secret") -> tuple[list[Path], list[float]]:
    waited: list[float] = []
    found = deliveries.fetch(server.url, folder, names=["customers.csv"], token=token, pause=waited.append)
    return found, waited


def test_every_listed_file_is_fetched(marketing: Marketing, tmp_path: Path) -> None:
    marketing.extra = [{"name": "../secret.csv", "bytes": 1, "sha256": ""}]
    found, waited = fetch(marketing, tmp_path)
    assert [path.read_bytes() for path in found] == [BODY]
    assert waited == []
    assert not any("secret" in path for path in marketing.asked)


@pytest.mark.parametrize("trouble", ["busy", "cut", "other"])
def test_a_busy_broken_or_wrong_answer_is_asked_for_again_after_a_while(
    marketing: Marketing, tmp_path: Path, trouble: str
) -> None:
    marketing.plan = [trouble, trouble]
    found, waited = fetch(marketing, tmp_path)
    assert found[0].read_bytes() == BODY
    assert waited == list(deliveries.PAUSES[:2])


def test_what_never_comes_right_is_told_and_leaves_no_file(marketing: Marketing, tmp_path: Path) -> None:
    marketing.plan = ["other"] * 9
    with pytest.raises(BadInput):
        fetch(marketing, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("trouble", ["elsewhere", "more"])
def test_being_sent_elsewhere_or_too_much_is_told_at_once(marketing: Marketing, tmp_path: Path, trouble: str) -> None:
    marketing.plan = [trouble]
    with pytest.raises(BadInput):
        fetch(marketing, tmp_path)


def test_a_wrong_key_is_told_at_once(marketing: Marketing, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="401"):
        fetch(marketing, tmp_path, token="wrong")


@pytest.mark.parametrize("url", ["http://files.example/out", "file:///etc", "ftp://127.0.0.1/"])
def test_only_safe_addresses_are_asked(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadInput):
        deliveries.fetch(url, tmp_path, names=[])
