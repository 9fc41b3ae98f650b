"""Electricity comes back step by step, and every estimate is kept."""

from datetime import timedelta
from typing import Any

import pytest

from twingrid.journal import queries as journal_queries
from twingrid.kit.refusals import BadInput, Refused
from twingrid.outages import actions, queries


def test_a_part_is_restored_before_the_rest(make: Any, cast: Any, at: Any, gear: Any) -> None:
    outage = make("start")
    later = at + timedelta(minutes=40)
    actions.restore_part(number=outage.number, equipment=[gear["B-3"]], by=cast.zhou, at=later)
    outage.refresh_from_db()
    assert outage.state == "started"
    assert queries.known_at(cast.home.pk, at=later) == ()
    assert queries.known_at(cast.buildings["4"].pk, at=later)[0].number == outage.number
    view = queries.outage_for(cast.zhou, outage.number, at=later)
    assert (view.off, view.steps[0].customers) == (outage.customers - 4, 4)


def test_the_same_part_again_changes_nothing(make: Any, cast: Any, at: Any, gear: Any) -> None:
    outage = make("start")
    for _ in range(2):
        actions.restore_part(number=outage.number, equipment=[gear["B-3"]], by=cast.zhou, at=at)
    assert outage.restorations.count() == 1


def test_with_the_last_part_it_is_over(make: Any, cast: Any, at: Any, gear: Any) -> None:
    outage = make("start", equipment=[gear["B-3"], gear["B-4"]])
    last = at + timedelta(minutes=50)
    actions.restore_part(number=outage.number, buildings=[cast.home.pk], by=cast.zhou, at=at)
    done = actions.restore_part(number=outage.number, equipment=[gear["B-4"]], by=cast.zhou, at=last)
    assert (done.state, done.restored_at) == ("restored", last)
    names = [event.name for event in journal_queries.history_of(outage)]
    assert names[-2:] == ["outages.part.restored", "outages.outage.restored"]


def test_it_is_not_restored_before_it_started(make: Any, cast: Any, at: Any, gear: Any) -> None:
    outage = make("start")
    with pytest.raises(BadInput):
        actions.restore_outage(number=outage.number, restored_at=at - timedelta(hours=1), by=cast.zhou, at=at)
    with pytest.raises(BadInput):
        actions.restore_outage(number=outage.number, restored_at=at + timedelta(hours=1), by=cast.zhou, at=at)


def test_what_has_not_started_cannot_come_back(make: Any, cast: Any, at: Any, gear: Any) -> None:
    outage = make("announce")
    with pytest.raises(Refused):
        actions.restore_part(number=outage.number, equipment=[gear["B-3"]], by=cast.zhou, at=at)


def test_every_estimate_is_kept_with_its_reason(make: Any, cast: Any, at: Any) -> None:
    outage = make("start")
    later = at + timedelta(hours=4)
    for _ in range(2):
        actions.revise_outage(number=outage.number, estimate_at=later, why="parts", by=cast.zhou, at=at)
    view = queries.outage_for(cast.zhou, outage.number, at=at)
    assert [row.estimate_at for row in view.estimates] == [later, at + timedelta(hours=2)]
    assert journal_queries.history_of(outage)[-1].facts["why"] == "parts"


@pytest.mark.parametrize(("missing", "field"), [("cause", "cause"), ("side", "side")])
def test_it_is_closed_with_its_cause_and_the_side_of_the_boundary_only(
    make: Any, cast: Any, at: Any, missing: str, field: str
) -> None:
    outage = make("start", "restore")
    said = {"cause": "digging", "side": "customer", "boundary": "external"}
    with pytest.raises(BadInput) as refused:
        actions.close_outage(number=outage.number, by=cast.zhou, at=at, **(said | {missing: ""}))
    assert refused.value.field == field
    done = actions.close_outage(number=outage.number, by=cast.zhou, at=at + timedelta(hours=2), **said)
    assert (done.state, done.cause, done.side, done.boundary) == ("closed", "digging", "customer", "external")
    assert journal_queries.history_of(outage)[-1].facts["side"] == "customer"


def test_another_reason_needs_words(make: Any, cast: Any, at: Any) -> None:
    outage = make("start")
    with pytest.raises(BadInput):
        actions.revise_outage(
            number=outage.number, estimate_at=at + timedelta(hours=4), why="other", by=cast.zhou, at=at
        )
