"""The same matter at the same place within a week: the subscriber of a report, exactly once."""

from datetime import timedelta

from procrastinate.contrib.django.models import ProcrastinateJob

from twingrid.journal import queries as journal_queries
from twingrid.journal.models import Event
from twingrid.kit import clock
from twingrid.work import actions, jobs
from twingrid.work.models import Ticket

DONE = ("accept", "arrive", "resolve", "close")


def event_of(ticket):
    return journal_queries.history_of(ticket)[0].pk


def test_the_job_is_enqueued_with_the_report_itself(report):
    ticket = report()
    job = ProcrastinateJob.objects.get(task_name="twingrid.work.jobs.note_repeat")
    assert job.args == {"city": "jinan", "event_id": event_of(ticket)}


def test_a_repeat_is_linked_and_takes_first_contact_away(report, walk, at):
    first = walk(report(), *DONE)
    again = report(when=at + timedelta(days=3))
    assert actions.note_repeat(event_id=event_of(again), at=at)
    again.refresh_from_db()
    first.refresh_from_db()
    assert (again.repeat_of, first.first_contact) == (first, False)


def test_a_job_that_runs_three_times_changes_once(report, walk, at):
    first = walk(report(), *DONE)
    again = report(when=at + timedelta(days=3))
    with clock.fixed(at + timedelta(days=3)):
        for _run in range(3):
            jobs.note_repeat(city="jinan", event_id=event_of(again))
    assert Event.objects.filter(name="work.ticket.repeated", subject_id=first.pk).count() == 1


def test_another_flat_another_matter_and_another_week_are_no_repeats(report, walk, at):
    first = walk(report(), *DONE)
    others = [
        report(when=at + timedelta(days=3), unit="1单元"),
        report(when=at + timedelta(days=3), kind="no_power"),
        report(when=at + timedelta(days=9)),
        report(when=at + timedelta(days=3), building_id=None, place_words="别处"),
    ]
    assert not any(actions.note_repeat(event_id=event_of(other), at=at) for other in others)
    assert Ticket.objects.get(pk=first.pk).first_contact
