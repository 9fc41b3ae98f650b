"""Deriving clocks anew, many at a time: after facts have changed, and to prove that what is kept is what follows."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction

from twingrid.journal import actions as journal_actions
from twingrid.journal import queries as journal_queries
from twingrid.journal.models import Event
from twingrid.kit import clock
from twingrid.people import calendar_queries
from twingrid.territory.models import Area
from twingrid.work.actions.steps import CLOCK_FIELDS, clock_row
from twingrid.work.models import Clock, ExternalRecord, Recount, Routing, Ticket
from twingrid.work.queries import clocks as clock_queries
from twingrid.work.queries.clocks import matter_of, timetable
from twingrid.work.rules import clocks as clock_rules
from twingrid.work.rules.clock_sets import Chosen
from twingrid.work.rules.clocks import ClockValue, Happening

BATCH = 1_000


def wind_many(ids: Collection[int], *, at: datetime) -> int:
    """Derive the clocks of these requests again from their events, in a fixed number of statements; how many changed.

    A request whose clocks changed and still run is looked at again soon, so that whoever is to be told is told.
    """
    tickets = list(Ticket.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
    kept = _kept(ids)
    told = _happenings(ids)
    waiting = _waiting(ids)
    rules = _rules(tickets)
    calendar = calendar_queries.work_calendar()
    rows: list[Clock] = []
    gone: list[int] = []
    changed: list[Ticket] = []
    for ticket in tickets:
        values = clock_rules.clocks(told[ticket.pk], matter_of(ticket, waiting[ticket.pk]), rules[ticket.pk], calendar)
        differing, left = _difference(ticket.pk, values, kept[ticket.pk])
        due = clock_rules.due_of(values)
        if differing or left or ticket.due_at != due:
            ticket.due_at = due
            changed.append(ticket)
            rows += differing
            gone += left
    Clock.objects.filter(pk__in=gone).delete()
    Clock.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["ticket", "kind", "key", "round"],
        update_fields=list(CLOCK_FIELDS),
    )
    Ticket.objects.bulk_update(changed, ["due_at"])
    running = [ticket.pk for ticket in changed if ticket.due_at is not None]
    Routing.objects.filter(pk__in=running).update(next_at=at)
    return len(changed)


def begin_recount(*, at: datetime, since: date | None = None) -> Recount:
    """Begin a run over every request of the city, or over those reported since a day."""
    return Recount.objects.create(since=since, begun_at=at)


@transaction.atomic
def recount_after(*, event_id: int, at: datetime) -> bool:
    """Begin the run that an event asks for, once; whether there is one.

    A calendar that was set makes provisional clocks sure, one that was taken away may move any; a set that was
    published is valid for what was reported from its day on.
    """
    if not journal_actions.handle_once(event_id=event_id, subscriber="work.recount", at=at):
        return False
    event = journal_queries.event(event_id)
    if event.name == "work.clocks.published":
        begin_recount(at=at, since=date.fromisoformat(event.facts["valid_from"]))
    else:
        year = int(event.facts["year"])
        begin_recount(at=at, since=date(year - 1, 1, 1))
    return True


@transaction.atomic
def recount_some(*, at: datetime, most: int = BATCH) -> bool:
    """Go on with the oldest run that is not done, one batch of requests; whether anything is left to do.

    The run keeps how far it has come in the same transaction: cut off anywhere, it goes on there.
    """
    clock_queries.read_anew()
    calendar_queries.read_anew()
    run = Recount.objects.select_for_update(skip_locked=True).filter(done_at__isnull=True).first()
    if run is None:
        return False
    rows = Ticket.objects.filter(pk__gt=run.after)
    if run.since is not None:
        rows = rows.filter(reported_at__date__gte=run.since)
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:most])
    run.changed += wind_many(ids, at=at) if ids else 0
    run.looked_at += len(ids)
    run.after = ids[-1] if ids else run.after
    if len(ids) < most:
        run.done_at = at
    run.save(update_fields=("after", "looked_at", "changed", "done_at"))
    return run.done_at is None or Recount.objects.filter(done_at__isnull=True).exists()


def _happenings(ids: Collection[int]) -> dict[int, list[Happening]]:
    rows = Event.objects.filter(subject_kind="work.ticket", subject_id__in=ids, name__in=clock_rules.HAPPENINGS)
    found: dict[int, list[Happening]] = defaultdict(list)
    for pk, name, at, facts in rows.order_by("at", "id").values_list("subject_id", "name", "at", "facts"):
        if one := clock_rules.happening_of(name, at, facts):
            found[pk].append(one)
    return found


def _waiting(ids: Collection[int]) -> dict[int, list[ExternalRecord]]:
    found: dict[int, list[ExternalRecord]] = defaultdict(list)
    for record in ExternalRecord.objects.filter(ticket__in=ids, closed_at__isnull=True).order_by("pk"):
        found[record.ticket_id or 0].append(record)
    return found


def _kept(ids: Collection[int]) -> dict[int, dict[tuple[str, str, int], Clock]]:
    found: dict[int, dict[tuple[str, str, int], Clock]] = defaultdict(dict)
    for row in Clock.objects.filter(ticket__in=ids).order_by("pk"):
        found[row.ticket_id or 0][row.kind, row.key, row.round] = row
    return found


def _rules(tickets: Iterable[Ticket]) -> dict[int, Chosen]:
    table, tickets = timetable(), list(tickets)
    codes: dict[int, str] = {}
    if table.has_areas:
        areas = {pk for one in tickets for pk in (one.power_area_id, one.community_area_id)}
        codes = dict(Area.objects.filter(pk__in=[pk for pk in areas if pk]).values_list("pk", "code"))
    return {
        one.pk: table.at(
            clock.today(one.reported_at),
            power=codes.get(one.power_area_id or 0, ""),
            community=codes.get(one.community_area_id or 0, ""),
        )
        for one in tickets
    }


def _difference(
    ticket_id: int, values: Iterable[ClockValue], kept: dict[tuple[str, str, int], Clock]
) -> tuple[list[Clock], list[int]]:
    """The rows that differ from what is kept, and the ids of those that do not follow any more."""
    differing = []
    left = {name: row.pk for name, row in kept.items()}
    for value in values:
        row = clock_row(ticket_id, value)
        former = kept.get((row.kind, row.key, row.round))
        left.pop((row.kind, row.key, row.round), None)
        if former is None or any(getattr(former, name) != getattr(row, name) for name in CLOCK_FIELDS):
            differing.append(row)
    return differing, list(left.values())
