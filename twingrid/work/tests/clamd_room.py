"""A stand-in of clamd: a real TCP server that enforces INSTREAM and StreamMaxLength, as clamd(8) describes them."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class _Line(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            sign = self.rfile.read(1)
            if not sign:
                return
            command += sign
        if command != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        taken = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            taken += self.rfile.read(size)
            if len(taken) > self.server.most:  # type: ignore[attr-defined]  # set below
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        found = b"stream: Eicar-Signature FOUND\0" if EICAR in taken else b"stream: OK\0"
        self.wfile.write(found)


@contextmanager
def clamd(*, most: int = 25 * 1024 * 1024) -> Iterator[str]:
    """A running scanner; gives its address."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Line) as server:
        server.daemon_threads = True
        server.most = most  # type: ignore[attr-defined]  # read by the line
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
