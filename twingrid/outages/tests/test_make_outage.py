"""Entering an outage: whom it reaches, twice the same, what is refused."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from twingrid.journal import queries as journal_queries
from twingrid.kit.refusals import BadInput, NotAllowed
from twingrid.outages import actions, queries
from twingrid.outages.models import Outage
from twingrid.supply.models import Customer, Equipment


def test_a_transformer_reaches_every_customer_below_it(make: Any, cast: Any) -> None:
    outage = make()
    assert (outage.customers, outage.buildings) == (len(cast.customers), len(cast.buildings))


def test_every_level_of_the_network_reaches_what_hangs_below_it(make: Any, cast: Any, gear: Any) -> None:
    assert set(Equipment.objects.order_by("id").values_list("kind", flat=True)) == {
        "substation",
        "feeder",
        "transformer",
        "meter_box",
    }
    for code, customers in (("S1", 32), ("F1", 32), ("T1", 32), ("B-3", 4)):
        assert make(equipment=[gear[code]]).customers == customers


def test_a_meter_box_reaches_its_building_only(make: Any, cast: Any, gear: Any) -> None:
    outage = make(equipment=[gear["B-3"]])
    assert (outage.customers, outage.buildings) == (4, 1)


def test_a_customer_under_two_pieces_is_counted_once(make: Any, cast: Any, gear: Any) -> None:
    outage = make(equipment=[gear["B-3"], gear["B-4"]], buildings=[cast.home.pk, cast.buildings["5"].pk])
    assert (outage.customers, outage.buildings) == (12, 3)


def test_a_customer_who_has_left_is_not_counted(make: Any, cast: Any, at: Any, gear: Any) -> None:
    gone = cast.points["3"][0].customer
    Customer.objects.filter(pk=gone.pk).update(valid_to=at.date() - timedelta(days=10))
    assert make(equipment=[gear["B-3"]]).customers == 3


def test_premises_are_said_in_residents_words(make: Any, cast: Any) -> None:
    estates = {estate.name: estate for estate in queries.premises_of(make().pk)}
    assert [one.name for one in estates["乐山小区"].buildings] == [f"{n}号楼" for n in range(1, 8)]
    home = estates["乐山小区"].buildings[2]
    assert (home.units, home.whole, home.customers) == (("1单元", "2单元"), True, 4)
    assert estates["建设路"].buildings[0].label == "建设路78号"


def test_the_preview_says_the_same_before_anything_is_kept(cast: Any, at: Any, gear: Any) -> None:
    found = queries.preview(equipment=[gear["F1"]], buildings=[], at=at)
    assert (found.customers, found.buildings) == (len(cast.customers), len(cast.buildings))
    assert not Outage.objects.exists()


def test_the_same_key_or_number_again_is_the_same_outage(make: Any) -> None:
    assert make(intake_key="form-1").pk == make(intake_key="form-1").pk
    assert make(system="oms", external_no="A1").pk == make(system="oms", external_no="A1", kind="planned").pk


def test_its_event_tells_scope_times_and_counts(make: Any, at: Any, gear: Any) -> None:
    (event,) = journal_queries.history_of(make())
    assert event.name == "outages.outage.made"
    assert event.facts["equipment"] == [gear["T1"]]
    assert event.facts["customers"] > 30
    assert event.facts["starts_at"] == at.isoformat()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"equipment": []}, "scope"),
        ({"equipment": [10**9]}, "scope"),
        ({"kind": "other"}, "kind"),
        ({"estimate_at": None, "kind": "planned"}, "estimate_at"),
        ({"side": "nobody"}, "side"),
    ],
)
def test_what_cannot_be_meant_is_refused(make: Any, changes: Any, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        make(**changes)
    assert refused.value.field == field


def test_it_is_not_back_before_it_is_off(make: Any, at: Any) -> None:
    with pytest.raises(BadInput):
        make(estimate_at=at - timedelta(minutes=1))


def test_a_leader_enters_it_for_own_areas_only(make: Any, cast: Any, gear: Any) -> None:
    assert make(by=cast.sun).made_by == cast.sun
    for who in (cast.han, cast.qiao, cast.clerk, cast.manager, cast.admin):
        with pytest.raises(NotAllowed):
            make(by=who)


def test_a_change_finds_anew_whom_it_reaches(make: Any, cast: Any, at: Any, gear: Any) -> None:
    outage = make()
    plan = actions.Plan(kind="fault", starts_at=at, estimate_at=at + timedelta(hours=2), equipment=[gear["B-3"]])
    changed = actions.change_outage(number=outage.number, plan=plan, by=cast.zhou, at=at)
    assert (changed.customers, changed.buildings) == (4, 1)
    again = actions.change_outage(number=outage.number, plan=replace(plan, important=True), by=cast.zhou, at=at)
    assert again.important and again.customers == 4
