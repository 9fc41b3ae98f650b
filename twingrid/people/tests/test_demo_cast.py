"""The list of invented people that the demo offers for sign-in."""

from typing import Any

import pytest

from twingrid.people import queries as people_queries

pytestmark = pytest.mark.django_db


def test_it_groups_by_role_and_says_how_many_more(cast: Any) -> None:
    found = people_queries.demo_cast("", at=cast.at, per_role=2)
    people, count = found["power_worker"]
    assert (len(people), count) == (2, 3)
    assert found["dispatcher"][0][0].name == cast.zhou.name


def test_somebody_with_many_areas_is_listed_once_with_the_first_three(cast: Any) -> None:
    people, count = people_queries.demo_cast("", at=cast.at, per_role=5)["power_leader"]
    assert count == 1
    assert (len(people[0].areas), people[0].more_areas) == (3, 0)


def test_only_those_posted_today_and_invented_are_offered(cast: Any) -> None:
    cast.han.is_demo = False
    cast.han.save()
    cast.ding.postings.update(valid_to="2022-12-31")
    names = {m.name for people, _ in people_queries.demo_cast("", at=cast.at, per_role=9).values() for m in people}
    assert cast.zhao.name in names
    assert not {cast.han.name, cast.ding.name} & names


def test_a_real_person_is_never_given_out_by_id(cast: Any) -> None:
    assert people_queries.demo_person(cast.zhou.pk) == cast.zhou
    cast.zhou.is_demo = False
    cast.zhou.save()
    assert people_queries.demo_person(cast.zhou.pk) is None
