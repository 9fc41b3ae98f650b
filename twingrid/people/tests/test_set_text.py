"""The city's own words: written, checked, taken back, every version kept."""

from datetime import datetime
from typing import Any

import pytest

from tests.cast import Cast
from twingrid.kit import memo, stale
from twingrid.kit.refusals import BadInput, NotAllowed, Refused
from twingrid.kit.slots import Slot
from twingrid.people import text_queries
from twingrid.people.actions import texts
from twingrid.territory import queries as territory_queries

pytestmark = pytest.mark.django_db
SLOT = Slot("plate.supervision", "监督电话 {number}", 20, frozenset({"number"}))


def _set(cast: Cast, at: datetime, words: str, **given: Any) -> Any:
    values = {"slot": SLOT, "seen": stale.stamp(""), "by": cast.admin, "at": at}
    return texts.set_text(words=words, **values | given)


def test_a_text_is_read_everywhere_and_the_shipped_one_comes_back(cast: Cast, at: datetime) -> None:
    before = territory_queries.generation("texts")
    first = _set(cast, at, "投诉 {number}")
    assert _set(cast, at, "投诉 {number}") == first
    assert territory_queries.generation("texts") != before
    memo.forget_all()
    assert text_queries.city_text(SLOT.key) == "投诉 {number}"
    texts.reset_text(slot=SLOT, seen=stale.stamp("投诉 {number}"), by=cast.admin, at=at)
    memo.forget_all()
    assert text_queries.city_text(SLOT.key) == ""
    assert [row.version for row in text_queries.versions(SLOT.key)] == [2, 1]


@pytest.mark.parametrize("words", ["", "  ", "电话 {phone}", "电话 {number", "字" * 21])
def test_what_cannot_be_printed_is_refused(cast: Cast, at: datetime, words: str) -> None:
    with pytest.raises(BadInput):
        _set(cast, at, words)


def test_the_second_of_two_writers_is_refused(cast: Cast, at: datetime) -> None:
    _set(cast, at, "投诉 {number}")
    with pytest.raises(Refused):
        _set(cast, at, "监督 {number}")


def test_only_the_administrator_writes_texts(cast: Cast, at: datetime) -> None:
    with pytest.raises(NotAllowed):
        _set(cast, at, "投诉 {number}", by=cast.manager)
