"""Lengths alone: what is charged, what fits, where a text may be cut."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twingrid.notices.rules import lengths
from twingrid.notices.rules.lengths import characters, numbered, octets, part, shorten, sms_parts

# Letters of one to four bytes, stops, and what must not be torn: joiners, variation marks, skin tones.
SIGNS = st.sampled_from([*"电楼号1aZ é。！，；\n", "😀", "👩\u200d🔧", "❤\ufe0f", "👍🏽", "\u3000"])
TEXT = st.lists(SIGNS, max_size=120).map("".join)


@pytest.mark.parametrize(
    ("length", "parts"), [(0, 0), (1, 1), (70, 1), (71, 2), (134, 2), (135, 3), (201, 3), (202, 4), (500, 8)]
)
def test_seventy_characters_are_one_message_and_then_each_67_is_one(length: int, parts: int) -> None:
    assert sms_parts("电" * length) == parts


@pytest.mark.parametrize(("length", "parts"), [(64, 1), (65, 2), (128, 2), (129, 3)])
def test_the_signature_with_its_brackets_counts(length: int, parts: int) -> None:
    assert sms_parts("电" * length, sign="市中供电") == parts


def test_an_emoji_counts_twice_in_an_sms_and_takes_four_bytes() -> None:
    assert (characters("😀"), octets("😀"), octets("电")) == (2, 4, 3)
    assert sms_parts("😀" * 35) == 1
    assert sms_parts("😀" * 36) == 2


@pytest.mark.parametrize(
    ("most", "pieces"), [(6, ["停电", "通知"]), (5, ["停", "电", "通", "知"]), (8, ["停电", "通知"])]
)
def test_bytes_are_cut_at_the_border_of_a_character(most: int, pieces: list[str]) -> None:
    assert part("停电通知", most) == pieces


def test_a_cut_comes_after_a_stop_of_the_last_half() -> None:
    assert part("今晚停电。请准备手电筒和水", 27) == ["今晚停电。", "请准备手电筒和水"]


def test_a_number_is_not_torn() -> None:
    assert part("抢修电话95598请拨打", 16) == ["抢修电话", "95598请拨打"]


def test_what_cannot_be_parted_is_said() -> None:
    with pytest.raises(ValueError, match="longer than 2"):
        part("电", 2)


@given(TEXT, st.integers(24, 200))
def test_the_pieces_are_the_text_and_each_fits(text: str, most: int) -> None:
    pieces = part(text, most)
    assert "".join(pieces) == text
    assert all(0 < octets(piece) <= most for piece in pieces)


@given(TEXT, st.integers(24, 200))
def test_no_sign_is_torn(text: str, most: int) -> None:
    for piece in part(text, most)[1:]:
        assert piece[0] not in "\u200d\ufe0f🏽"
    assert not any(piece.endswith("\u200d") for piece in part(text, most))


@given(TEXT, st.integers(40, 200))
def test_numbered_pieces_fit_with_their_numbers(text: str, most: int) -> None:
    pieces = numbered(text, most)
    assert all(octets(piece) <= most for piece in pieces)
    if len(pieces) > 1:
        assert pieces[0].startswith(f"(1/{len(pieces)}) ")


@given(TEXT, st.integers(0, 60), st.sampled_from([octets, characters]))
def test_what_is_shortened_fits_and_says_so(text: str, most: int, measure: Callable[[str], int]) -> None:
    short = shorten(text, most, measure=measure)
    assert measure(short) <= most
    assert short == text if measure(text) <= most else short in ("", "…") or short.endswith("…")


@given(TEXT, st.text("供电市中区", max_size=8))
def test_parts_grow_with_the_text_and_always_have_room(text: str, sign: str) -> None:
    parts = sms_parts(text, sign=sign)
    length = characters(lengths.signed(text, sign))
    assert parts <= sms_parts(f"{text}电", sign=sign)
    assert parts == 0 if not text else length <= (70 if parts == 1 else 67 * parts)
