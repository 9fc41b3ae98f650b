"""Asking a virus scanner of one's own (clamd) about a file, by its INSTREAM command over TCP.

The protocol as in clamd(8): `zINSTREAM\\0`, then pieces of four bytes of length (network order) and that many bytes, a
length of zero at the end; the answer is `stream: OK`, `stream: NAME FOUND`, or a line that ends with `ERROR`.
"""

import socket
import struct

PIECE = 64 * 1024
TIMEOUT = 10.0
LONGEST_ANSWER = 4_096


class Unchecked(Exception):
    """The scanner did not say anything that can be relied on. The text names the trouble, never the address."""


def is_clean(content: bytes, *, address: str, timeout: float = TIMEOUT) -> bool:
    """Whether the scanner at `address` (host:port) finds nothing in a file. Raises `Unchecked` when it cannot tell."""
    host, _colon, port = address.rpartition(":")
    if not host or not port.isdecimal():
        raise Unchecked("The address is not host:port.")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout=timeout) as line:
            try:
                line.sendall(b"zINSTREAM\0")
                for start in range(0, len(content), PIECE):
                    piece = content[start : start + PIECE]
                    line.sendall(struct.pack("!I", len(piece)) + piece)
                line.sendall(struct.pack("!I", 0))
            except (BrokenPipeError, ConnectionResetError):
                pass  # too long for it: its answer may still say so
            answer = _answer(line)
    except OSError as error:
        raise Unchecked(type(error).__name__) from error
    if answer == "stream: OK":
        return True
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return False
    raise Unchecked("It cannot check this file.")


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        more = line.recv(1024)
        if not more:
            break
        said += more
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()
