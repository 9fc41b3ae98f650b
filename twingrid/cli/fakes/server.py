"""A stand-in on a port of this machine: it can go down, fall silent, or break off in the middle."""

import html
import json
import threading
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from twingrid.cli.fakes.ledger import Ledger
from twingrid.cli.fakes.vendors import Call, Reply, Vendor


class Listener(ThreadingHTTPServer):
    """Many callers at once; a short queue would refuse them."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 256

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller who lost patience is no trouble of ours."""


class HttpFake:
    """Vendors behind one port. `mood` is how it answers: "" as documented, `silent` takes the message and hangs up
    without a word, `slow` answers after `pause` seconds, a number is that HTTP status (with `retry_after`)."""

    def __init__(self, vendors: Sequence[Vendor], ledger: Ledger, *, port: int = 0) -> None:
        self.vendors, self.ledger, self.port = vendors, ledger, port
        self.mood: str | int = ""
        self.pause, self.retry_after = 0.0, ""
        self._server: Listener | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def up(self) -> "HttpFake":
        """Listen; the first time on a free port, afterwards on the same one."""
        self._server = Listener(("127.0.0.1", self.port), _handler(self))
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def down(self) -> None:
        """Refuse every connection until `up`."""
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()
            self._server = None

    def answer(self, call: Call) -> Reply | None:
        """What is answered; None: hang up."""
        if isinstance(self.mood, int):
            return Reply({}, self.mood, {"Retry-After": self.retry_after} if self.retry_after else {})
        for vendor in self.vendors:
            if vendor.answers(call.path):
                reply = vendor.take(call, self.ledger)
                if self.mood == "slow":
                    time.sleep(self.pause)
                return None if self.mood == "silent" else reply
        return Reply({}, 404)

    def page(self) -> str:
        """What was received, newest first, for whoever opens the address in a browser."""
        rows = "".join(
            f"<tr><td>{html.escape(row.vendor)}</td><td>{html.escape(row.account[:12])}</td>"
            f"<td>{html.escape(row.code)}</td><td><pre>{html.escape(row.text)}</pre></td></tr>"
            for row in reversed(self.ledger.rows[-200:])
        )
        head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Outbox of the demo</title>'
        return f"{head}<h1>Outbox of the demo</h1><table border=1><tbody>{rows}</tbody></table></html>"


def _handler(fake: HttpFake) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            where = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = fake.answer(Call(where.path, dict(parse_qsl(where.query)), headers, self.rfile.read(length)))
            if reply is not None:
                self._say(reply.status, json.dumps(reply.body).encode(), "application/json", dict(reply.headers))

        def do_GET(self) -> None:
            self._say(200, fake.page().encode(), "text/html; charset=utf-8", {})

        def _say(self, status: int, body: bytes, kind: str, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Type": kind, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            """Nothing: an address may hold a secret."""

    return Handler
