"""Nobody accepts: the next person is told, once a step."""

import threading
from datetime import timedelta

from django.db import connections
from procrastinate.contrib.django.models import ProcrastinateJob

from twingrid.cities import queries as cities_queries
from twingrid.journal import queries as journal_queries
from twingrid.kit import clock
from twingrid.work import actions, jobs, queries
from twingrid.work.models import Escalation, Routing
from twingrid.work.tests.real_rows import CITY, real_city

QUARTER = timedelta(minutes=15)


def told(ticket):
    return [(e.step, e.to) for e in Escalation.objects.filter(ticket=ticket, ladder="power", clock="").order_by("step")]


def test_nobody_is_told_before_the_time(report, at):
    ticket = report()
    assert actions.tell_of_unanswered(at=at + timedelta(minutes=14)) == 0
    assert told(ticket) == []


def test_deputy_then_leader_then_lead_ten_minutes_apart(report, cast, at):
    ticket = report()
    for minutes in (15, 16, 25, 34, 35, 60, 600):
        actions.tell_of_unanswered(at=at + timedelta(minutes=minutes))
    assert told(ticket) == [(1, cast.zhao), (2, cast.sun), (3, cast.lead)]
    assert Routing.objects.get(ticket=ticket).next is None


def test_each_telling_is_in_the_journal_once(report, at):
    ticket = report()
    for _run in range(3):
        actions.tell_of_unanswered(at=at + QUARTER)
    events = [one for one in journal_queries.history_of(ticket) if one.name == "work.ticket.escalated"]
    assert [one.facts["ladder"] for one in events] == ["power", "community"]


def test_the_person_told_has_it_on_the_list(report, cast, at):
    ticket = report()
    assert queries.worker_list(cast.zhao, at=at).count == 0
    actions.tell_of_unanswered(at=at + QUARTER)
    assert [line.number for line in queries.worker_list(cast.zhao, at=at + QUARTER).now] == [ticket.number]


def test_an_accepted_request_bothers_nobody(report, walk, at):
    ticket = walk(report(), "accept")
    actions.tell_of_unanswered(at=at + timedelta(days=1))
    assert told(ticket) == []


def test_the_job_tells_once_however_often_it_runs(report, cast, at):
    ticket = report()
    with clock.fixed(at + QUARTER):
        for _run in range(3):
            jobs.tell_leader_of_unanswered(city="jinan")
    assert told(ticket) == [(1, cast.zhao)]


def test_each_minute_puts_one_job_a_city_on_the_queue(cast):
    for minute in range(3):
        jobs.every_minute(timestamp=minute)
    waiting = ProcrastinateJob.objects.filter(task_name__endswith="tell_leader_of_unanswered")
    assert sorted(waiting.values_list("args__city", flat=True)) == ["jinan", "yunting"]


def test_two_workers_at_once_tell_once(django_db_blocker, at):
    gate = threading.Barrier(2)

    def run() -> None:
        try:
            with cities_queries.inside(CITY):
                gate.wait(timeout=10)
                actions.tell_of_unanswered(at=at + QUARTER)
        finally:
            connections.close_all()

    with django_db_blocker.unblock(), real_city(at) as cast:
        report = actions.Report(channel="plate", kind="no_power", building_id=cast.home.pk, phone="050000001234")
        ticket = actions.report_ticket(report=report, by=None, at=at)
        running = [threading.Thread(target=run) for _worker in range(2)]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join(timeout=20)
        assert told(ticket) == [(1, cast.zhao)]
