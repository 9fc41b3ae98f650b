"""One move of many requests: tried out, done with what can be done, taken back by the reverse moves."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.cast import Cast
from twingrid.journal.models import Event
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.work import actions
from twingrid.work.models import Bulk, CallBack, Ticket
from twingrid.work.rules.replay import replay

pytestmark = pytest.mark.django_db


def states(*tickets: Any) -> list[tuple[str, int | None]]:
    return [(one.state, one.holder_id) for one in Ticket.objects.filter(pk__in=[t.pk for t in tickets]).order_by("pk")]


def test_what_will_move_is_tried_out_done_once_and_taken_back(report: Any, walk: Any, cast: Cast, at: datetime) -> None:
    fresh, there, done = report(), report(), report()
    walk(there, "accept", "arrive")
    walk(done, "accept", "arrive", "resolve")
    before = states(fresh, there, done)
    later = at + timedelta(hours=1)
    together = actions.Together(what="reassign", numbers=[one.number for one in (fresh, there, done)], to=cast.zhao.pk)
    outlook = actions.preview_bulk(together=together, by=cast.sun, at=later)
    assert (set(outlook.moving), [number for number, _why in outlook.staying]) == (
        {fresh.number, there.number},
        [done.number],
    )
    assert states(fresh, there, done) == before
    run, _outlook = actions.run_bulk(together=together, key="form", by=cast.sun, at=later)
    again, _outlook = actions.run_bulk(together=together, key="form", by=cast.sun, at=later)
    assert (run.pk, Bulk.objects.count()) == (again.pk, 1)
    assert states(fresh, there)[0] == ("new", cast.zhao.pk)
    with pytest.raises(NotFound):
        actions.undo_bulk(bulk_id=run.pk, by=cast.zhou, at=later)
    with pytest.raises(Refused, match="十分钟"):
        actions.undo_bulk(bulk_id=run.pk, by=cast.sun, at=later + timedelta(minutes=11))
    for _time in range(2):
        actions.undo_bulk(bulk_id=run.pk, by=cast.sun, at=later + timedelta(minutes=2))
    assert states(fresh, there, done) == before
    names = Event.objects.filter(subject_kind="work.ticket", subject_id=there.pk).order_by("id")
    assert replay(names.values_list("name", flat=True)) == "on_site"


def test_what_somebody_went_on_with_stays(report: Any, cast: Cast, at: datetime) -> None:
    one, other = report(), report()
    later = at + timedelta(minutes=5)
    together = actions.Together(what="reassign", numbers=[one.number, other.number], to=cast.zhao.pk)
    run, _outlook = actions.run_bulk(together=together, key="k", by=cast.sun, at=later)
    actions.accept_ticket(number=one.number, by=cast.zhao, at=later + timedelta(minutes=1))
    outlook = actions.undo_bulk(bulk_id=run.pk, by=cast.sun, at=later + timedelta(minutes=2))
    assert (outlook.moving, [number for number, _why in outlook.staying]) == ((other.number,), [one.number])


def test_closing_together_is_taken_back_and_leaves_no_call_that_was_not_made(
    report: Any, walk: Any, cast: Cast, at: datetime
) -> None:
    done, fresh = walk(report(), "accept", "arrive", "resolve"), report()
    later = at + timedelta(hours=1)
    together = actions.Together(what="close", numbers=[done.number, fresh.number], words="逐户电话确认")
    run, outlook = actions.run_bulk(together=together, key="k", by=cast.zhou, at=later)
    assert (outlook.moving, states(done)[0][0], CallBack.objects.count()) == ((done.number,), "closed", 1)
    actions.undo_bulk(bulk_id=run.pk, by=cast.zhou, at=later + timedelta(minutes=1))
    assert (states(done)[0][0], CallBack.objects.count()) == ("resolved", 0)


def test_what_is_missing_or_not_theirs(report: Any, cast: Cast, at: datetime) -> None:
    ticket = report()
    for what, more in (("reassign", {}), ("attach", {}), ("close", {}), ("nonsense", {})):
        with pytest.raises(BadInput):
            actions.preview_bulk(
                together=actions.Together(what=what, numbers=[ticket.number], **more), by=cast.zhou, at=at
            )
    with pytest.raises(BadInput):
        actions.preview_bulk(
            together=actions.Together(what="reassign", numbers=[], to=cast.zhao.pk), by=cast.sun, at=at
        )
    mine = actions.Together(what="reassign", numbers=[ticket.number], to=cast.zhao.pk)
    with pytest.raises(NotAllowed):
        actions.preview_bulk(together=mine, by=cast.han, at=at)
    open_one = actions.Together(what="close", numbers=[ticket.number], words="x")
    with pytest.raises(Refused):
        actions.run_bulk(together=open_one, key="d", by=cast.zhou, at=at)
