"""Who may do what where and when: postings give roles, roles give rights, areas and dates bound them."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twingrid.kit.refusals import NotAllowed
from twingrid.people import queries as people_queries
from twingrid.people.models import Posting
from twingrid.people.permissions import PeoplePermission as People
from twingrid.people.queries import Grants
from twingrid.project.roles import RIGHTS
from twingrid.work.permissions import WorkPermission as Work


@pytest.mark.django_db
def test_a_posting_with_an_area_gives_its_rights_there_only(cast: Any) -> None:
    grants = people_queries.grants_of(cast.han, at=cast.at)
    assert grants.roles == {"power_worker"}
    assert grants.may(Work.TICKET_ACCEPT, areas=[cast.powers["12"].pk])
    assert not grants.may(Work.TICKET_ACCEPT, areas=[cast.powers["05"].pk])
    assert grants.may(Work.TICKET_ACCEPT), "without naming a place: has the right somewhere"


@pytest.mark.django_db
def test_a_posting_without_an_area_gives_them_everywhere(cast: Any) -> None:
    grants = people_queries.grants_of(cast.zhou, at=cast.at)
    assert grants.may(Work.TICKET_REASSIGN, areas=[cast.powers["05"].pk])
    assert grants.may(Work.TICKET_REASSIGN, areas=[None])


@pytest.mark.django_db
def test_a_place_without_an_area_is_only_for_those_who_hold_the_right_everywhere(cast: Any) -> None:
    assert not people_queries.grants_of(cast.han, at=cast.at).may(Work.TICKET_ACCEPT, areas=[None])
    assert not people_queries.grants_of(cast.sun, at=cast.at).may(Work.TICKET_REASSIGN, areas=[None, None])


@pytest.mark.django_db
def test_one_of_two_named_areas_is_enough(cast: Any) -> None:
    areas = [cast.powers["05"].pk, cast.grids["leshan"].pk]
    assert people_queries.grants_of(cast.qiao, at=cast.at).may(Work.TICKET_SEE, areas=areas)


@pytest.mark.django_db
def test_rights_begin_and_end_with_the_posting(cast: Any) -> None:
    day = date(2023, 2, 22)
    Posting.objects.filter(user=cast.han).update(valid_from=day, valid_to=day + timedelta(days=1))
    for days, may in ((-1, False), (0, True), (1, False)):
        grants = people_queries.grants_of(cast.han, at=cast.at + timedelta(days=days))
        assert grants.may(Work.TICKET_ACCEPT) is may


@pytest.mark.django_db
def test_the_last_hour_of_the_last_day_still_counts_in_the_citys_time(cast: Any) -> None:
    """valid_to 23 February: 23:59 of the 22nd in Jinan is inside although it is the same UTC day as 19:00."""
    Posting.objects.filter(user=cast.han).update(valid_to=date(2023, 2, 23))
    assert people_queries.grants_of(cast.han, at=cast.at + timedelta(hours=4, minutes=59)).may(Work.TICKET_ACCEPT)
    assert not people_queries.grants_of(cast.han, at=cast.at + timedelta(hours=5)).may(Work.TICKET_ACCEPT)


@pytest.mark.django_db
def test_two_postings_add_up_and_the_wider_one_wins(cast: Any) -> None:
    extra = {"user": cast.han, "side": "power", "unit": cast.centre, "valid_from": date(2022, 6, 1)}
    Posting.objects.create(role="power_worker", area=cast.powers["05"], **extra)
    both = people_queries.grants_of(cast.han, at=cast.at)
    assert both.areas_by_right[Work.TICKET_ACCEPT] == {cast.powers["05"].pk, cast.powers["12"].pk}
    Posting.objects.create(role="power_worker", area=None, **extra)
    assert people_queries.grants_of(cast.han, at=cast.at).areas_by_right[Work.TICKET_ACCEPT] is None


@pytest.mark.django_db
def test_it_is_one_query_however_many_postings(cast: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        people_queries.grants_of(cast.sun, at=cast.at)


@pytest.mark.django_db
def test_require_tells_whom_to_ask(cast: Any) -> None:
    people_queries.require(cast.admin, People.POSTING_CHANGE, at=cast.at)
    with pytest.raises(NotAllowed) as refusal:
        people_queries.require(cast.han, People.POSTING_CHANGE, at=cast.at)
    assert "网格长" in refusal.value.sentence
    assert refusal.value.status == 403


def test_no_role_but_the_administrator_changes_postings() -> None:
    assert {role for role, rights in RIGHTS.items() if People.POSTING_CHANGE in rights} == {"administrator"}


def test_who_did_the_work_does_not_close_it() -> None:
    """The call-back is made by those who did not go; a manager and an administrator move nothing at all."""
    assert Work.TICKET_CLOSE not in RIGHTS["power_worker"]
    moves = {right for right in Work if right.startswith("work.ticket.")} - {Work.TICKET_SEE}
    for role in ("manager", "administrator"):
        assert not RIGHTS[role] & moves


def test_the_community_side_sees_and_tells_but_never_sees_the_callers_number() -> None:
    assert Work.TICKET_SEE in RIGHTS["community_worker"]
    assert Work.REPORTER_SEE not in RIGHTS["community_worker"]


AREAS = st.frozensets(st.integers(1, 9), max_size=4)
ASKED = st.lists(st.one_of(st.none(), st.integers(1, 9)), max_size=4)


@given(held=st.one_of(st.none(), AREAS), asked=ASKED)
def test_a_narrower_holding_never_allows_more(held: frozenset[int] | None, asked: list[int | None]) -> None:
    wide = Grants(user_id=1, roles=frozenset(), areas_by_right={"a.b.c": held})
    narrow = Grants(user_id=1, roles=frozenset(), areas_by_right={"a.b.c": frozenset(list(held or ())[:1])})
    if narrow.may("a.b.c", areas=asked) and held is not None:
        assert wide.may("a.b.c", areas=asked)
    if asked and held is not None:
        assert wide.may("a.b.c", areas=asked) == bool(held & set(asked))
    assert not wide.may("x.y.z", areas=asked)
