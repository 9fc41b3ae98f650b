"""A grid platform as the guide describes it: a real server that enforces the shapes, limits and errors, and keeps twice
what is sent twice."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import ValidationError

from twingrid.people.shapes import RegistryOut
from twingrid.work.rules.shapes import ChangeOut, PlatformGreeting, PlatformPage, ReturnIn

KEY = "platform-key"


class Platform(ThreadingHTTPServer):
    """What came in, and what `plan` says to do with the next requests: a status, `cut`, `drop`, `hold`, or `well`."""

    daemon_threads = True

    def __init__(self, handler: type["Handler"] | None = None) -> None:
        super().__init__(("127.0.0.1", 0), handler or Handler)
        self.key = KEY
        self.per_minute = 1000
        self.honours_keys = False
        self.plan: list[str] = []
        self.changes: list[dict[str, Any]] = []
        self.returned: list[tuple[str, dict[str, Any]]] = []
        self.registries: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []  # {"event": …} or {"return": …}, in their order
        self.page = 2
        self.let_go = threading.Event()
        self.asked: list[tuple[str, str]] = []
        self.repeat_keys: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/grid/v1"


class Handler(BaseHTTPRequestHandler):
    server: Platform
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.answer_one("GET")

    def do_POST(self) -> None:
        self.answer_one("POST")

    def do_PUT(self) -> None:
        self.answer_one("PUT")

    def answer_one(self, method: str) -> None:
        parts = urlsplit(self.path)
        path = parts.path.removeprefix("/grid/v1")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append((method, path))
        if self.headers.get("Authorization") != f"Bearer {self.server.key}":
            return self.say(401, {"detail": "key"})
        if len(self.server.asked) > self.server.per_minute:
            return self.say(429, {"detail": "slow down"}, {"Retry-After": "600"})
        plan = self.server.plan.pop(0) if self.server.plan else "well"
        if plan.isdigit():
            return self.say(int(plan), {"detail": "no"}, {"Retry-After": "600"} if plan == "429" else {})
        if plan == "drop":  # the request is kept, and the line breaks before a word of answer
            self.keep(method, path, body)
            self.close_connection = True
            return None
        if plan == "hold":  # the request is kept, and the answer does not come before the caller is gone
            self.keep(method, path, body)
            self.server.let_go.wait(timeout=30)
            self.close_connection = True
            return None
        status, answer = self.keep(method, path, body) if method != "GET" else self.tell(path, parts.query)
        return self.say(status, answer, cut=plan == "cut")

    def keep(self, method: str, path: str, body: bytes) -> tuple[int, Any]:
        steps = [unquote(step) for step in path.strip("/").split("/")]
        repeat_key = self.headers.get("Idempotency-Key", "")
        if self.server.honours_keys and repeat_key in self.server.repeat_keys:
            return 200, {"received": True}
        try:
            if method == "PUT" and steps == ["registry"]:
                self.server.registries.append(RegistryOut.model_validate_json(body).model_dump(mode="json"))
            elif method == "POST" and len(steps) == 3 and steps[2] == "changes":
                change = ChangeOut.model_validate_json(body)
                if change.number != steps[1]:
                    return 422, {"detail": "number"}
                self.server.changes.append(json.loads(body))
            elif method == "POST" and len(steps) == 3 and steps[2] == "return":
                self.server.returned.append((steps[1], ReturnIn.model_validate_json(body).model_dump()))
            else:
                return 404, {"detail": "no such address"}
        except ValidationError as trouble:
            return 422, {"detail": str(trouble)}
        self.server.repeat_keys.append(repeat_key)
        return 201, {"received": True}

    def tell(self, path: str, query: str) -> tuple[int, Any]:
        if path == "/greeting":
            given = PlatformGreeting(format="twingrid.platform/1", idempotency=self.server.honours_keys)
            return 200, given.model_dump(mode="json")
        if path != "/events":
            return 404, {"detail": "no such address"}
        since = int(parse_qs(query, keep_blank_values=True)["since"][0] or 0)
        rows = self.server.events[since : since + self.server.page]
        after = since + len(rows)
        page = {
            "events": [row["event"] for row in rows if "event" in row],
            "returns": [row["return"] for row in rows if "return" in row],
            "moves": [row["move"] for row in rows if "move" in row],
            "next": str(after),
            "more": after < len(self.server.events),
        }
        if not any("broken" in row for row in rows):
            PlatformPage.model_validate(page)  # the fake speaks the documented shape itself
        return 200, page

    def say(self, status: int, body: Any, headers: dict[str, str] | None = None, *, cut: bool = False) -> None:
        text = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text[: len(text) // 2] if cut else text)
        self.close_connection = self.close_connection or cut

    def log_message(self, *args: object) -> None:
        """Quiet."""


@contextmanager
def running(made: Platform | None = None) -> Iterator[Platform]:
    """A platform (or another made of it) that answers until the block ends."""
    server = made or Platform()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
