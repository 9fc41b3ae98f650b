"""A relay to the site that comes from another address of this machine with every connection.

Open311 counts what an address asks without a key, 120 times a minute. Thousands of questions of one test would mostly
hear 429; from many addresses they hear answers. The limit itself is tried elsewhere.
"""

import itertools
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_SEVERAL = 20_000


class _Relay(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    block_on_close = False

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", 0), _Line)
        self.to, self.turn = port, itertools.count()

    def next_address(self) -> str:
        """127.1.0.1, 127.1.0.2, and so on, round and round."""
        n = next(self.turn) % _SEVERAL
        return f"127.{1 + n // 62_500}.{n // 250 % 250}.{1 + n % 250}"


class _Line(socketserver.BaseRequestHandler):
    server: _Relay

    def handle(self) -> None:
        with socket.create_connection(
            ("127.0.0.1", self.server.to), timeout=60, source_address=(self.server.next_address(), 0)
        ) as there:
            back = threading.Thread(target=_pump, args=(there, self.request), daemon=True)
            back.start()
            _pump(self.request, there)
            back.join(60)


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


@contextmanager
def relay(port: int) -> Iterator[int]:
    """The port of a relay to `port` on this machine."""
    server = _Relay(port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
