"""Postings one by one: made for areas, changed, ended; and what happens to coverage."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.cast import Cast
from twingrid.coverage import statement_queries
from twingrid.kit import memo, stale
from twingrid.kit.refusals import BadInput, NotAllowed, Refused
from twingrid.people import posting_queries
from twingrid.people.actions import posting_changes
from twingrid.people.actions.posting_changes import Particulars
from twingrid.people.models import Posting
from twingrid.territory import queries as territory_queries

pytestmark = pytest.mark.django_db
MONDAY = date(2023, 2, 27)


def _said(cast: Cast, **given: Any) -> Particulars:
    return Particulars(**{"title": "台区经理", "unit_id": cast.centre.pk} | given)


def _make(cast: Cast, at: datetime, **given: Any) -> list[Posting]:
    values: dict[str, Any] = {
        "user_id": cast.ding.pk,
        "role": "power_worker",
        "side": "power",
        "scope": f"area:{cast.powers['12'].pk}",
        "said": _said(cast),
        "since": MONDAY,
        "until": None,
        "by": cast.admin,
        "at": at,
    }
    return posting_changes.make_postings(**values | given)


def _end(cast: Cast, at: datetime, posting: Posting, **given: Any) -> Posting:
    seen = stale.stamp(*posting_queries.posting_values(posting))
    values: dict[str, Any] = {"on": MONDAY, "all_the_same": False, "seen": seen, "by": cast.admin, "at": at}
    return posting_changes.end_posting(posting_id=posting.pk, **values | given)


def test_somebody_is_posted_once_however_often_it_is_sent(cast: Cast, at: datetime) -> None:
    before = territory_queries.generation("people")
    first = _make(cast, at)
    assert territory_queries.generation("people") != before
    assert _make(cast, at) == first
    with pytest.raises(Refused):
        _make(cast, at, since=date(2023, 3, 6))


def test_a_division_gives_one_posting_for_each_of_its_grids(cast: Cast, at: datetime) -> None:
    scope = f"division:{cast.communities['shunya'].pk}"
    made = _make(cast, at, user_id=cast.ma.pk, role="community_worker", side="community", scope=scope)
    assert {posting.area_id for posting in made} == {cast.grids["shunya1"].pk, cast.grids["shunya2"].pk}
    assert all(posting.division_id for posting in made)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"side": "community"}, "side"),
        ({"scope": "area:999999"}, "scope"),
        ({"scope": "nonsense"}, "scope"),
        ({"since": date(2020, 1, 1)}, "since"),
        ({"until": MONDAY}, "until"),
    ],
)
def test_what_does_not_fit_names_its_field(cast: Cast, at: datetime, given: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as bad:
        _make(cast, at, **given)
    assert bad.value.field == field


def test_nobody_stands_in_for_themselves(cast: Cast, at: datetime) -> None:
    with pytest.raises(BadInput) as bad:
        _make(cast, at, said=_said(cast, deputy_id=cast.ding.pk))
    assert bad.value.field == "deputy"


def test_the_end_that_leaves_an_area_is_said_first_and_shown_after(cast: Cast, at: datetime) -> None:
    posting = Posting.objects.get(user=cast.han, area=cast.powers["12"])
    with pytest.raises(BadInput) as bad:
        _end(cast, at, posting)
    assert bad.value.field == "all_the_same"
    assert cast.powers["12"].name in bad.value.sentence
    _end(cast, at, posting, all_the_same=True)
    memo.forget_all()
    assert statement_queries.statement(MONDAY).areas[cast.powers["12"].pk].holder is None


def test_an_area_with_a_second_holder_is_let_go_without_asking(cast: Cast, at: datetime) -> None:
    _make(cast, at)
    posting = Posting.objects.get(user=cast.han, area=cast.powers["12"])
    assert _end(cast, at, posting).valid_to == MONDAY
    assert _end(cast, at, posting).valid_to == MONDAY


def test_a_stale_form_is_refused(cast: Cast, at: datetime) -> None:
    posting = Posting.objects.get(user=cast.han, area=cast.powers["12"])
    seen = stale.stamp(*posting_queries.posting_values(posting))
    given = {"posting_id": posting.pk, "seen": seen, "by": cast.admin, "at": at}
    posting_changes.change_posting(said=_said(cast, deputy_id=cast.zhao.pk), **given)
    with pytest.raises(Refused):
        posting_changes.change_posting(said=_said(cast, deputy_id=cast.ding.pk), **given)


def test_nobody_ends_their_own_posting_as_administrator(cast: Cast, at: datetime) -> None:
    with pytest.raises(Refused):
        _end(cast, at, Posting.objects.get(user=cast.admin))


def test_a_number_belongs_to_one_person_and_a_unit_to_every_posting(cast: Cast, at: datetime) -> None:
    seen = stale.stamp(*posting_queries.person_values(cast.han))
    given = {"user_id": cast.han.pk, "name": "韩立新", "seen": seen, "by": cast.admin, "at": at}
    with pytest.raises(BadInput):
        posting_changes.change_person(employee_no=cast.zhao.employee_no, unit_id=None, **given)
    person = posting_changes.change_person(employee_no="JN900", unit_id=cast.committee.pk, **given)
    assert (person.name, person.employee_no) == ("韩立新", "JN900")
    assert set(person.postings.values_list("unit_id", flat=True)) == {cast.committee.pk}


def test_only_the_administrator_posts(cast: Cast, at: datetime) -> None:
    with pytest.raises(NotAllowed):
        _make(cast, at, by=cast.sun)
