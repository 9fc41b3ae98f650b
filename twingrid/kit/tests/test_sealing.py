"""Sealed texts: only the key of the home opens them, nobody reads them by the way, and a change is noticed."""

import json
import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twingrid.kit import sealing
from twingrid.kit.sealing import CannotOpen, Sealed


@given(st.text())
def test_what_is_sealed_is_opened_again(text: str) -> None:
    sealed = sealing.seal(text)
    assert sealing.unseal(sealed).reveal() == text
    assert len(text) < 4 or text not in sealed


def test_nothing_stays_nothing() -> None:
    assert (sealing.seal(""), bool(sealing.unseal("")), sealing.fingerprint("")) == ("", False, "")


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert sealing.seal("13000000001") != sealing.seal("13000000001")


def test_another_key_does_not_open_it(settings: Any) -> None:
    sealed = sealing.seal("13000000001")
    settings.SEALING_KEY = "another home's key"
    with pytest.raises(CannotOpen):
        sealing.unseal(sealed)


@pytest.mark.parametrize("at", [0, 20, -2])
def test_a_change_is_noticed(at: int) -> None:
    sealed = list(sealing.seal("13000000001"))
    sealed[at] = "A" if sealed[at] != "A" else "B"
    with pytest.raises(CannotOpen):
        sealing.unseal("".join(sealed))


def test_a_refusal_to_open_tells_nothing_of_the_text() -> None:
    with pytest.raises(CannotOpen) as caught:
        sealing.unseal("13000000001")
    assert "1300" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_secret_in_memory_shows_itself_to_nobody(caplog: pytest.LogCaptureFixture) -> None:
    secret = Sealed("very-secret")
    with caplog.at_level(logging.INFO):
        logging.getLogger("twingrid.test").info("the channel has %s", secret)
    said = f"{secret} {secret!r} {[secret]} {caplog.text}"
    assert "very-secret" not in said
    assert not hasattr(secret, "__dict__")
    with pytest.raises(TypeError):
        json.dumps({"secret": secret})


def test_a_fingerprint_tells_two_texts_apart_and_needs_the_key(settings: Any) -> None:
    first = sealing.fingerprint("13000000001")
    assert first == sealing.fingerprint("13000000001")
    assert first != sealing.fingerprint("13000000002")
    assert len(first) == 32
    settings.SEALING_KEY = "another home's key"
    assert first != sealing.fingerprint("13000000001")
