"""What the demo tells its residents: important users under the planned outages, notices in every state, calls."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from twingrid.kit import clock
from twingrid.kit.refusals import Turned
from twingrid.notices.actions import composing, posting, releasing
from twingrid.notices.actions.composing import Draft
from twingrid.notices.queries import notices as notice_queries
from twingrid.outages import queries as outage_queries
from twingrid.outages.queries import Filter, OutageLine
from twingrid.people import queries as people_queries
from twingrid.supply import queries as supply_queries
from twingrid.supply.actions.important import import_important

WRITER = "D1"
READERS = ("D2", *(f"B{n:02d}" for n in range(1, 13)))
GRADES = ("special", "first", "second")
LISTED = 4
"""Important users under each planned outage."""


def fill(*, at: datetime) -> None:
    """Enter important users, and a notice for each planned outage: the first is out with its calls made, open and
    handed up, a further one waits for a second pair of eyes. Safe to repeat."""
    writer = people_queries.person_by_employee_no(WRITER)
    if writer is None:
        return
    found = outage_queries.outages_for(writer, Filter(when="planned"), at=at, count=2)
    planned = sorted(found.lines, key=lambda line: line.customers)
    list_important([line.number for line in planned], since=clock.today(at), at=at)
    for n, line in enumerate(planned):
        number = _written(line, writer, at=at)
        if n == 0:
            _let_out(number, at=at)
            _called(number, writer, at=at)


def list_important(numbers: Sequence[str], *, since: date, at: datetime) -> None:
    """Put a few customers of these outages on the list of important users."""
    accounts: list[str] = []
    for number in numbers:
        places = [one.building_id for estate in outage_queries.premises_of_number(number) for one in estate.buildings]
        accounts += supply_queries.accounts_in(places, count=LISTED)
    accounts = list(dict.fromkeys(accounts))
    if accounts:
        rows: dict[str, list[Any]] = {
            "account_no": accounts,
            "grade": [GRADES[n % len(GRADES)] for n in range(len(accounts))],
            "valid_from": [since] * len(accounts),
            "valid_to": [None] * len(accounts),
        }
        import_important(rows=rows, at=at)


def _written(line: OutageLine, writer: Any, *, at: datetime) -> str:
    draft = Draft(
        kind="planned_outage",
        starts_at=line.starts_at,
        ends_at=line.estimate_at,
        why=line.title,
        outage_number=line.number,
        intake_key=f"demo-{line.number}",
    )
    notice = composing.make_notice(draft=draft, by=writer, at=at)
    groups = [way.group_id for way in notice.ways.all() if way.group_id]
    composing.choose_ways(number=notice.number, groups=groups, subscribers=True, paper=True, by=writer, at=at)
    releasing.submit_notice(number=notice.number, by=writer, at=at)
    return notice.number


def _let_out(number: str, *, at: datetime) -> None:
    """The first colleague who may approves and publishes; where nobody may, it stays where it is."""
    for employee_no in READERS:
        reader = people_queries.person_by_employee_no(employee_no)
        if reader is None:
            continue
        with suppress(Turned):
            releasing.approve_notice(number=number, by=reader, at=at)
            releasing.publish_notice(number=number, by=reader, at=at)
            return


def _called(number: str, by: Any, *, at: datetime) -> None:
    """One important user was told, one could not be reached and goes up; the others are still to be called."""
    view = notice_queries.notice_for(by, number, at=at)
    calls = notice_queries.calls_for(by, at=at, notice_id=view.notice.pk)
    for call, result in zip(calls, ("done", "escalated"), strict=False):
        posting.answer_call(call_id=call.id, result=result, words="", by=by, at=at)
