"""Deriving clocks anew changes nothing where nothing has changed, and can be cut off anywhere."""

from datetime import timedelta

import pytest

from twingrid.work import actions
from twingrid.work.models import Clock, Recount, Ticket

KEPT = ("ticket", "kind", "key", "round", "started_at", "due_at", "stopped_at", "provisional", "warn_at", "version")


def kept():
    return list(Clock.objects.order_by("ticket", "kind", "key", "round").values_list(*KEPT))


@pytest.fixture
def some(report, walk, cast, at):
    walk(
        report(kind="no_power"),
        "accept",
        "depart",
        "arrive",
        "resolve",
        "reopen",
        "accept",
        "arrive",
        "resolve",
        "close",
    )
    walk(report(kind="bill"), "accept", "return")
    walk(report(kind="sparks"), "cancel")
    report(by=cast.zhou, channel="hotline_12345", kind="bill", external_no="7")


def run_all(at, most=2):
    actions.begin_recount(at=at)
    batches = 1
    while actions.recount_some(at=at, most=most):
        batches += 1
    return batches


def test_it_changes_nothing_and_goes_on_batch_by_batch(some, at):
    before = kept()
    assert run_all(at) == 3
    assert kept() == before
    run = Recount.objects.get()
    assert (run.looked_at, run.changed, run.done_at) == (4, 0, at)


def test_what_was_wrong_is_put_right_and_what_does_not_follow_goes(some, at):
    before, due = kept(), list(Ticket.objects.order_by("pk").values_list("due_at", flat=True))
    Clock.objects.filter(key="arrive").update(due_at=at, stopped_at=None)
    Clock.objects.filter(key="objection").delete()
    Clock.objects.filter(key="order").update(key="elsewhere")
    Ticket.objects.update(due_at=at + timedelta(days=99))
    run_all(at)
    assert kept() == before
    assert list(Ticket.objects.order_by("pk").values_list("due_at", flat=True)) == due
