"""What a process remembers of a city."""

import threading
import time

import pytest

from twingrid.kit.memo import Remembered
from twingrid.kit.refusals import NotYet

pytestmark = pytest.mark.django_db


def test_who_asks_while_it_is_first_read_in_is_told_so_and_answered_afterwards() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def build() -> str:
        begun.set()
        go_on.wait(10)
        return "places"

    remembered = Remembered(build, lambda: 1, patience_s=0.05)
    reading = threading.Thread(target=remembered.get)
    reading.start()
    assert begun.wait(10)
    started = time.monotonic()
    with pytest.raises(NotYet):
        remembered.get()
    assert time.monotonic() - started < 1
    go_on.set()
    reading.join()
    assert remembered.get() == "places"


def test_while_it_is_read_anew_the_former_value_answers() -> None:
    generation, begun, go_on = [1], threading.Event(), threading.Event()

    def build() -> int:
        if generation[0] > 1:
            begun.set()
            go_on.wait(10)
        return generation[0]

    remembered = Remembered(build, lambda: generation[0], check_s=0)
    assert remembered.get() == 1
    generation[0] = 2
    reading = threading.Thread(target=remembered.get)
    reading.start()
    assert begun.wait(10)
    assert remembered.get() == 1
    go_on.set()
    reading.join()
    assert remembered.get() == 2


def test_what_is_made_of_another_memory_is_never_made_of_its_former_value() -> None:
    generation = [1]
    lower = Remembered(lambda: generation[0], lambda: generation[0], check_s=60)
    upper = Remembered(lambda: lower.get() * 10, lambda: generation[0], check_s=0)
    assert upper.get() == 10
    generation[0] = 2
    assert upper.get() == 20
