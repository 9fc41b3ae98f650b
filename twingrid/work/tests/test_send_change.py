"""What became of a platform's events is sent to it: once, in order, patiently, and never twice by our own doing."""

import logging
from datetime import datetime, timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tests import platform as fake
from twingrid.journal.models import Event
from twingrid.kit.refusals import NotAllowed, Refused
from twingrid.work import actions
from twingrid.work.actions import sending
from twingrid.work.models import ExternalChange, ExternalPlatform
from twingrid.work.tests.platform_room import NUMBER, come, connect, later, platform, queue_all, send_all, states

__all__ = ["come", "platform"]


def test_each_change_arrives_once_in_order_under_both_numbers(
    platform: fake.Platform, come: Any, walk: Any, at: datetime
) -> None:
    ticket = walk(come(), "accept", "arrive", "resolve", "close")
    queue_all(at)
    queue_all(at)  # a job that runs twice
    assert send_all(at) == 5
    assert [c["state"] for c in platform.changes] == ["received", "accepted", "on_site", "resolved", "closed"]
    assert {(c["number"], c["ticket"]) for c in platform.changes} == {(NUMBER, ticket.number)}
    assert platform.changes[-1]["answer"]["handling"] == "换了表后开关,灯亮了"
    assert states() == ["sent"] * 5
    assert send_all(later(at, days=1)) == 0


def test_the_job_is_enqueued_in_the_transaction_of_the_change(platform: fake.Platform, come: Any, walk: Any) -> None:
    before = ProcrastinateJob.objects.filter(task_name="twingrid.work.jobs.queue_change").count()
    walk(come(), "accept")
    assert ProcrastinateJob.objects.filter(task_name="twingrid.work.jobs.queue_change").count() == before + 2


def test_requests_that_are_not_theirs_are_not_told(platform: fake.Platform, report: Any, walk: Any, at: Any) -> None:
    walk(report(), "accept")
    queue_all(at)
    assert ExternalChange.objects.count() == 0


def test_nothing_waits_for_a_platform_that_is_switched_off(
    platform: fake.Platform, come: Any, cast: Any, at: datetime
) -> None:
    connect(platform, cast, at, active=False)
    come()
    queue_all(at)
    assert ExternalChange.objects.count() == 0


def test_not_our_duty_goes_back_as_a_return_with_its_explanation(
    platform: fake.Platform, come: Any, walk: Any, cast: Any, at: datetime
) -> None:
    ticket = walk(come(), "accept")
    words = "路灯由路灯管理处负责,已转告"
    actions.answer_ticket(number=ticket.number, outcome="passed_on", words=words, by=cast.han, at=later(at, minutes=5))
    queue_all(at)
    send_all(at)
    [(number, given)] = platform.returned
    assert (number, given["reason"]) == (NUMBER, words)
    assert given["return_no"].startswith("jinan-")


@pytest.mark.parametrize("plan", ["500", "503", "429"])
def test_a_busy_or_broken_platform_is_asked_again_later_and_gets_it_once(
    platform: fake.Platform, come: Any, at: datetime, plan: str
) -> None:
    come()
    queue_all(at)
    platform.plan = [plan]
    assert not actions.send_next_change(at=at)
    change = ExternalChange.objects.get()
    asked = timedelta(minutes=10 if plan == "429" else 1)
    assert (change.state, change.next_at, change.last_error) == ("waiting", at + asked, plan)
    assert not actions.send_next_change(at=at + asked - timedelta(seconds=1))
    assert actions.send_next_change(at=at + asked)
    assert len(platform.changes) == 1


def test_what_is_never_taken_is_given_up_for_a_person_who_sends_it_again(
    platform: fake.Platform, come: Any, cast: Any, at: datetime
) -> None:
    come()
    queue_all(at)
    platform.plan = ["500"] * 20
    moment, tries = at, 0
    while states() == ["waiting"]:
        actions.send_next_change(at=moment)
        moment, tries = moment + timedelta(hours=13), tries + 1
    assert (states(), tries) == (["failed"], 8)
    platform.plan = []
    change = ExternalChange.objects.get()
    with pytest.raises(NotAllowed):
        actions.release_change(change_id=change.pk, by=cast.han, at=moment)
    for _time in range(2):
        actions.release_change(change_id=change.pk, by=cast.people["admin"], at=moment)
    assert send_all(moment) == 1
    assert len(platform.changes) == 1
    with pytest.raises(Refused):
        actions.release_change(change_id=change.pk, by=cast.people["admin"], at=moment)


def test_what_they_refuse_is_not_sent_again_by_itself_and_does_not_stop_the_next(
    platform: fake.Platform, come: Any, walk: Any, at: datetime
) -> None:
    walk(come(), "accept")
    queue_all(at)
    platform.plan = ["409"]
    assert send_all(at) == 2
    assert states() == ["refused", "sent"]


@pytest.mark.parametrize("plan", ["cut", "drop"])
def test_a_line_cut_in_mid_answer_is_uncertain_and_later_changes_wait_behind_it(
    platform: fake.Platform, come: Any, walk: Any, cast: Any, at: datetime, plan: str
) -> None:
    walk(come(), "accept")
    queue_all(at)
    platform.plan = [plan]
    assert send_all(at) == 0
    assert send_all(later(at, days=2)) == 0
    assert (states(), len(platform.changes)) == (["uncertain", "waiting"], 1)
    first = ExternalChange.objects.order_by("event_id").first()
    assert first is not None
    actions.settle_change(change_id=first.pk, by=cast.people["admin"], at=later(at, days=2))
    assert send_all(later(at, days=2)) == 1
    assert [c["state"] for c in platform.changes] == ["received", "accepted"]


def test_a_cut_line_is_tried_again_where_they_know_what_comes_twice(
    platform: fake.Platform, come: Any, cast: Any, at: datetime
) -> None:
    platform.honours_keys = True
    connect(platform, cast, at, honours_keys=True)
    come()
    queue_all(at)
    platform.plan = ["drop"]
    send_all(at)
    assert states() == ["waiting"]
    assert send_all(later(at, minutes=1)) == 1
    assert len(platform.changes) == 1


def test_a_process_killed_between_the_call_and_the_commit_leaves_it_uncertain(
    platform: fake.Platform, come: Any, at: datetime
) -> None:
    come()
    queue_all(at)
    claimed = sending.claim_change(at=at)
    assert claimed is not None
    sending.attempt_change(change_id=claimed)  # … and nothing was ever kept of it
    assert send_all(later(at, minutes=1)) == 0
    assert actions.doubt_stale_changes(at=later(at, minutes=1)) == 0
    assert actions.doubt_stale_changes(at=later(at, minutes=4)) == 1
    assert (states(), send_all(later(at, days=1)), len(platform.changes)) == (["uncertain"], 0, 1)
    assert Event.objects.filter(name="work.change.doubted").count() == 1


def test_nobody_there_is_no_doubt(platform: fake.Platform, come: Any, cast: Any, at: datetime) -> None:
    connect(platform, cast, at, url="http://127.0.0.1:9/grid")
    come()
    queue_all(at)
    actions.send_next_change(at=at)
    assert states() == ["waiting"]


def test_a_key_of_another_city_is_told_as_refused(platform: fake.Platform, come: Any, at: datetime) -> None:
    platform.key = "another-citys-key"
    come()
    queue_all(at)
    assert send_all(at) == 1
    assert states() == ["refused"]
    assert platform.changes == []


def test_the_key_is_sealed_and_never_logged(
    platform: fake.Platform, come: Any, at: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    come()
    queue_all(at)
    platform.plan = ["500", "cut"]
    send_all(at)
    send_all(later(at, hours=1))
    row = ExternalPlatform.objects.get()
    assert fake.KEY not in str(vars(row))
    assert fake.KEY not in caplog.text
    assert fake.KEY not in str([vars(change) for change in ExternalChange.objects.all()])


def test_the_registry_goes_out_once_for_many_changes_and_only_when_it_changed(
    platform: fake.Platform, cast: Any, at: datetime
) -> None:
    from twingrid.journal import actions as journal

    def change(moment: datetime) -> None:
        happened = journal.record("people.staff.imported", cast.han, by=None, at=moment)
        actions.queue_registry(event_id=happened.pk, at=moment)

    change(at)
    change(at)
    platform.plan = ["drop"]  # the whole registry again does no harm
    send_all(at)
    assert send_all(later(at, minutes=1)) == 1
    assert len(platform.registries) == 2
    sent = platform.registries[-1]
    assert sent["community_workers"] == []
    assert cast.han.employee_no in {worker["worker_no"] for worker in sent["power_workers"]}
    change(later(at, minutes=2))
    send_all(later(at, minutes=2))
    assert len(platform.registries) == 2
