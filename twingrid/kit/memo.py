"""What a process keeps in memory for a city: built once, replaced when the city's generation number changes."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any, Generic, TypeVar

from django.db import connection
from django.utils.translation import gettext as _

from twingrid.kit.refusals import NotYet

T = TypeVar("T")
_ALL: "list[Remembered[Any]]" = []
# Whether a value is being built: what it is made of may then not be older than it, however short a time.
_inside: ContextVar[bool] = ContextVar("remembered_inside", default=False)


class Remembered(Generic[T]):
    """A value per city (and key), kept while `generation()` stays the same.

    The generation is asked at most every `check_s` seconds per city, so another process's change is seen within that
    time. Threads share the value; one thread builds, the others go on with the former value meanwhile. Where there is
    none yet they wait `patience_s` seconds (-1: until it is there), then `NotYet` is raised.
    """

    def __init__(
        self,
        build: Callable[..., T],
        generation: Callable[[], Hashable],
        *,
        check_s: float = 0.5,
        keep: int = 8,
        patience_s: float = -1,
    ) -> None:
        self._build, self._generation = build, generation
        self._check_s, self._keep, self._patience_s = check_s, keep, patience_s
        self._values: OrderedDict[Hashable, tuple[Hashable, T]] = OrderedDict()
        self._asked: dict[str, tuple[float, Hashable]] = {}
        self._lock = threading.Lock()
        self._building = threading.Lock()
        _ALL.append(self)

    def get(self, *key: Hashable) -> T:
        """The present value for the present city and `key` (the arguments of the builder)."""
        city = f"{connection.settings_dict['NAME']}/{getattr(connection, 'schema_name', 'public')}"
        generation = self._generation_of(city)
        place = (city, *key)
        with self._lock:
            held = self._values.get(place)
            if held is not None and held[0] == generation:
                self._values.move_to_end(place)
                return held[1]
        waits = held is None or _inside.get()
        if not waits and not self._building.acquire(blocking=False):
            assert held is not None
            return held[1]
        if waits and not self._building.acquire(timeout=self._patience_s if held is None else -1):
            raise NotYet(_("This is being read in after a start. Ask again in a few seconds."))
        try:
            return self._fresh(place, generation, key)
        finally:
            self._building.release()

    def _fresh(self, place: Hashable, generation: Hashable, key: tuple[Hashable, ...]) -> T:
        with self._lock:
            held = self._values.get(place)
        if held is not None and held[0] == generation:
            return held[1]
        token = _inside.set(True)
        try:
            value = self._build(*key)
        finally:
            _inside.reset(token)
        with self._lock:
            self._values[place] = (generation, value)
            self._values.move_to_end(place)
            while len(self._values) > self._keep:
                self._values.popitem(last=False)
        return value

    def _generation_of(self, city: str) -> Hashable:
        asked_at, generation = self._asked.get(city, (0.0, None))
        if generation is None or _inside.get() or time.monotonic() - asked_at > self._check_s:
            generation = self._generation()
            self._asked[city] = (time.monotonic(), generation)
        return generation

    def forget(self) -> None:
        """Drop everything."""
        with self._lock:
            self._values.clear()
            self._asked.clear()


def forget_all() -> None:
    """Drop what every `Remembered` of this process holds (tests roll generations back)."""
    for remembered in _ALL:
        remembered.forget()
