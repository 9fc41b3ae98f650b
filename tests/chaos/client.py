"""Callers and another system that go on sending while everything is killed, each with a log that is on the disk before
the next line is written: what was tried, and what was acknowledged.
"""

import http.client
import json
import os
import random
import re
import threading
import time
import zlib
from pathlib import Path
from typing import Any

from tests.running import Speaker

NUMBER = re.compile(rb"\d{8}-\d{4,}")
_TRIES = 40
"""So often one is sent before its sender gives up: it stays uncertain."""


class Ledger:
    """The senders' own log. A line is on the disk when `acknowledged` returns."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("a", encoding="utf-8")
        self.lock = threading.Lock()
        self.tried: dict[str, int] = {}
        self.known: dict[str, str] = {}
        self.refused: dict[str, str] = {}

    def trying(self, key: str) -> None:
        """One more send of `key` goes out."""
        with self.lock:
            self.tried[key] = self.tried.get(key, 0) + 1

    def acknowledged(self, key: str, number: str) -> None:
        """The site said that it has `key` as the request `number`."""
        with self.lock:
            self.known[key] = number
            self.file.write(json.dumps([key, number]) + "\n")
            self.file.flush()
            os.fsync(self.file.fileno())

    def turned_down(self, key: str, why: str) -> None:
        """The site refused `key`: that is an answer, and a fault of this test."""
        with self.lock:
            self.refused[key] = why

    @property
    def uncertain(self) -> list[str]:
        """Sent, never answered: each may be there once or not at all."""
        return sorted(set(self.tried) - set(self.known) - set(self.refused))


class Sender(threading.Thread):
    """Sends one request after the other until told to stop; what gets no answer is sent again under the same key."""

    def __init__(self, name: str, speaker: Speaker, ledger: Ledger, places: list[int], chance: random.Random) -> None:
        super().__init__(name=name, daemon=True)
        self.speaker, self.ledger, self.places, self.chance = speaker, ledger, places, chance
        self.over = threading.Event()
        self.waits: list[float] = []

    def run(self) -> None:
        """Until `over` is set."""
        n = 0
        while not self.over.is_set():
            n += 1
            self._deliver(f"{self.name}-{n:05d}")

    def _deliver(self, key: str) -> None:
        for _ in range(_TRIES):
            self.ledger.trying(key)
            began = time.monotonic()
            try:
                status, body = self.send(key)
            except (OSError, http.client.HTTPException):
                status, body = 0, b""
            if status in {200, 201}:
                self.waits.append(time.monotonic() - began)
                self.ledger.acknowledged(key, self.number(body))
                return
            if 400 <= status < 500 and status != 429:
                self.ledger.turned_down(key, f"{status} {body[:200]!r}")
                return
            if self.over.wait(0.2 + self.chance.random() * 0.3):
                return

    def send(self, key: str) -> tuple[int, bytes]:
        """One send; status and body."""
        raise NotImplementedError

    def number(self, body: bytes) -> str:
        """The request's number in an acknowledgement."""
        found = NUMBER.search(body)
        if found is None:
            raise AssertionError(f"An acknowledgement without a number: {body[:300]!r}")
        return found[0].decode()


class Desk(Sender):
    """A dispatcher who writes calls down."""

    def send(self, key: str) -> tuple[int, bytes]:
        """A stairwell's lamp, by the desk's form."""
        said = {
            "intake_key": key,
            "building": str(self.places[zlib.crc32(key.encode()) % len(self.places)]),
            "kind": "stairwell_light",
            "scope": "unknown",
            "words": "楼道灯不亮",
            "channel": "direct_call",
        }
        return self.speaker.send_form("/desk/report/", said)

    def number(self, body: bytes) -> str:
        """The fragment says it in the row that tells of the request just taken in."""
        text = body[body.find(b"data-sent") :]
        return super().number(text)


class System(Sender):
    """The government's platform, which sends its events by REST."""

    def send(self, key: str) -> tuple[int, bytes]:
        """An event under its own number."""
        place: dict[str, Any] = {"lon": 116.99, "lat": 36.64, "crs": "wgs84"}
        return self.speaker.send_json("/api/rest/events", {"number": key, "words": "楼道灯不亮", "place": place})

    def number(self, body: bytes) -> str:
        """`ticket` of the answer."""
        return str(json.loads(body)["ticket"])
