"""Who is often without electricity, from real outages: steps, exclusions with reasons, the city's choice of rules."""

from datetime import timedelta
from typing import Any

import pytest
from django_tenants.utils import schema_context

from twingrid.cities import actions as cities_actions
from twingrid.kit import clock
from twingrid.kit.refusals import NotAllowed
from twingrid.outages import actions, queries
from twingrid.outages.models import FrequentRun, NotCounted
from twingrid.supply.models import Equipment


@pytest.fixture
def past(cast: Any, at: Any, gear: Any) -> Any:
    """An outage of 3号楼 (or what is said) so many days ago, with its length in minutes."""

    def make(days: int, *, minutes: int = 60, hours: float = 0, **changes: Any) -> Any:
        begins = at - timedelta(days=days) + timedelta(hours=hours)
        given = {"kind": "fault", "starts_at": begins, "equipment": [gear["B-3"]]}
        plan = actions.Plan(**{**given, **changes})
        made = actions.make_outage(plan=plan, by=None, at=begins)
        actions.start_outage(number=made.number, by=None, at=begins)
        back = begins + timedelta(minutes=minutes)
        return actions.restore_outage(number=made.number, by=None, at=back)

    return make


def count(at: Any) -> FrequentRun:
    """Count as the nightly job does, with the city's profile as it is now."""
    with schema_context("jinan"):
        return actions.count_frequent(by=None, at=at)


def test_six_in_a_year_are_frequent_and_their_feeder_too(cast: Any, at: Any, past: Any) -> None:
    for n in range(6):
        past(20 + n * 45)
    run = actions.count_frequent(by=cast.sun, at=at)
    homes = queries.homes_of(cast.sun, run.pk, at=at)
    assert {(one.category, one.reasons, len(one.outages)) for one in homes} == {("frequent", ("year",), 6)}
    assert sum(one.customers for one in homes) == 4
    found = queries.last_run(cast.sun, at=at)
    assert found is not None
    assert [(one.customers, one.listed) for one in found.feeders] == [(4, True)]
    assert run.feeders == [Equipment.objects.get(kind="feeder").pk]


def test_each_step_ends_an_interruption_by_itself(cast: Any, at: Any, gear: Any) -> None:
    begins = at - timedelta(days=3)
    plan = actions.Plan(kind="fault", starts_at=begins, equipment=[gear["B-3"], gear["B-4"]])
    made = actions.make_outage(plan=plan, by=None, at=begins)
    actions.start_outage(number=made.number, by=None, at=begins)
    soon = begins + timedelta(minutes=3)
    actions.restore_part(number=made.number, equipment=[gear["B-3"]], by=None, at=soon)
    actions.restore_outage(number=made.number, by=None, at=begins + timedelta(hours=1))
    run = actions.count_frequent(by=None, at=at)
    found = queries.excluded_of(cast.sun, run.pk, at=at)
    assert {(one.reason, one.minutes, one.label) for one in found} == {("short", 3, cast.home.label)}


def test_everything_that_did_not_count_keeps_its_reason(cast: Any, at: Any, past: Any) -> None:
    past(10, minutes=3)
    past(8)
    past(8, hours=3)
    day = (at - timedelta(days=4)).date().isoformat()
    cities_actions.change_profile(schema_name="jinan", changes={"major_event_days": [day, "nonsense"]})
    past(4)
    run = count(at)
    left = queries.excluded_counts(run.pk)
    assert set(left) == {"short", "merged", "major_day"}
    assert len(set(left.values())) == 1
    assert NotCounted.objects.filter(run=run).values("outage").distinct().count() == 3


def test_the_city_chooses_the_rules(cast: Any, at: Any, past: Any) -> None:
    for days in (10, 30, 50):
        past(days)
    assert queries.homes_of(cast.sun, count(at).pk, at=at)[0].category == "warning"
    cities_actions.change_profile(schema_name="jinan", changes={"frequent_rules": "two-months-three-v1"})
    run = count(at)
    assert (run.rules, queries.homes_of(cast.sun, run.pk, at=at)[0].category) == ("two-months-three-v1", "frequent")
    cities_actions.change_profile(schema_name="jinan", changes={"frequent_rules": "no such rules"})
    assert count(at).rules == "2026-09-16-priority-v1"


def test_the_manager_chooses_on_the_page_and_sees_the_new_count(cast: Any, at: Any, past: Any) -> None:
    for days in (10, 30, 50):
        past(days)
    manager = cast.client("manager")
    with clock.fixed(at):
        actions.count_frequent(by=None, at=at)
        assert "two-months-three-v1" in manager.get("/outages/staff/frequent/").content.decode()
        assert "two-months-three-v1" not in cast.client("sun").get("/outages/staff/frequent/").content.decode()
        manager.post("/outages/staff/frequent/choose/", {"rules": "two-months-three-v1"})
        assert count(at).rules == "two-months-three-v1"
        found = queries.last_run(cast.manager, at=at)
    assert found is not None
    assert (found.rules, found.customers, found.warned) == ("two-months-three-v1", 4, 0)


def test_customers_are_for_those_who_may_see_them(cast: Any, at: Any, past: Any) -> None:
    for n in range(6):
        past(20 + n * 45)
    run = actions.count_frequent(by=None, at=at)
    place = run.places.order_by("id").first()
    assert place is not None
    with pytest.raises(NotAllowed):
        queries.customers_of(cast.manager, place.pk, at=at)
    _home, customers = queries.customers_of(cast.sun, place.pk, at=at)
    assert len(customers) == place.customers
    account = customers[0][1]
    for who in ("manager", "sun"):
        browser = cast.client(who)
        assert account not in browser.get("/outages/staff/frequent/").content.decode()
        assert account not in browser.get("/outages/staff/frequent.csv").content.decode()
    assert account in cast.client("sun").get(f"/outages/staff/frequent/{place.pk}/").content.decode()
    assert cast.client("manager").get(f"/outages/staff/frequent/{place.pk}/").status_code == 403


def test_old_counts_are_thrown_away(cast: Any, at: Any) -> None:
    for n in range(20):
        actions.count_frequent(by=None, at=at + timedelta(days=n))
    assert FrequentRun.objects.count() == 14
