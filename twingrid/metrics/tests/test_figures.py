"""Figures carry their counts, and open the rows behind them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from twingrid.journal.models import Event
from twingrid.metrics import queries
from twingrid.metrics.queries import Period
from twingrid.metrics.rules import MIN_N, Share, YearOnYear, month_starts, year_before
from twingrid.outages import actions as outage_actions
from twingrid.work import actions
from twingrid.work.models import Ticket

FEBRUARY = Period(since=date(2023, 2, 1), until=date(2023, 3, 1))


@pytest.fixture
def report(cast, at):
    """Report and walk to a state: `finish(minutes to arrive, outcome, stars)`."""
    serial = iter(range(1, 1000))

    def make(*, when=at, arrive=None, stars=None, by=None, **changes):
        n = next(serial)
        given = {"channel": "plate", "kind": "no_power", "building_id": cast.home.pk, "phone": f"0531000{n:05d}"}
        ticket = actions.report_ticket(report=actions.Report(**(given | changes)), by=by, at=when)
        if arrive is None:
            return ticket
        who = {"number": ticket.number, "by": ticket.holder}
        actions.accept_ticket(at=when + timedelta(minutes=1), **who)
        actions.arrive_at_ticket(at=when + timedelta(minutes=arrive), **who)
        done = when + timedelta(minutes=arrive + 5)
        actions.resolve_ticket(outcome="customer_side_courtesy", finding="switch", at=done, **who)
        return actions.rate_ticket(token=ticket.token, solved=True, stars=stars, at=done)

    return make


def figures(cast, at, who="manager"):
    return queries.figures(cast.people[who], at=at + timedelta(hours=3), period=FEBRUARY)


def test_arrival_is_a_mean_beside_the_share_within_the_promise(report, cast, at):
    for minutes in (10, 20, 60):
        report(arrive=minutes)
    found = figures(cast, at)
    assert (found.arrivals, found.arrival_minutes) == (3, 30)
    assert found.arrived_within_promise == Share(2, 3)


def test_a_question_about_a_bill_and_an_answer_by_phone_are_no_arrivals(report, cast, at):
    report(arrive=500, kind="bill")
    ticket = report()
    who = {"number": ticket.number, "by": cast.han, "at": at}
    actions.accept_ticket(**who)
    actions.answer_ticket(outcome="answered", words="计划停电,19:30 来电", **who)
    found = figures(cast, at)
    assert (found.arrivals, found.arrival_minutes) == (0, None)


def test_a_reopened_request_counts_from_its_reopening(report, cast, at):
    ticket = report(arrive=10)
    again = at + timedelta(days=2)
    actions.rate_ticket(token=ticket.token, solved=False, at=again)
    actions.accept_ticket(number=ticket.number, by=cast.han, at=again)
    actions.arrive_at_ticket(number=ticket.number, by=cast.han, at=again + timedelta(minutes=30))
    assert figures(cast, at).arrival_minutes == 30


def test_satisfaction_is_from_original_ratings_with_its_n(report, cast, at):
    for stars in (5, 4, 2, None):
        report(arrive=10, stars=stars)
    found = figures(cast, at)
    assert (found.satisfied, found.rated_of_closed) == (Share(2, 3), Share(3, 4))
    assert found.first_contact == Share(4, 4)
    assert found.courtesy == 4


def test_hotline_and_direct_calls_stand_beside_each_other_for_two_years(report, cast, at):
    hotline = {"by": cast.zhou, "channel": "hotline_12345"}
    for n in range(3):
        report(external_no=f"before{n}", **hotline)
    Ticket.objects.update(reported_at=at - timedelta(days=365))
    report(external_no="now", **hotline)
    report(by=cast.han, channel="direct_call")
    found = figures(cast, at)
    assert found.hotline == YearOnYear(1, 3)
    assert found.direct == YearOnYear(1, 0)


def test_open_and_late_are_counted_now(report, cast, at):
    report(when=at + timedelta(hours=3))
    report()
    found = figures(cast, at)
    assert (found.open, found.late) == (2, 1)


def test_a_leader_counts_the_own_areas_only(report, cast, at):
    report()
    assert figures(cast, at, "sun").reported == 1
    cast.sun.postings.filter(area=cast.powers["12"]).delete()
    elsewhere = report(building_id=cast.buildings["shunya1"].pk)
    assert elsewhere.leader == cast.sun
    assert figures(cast, at, "ma").reported == 0


def test_months_and_channels(report, cast, at):
    report()
    report(when=at - timedelta(days=40), by=cast.han, channel="direct_call")
    found = queries.months(cast.manager, at=at)
    assert len(found) == 24
    assert (found[-1].first, found[-1].by_channel) == (date(2023, 2, 1), {"plate": 1})
    assert found[-2].by_channel == {"direct_call": 1}


def test_the_page_costs_the_same_few_queries_at_any_length(report, cast, at):
    costs = []
    for more in (2, 20):
        for _n in range(more):
            report()
        with CaptureQueriesContext(connection) as asked:
            figures(cast, at)
            queries.months(cast.manager, at=at)
            queries.by_area(cast.manager, at=at, period=FEBRUARY)
        costs.append(len(asked))
    # The map of areas in memory asks for its generation at most twice a second: one query more or less.
    assert abs(costs[0] - costs[1]) <= 1
    assert max(costs) <= 20


def test_no_percent_of_too_few():
    assert Share(6, 7).percent is None
    assert Share(MIN_N, MIN_N).percent == 100
    assert YearOnYear(5, MIN_N - 1).change is None
    assert YearOnYear(14, 20).change == pytest.approx(-30)


def test_the_year_before_a_leap_day_is_the_28th():
    assert year_before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert month_starts(date(2023, 2, 22), months=3) == [date(2022, 12, 1), date(2023, 1, 1), date(2023, 2, 1)]


def test_callers_of_an_outage_are_neither_solved_nor_counted_at_first_contact(report, cast, at):
    report(arrive=10)
    plan = outage_actions.Plan(kind="fault", starts_at=at, buildings=[cast.home.pk])
    outage = outage_actions.make_outage(plan=plan, by=cast.zhou, at=at)
    outage_actions.start_outage(number=outage.number, by=cast.zhou, at=at)
    caller = report()
    actions.attach_tickets(numbers=[caller.number], outage=outage.number, by=cast.zhou, at=at)
    back = at + timedelta(minutes=30)
    outage_actions.restore_outage(number=outage.number, by=cast.zhou, at=back)
    actions.restore_tickets(event_id=Event.objects.get(name="outages.outage.restored").pk, at=back)
    actions.rate_ticket(token=caller.token, solved=True, stars=5, at=back)
    assert Ticket.objects.get(pk=caller.pk).state == "closed"
    found = figures(cast, at)
    assert (found.first_contact, found.satisfied.whole) == (Share(1, 1), 1)
