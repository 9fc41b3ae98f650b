"""A mail relay on a port of this machine: enough of SMTP (RFC 5321) to take a mail, refuse it, or put it off."""

import email
import email.policy
import socketserver
import threading
from typing import Any

from twingrid.cli.fakes.ledger import Ledger, Received, Window


class _Relay(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128
    fake: "MailFake"


class MailFake:
    """Takes mail for every box but those in `refused` (550), `full` (452), `later` (451); `mood` is `silent` (takes the
    mail, then hangs up) or `busy` (421 at the door); at most `per_minute` mails a minute (421 at MAIL)."""

    def __init__(self, ledger: Ledger, *, port: int = 0, per_minute: int = 120) -> None:
        self.ledger, self.port, self.minute = ledger, port, Window(per_minute, 60)
        self.refused, self.full, self.later = set[str](), set[str](), set[str]()
        self.mood, self.largest = "", 200_000
        self._server: _Relay | None = None
        self._thread: threading.Thread | None = None

    def up(self) -> "MailFake":
        """Listen; the first time on a free port, afterwards on the same one."""
        self._server = _Relay(("127.0.0.1", self.port), _Handler)
        self._server.fake = self
        self.port = self._server.server_address[1]
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

    def box(self, address: str) -> str:
        """What is said to RCPT."""
        if address in self.refused:
            return "550 5.1.1 no such mailbox"
        if address in self.full:
            return "452 4.2.2 mailbox full"
        return "451 4.7.1 try again later" if address in self.later else "250 2.1.5 OK"

    def keep(self, address: str, raw: bytes) -> str:
        """Take a mail."""
        if len(raw) > self.largest:
            self.ledger.note(Received("mail", "", "552", False, "", address, at=self.ledger.now()))
            return "552 5.3.4 too large"
        message: Any = email.message_from_bytes(raw, policy=email.policy.default)
        text, key = message.get_content().strip(), str(message["Message-ID"]).strip("<>").partition("@")[0]
        self.ledger.note(Received("mail", str(message["From"]), "250", True, text, address, key, at=self.ledger.now()))
        return f"250 2.0.0 queued as {len(self.ledger.rows)}"


class _Handler(socketserver.StreamRequestHandler):
    @property
    def fake(self) -> MailFake:
        """The relay that this conversation is with."""
        return self.server.fake  # type: ignore[attr-defined,no-any-return]  # set by `up`

    def handle(self) -> None:
        if self.fake.mood == "busy":
            self._say("421 4.3.2 too busy")
            return
        self._say("220 fake ESMTP")
        box = ""
        while line := self.rfile.readline(2000).decode("utf-8", "replace").strip():
            verb, _space, rest = line.partition(" ")
            if verb.upper() == "RCPT":
                box = rest.partition("<")[2].partition(">")[0]
            if not self._answer(verb.upper(), box):
                return

    def _answer(self, verb: str, box: str) -> bool:
        if verb == "MAIL":
            with self.fake.ledger.lock:
                allowed = self.fake.minute.allows("relay", self.fake.ledger.now())
            self._say("250 2.1.0 OK" if allowed else "421 4.7.0 too many mails")
        elif verb == "RCPT":
            self._say(self.fake.box(box))
        elif verb == "DATA":
            self._say("354 go on")
            said = self.fake.keep(box, self._text())
            if self.fake.mood == "silent":
                return False
            self._say(said)
        elif verb == "QUIT":
            self._say("221 bye")
            return False
        else:
            self._say("250 fake" if verb in ("HELO", "EHLO", "RSET", "NOOP") else "502 5.5.1 not here")
        return True

    def _text(self) -> bytes:
        lines = []
        while (line := self.rfile.readline(100_000)) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
