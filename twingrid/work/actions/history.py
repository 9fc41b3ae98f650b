"""Loading past requests (requests.csv, see the formats of import) as the rows that the engine would have left."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection, transaction
from django.utils.translation import gettext as _

from twingrid.coverage.models import Placement
from twingrid.journal import actions as journal_actions
from twingrid.journal.rules import month_of
from twingrid.kit import clock
from twingrid.kit.collecting import no_collection
from twingrid.kit.refusals import BadInput
from twingrid.kit.working_days import WorkCalendar
from twingrid.people.calendar_queries import work_calendar
from twingrid.people.models import User
from twingrid.territory.models import Area, Building
from twingrid.work.actions.copying import Copier, Parcel, Sender, flag, maybe, next_ids, text
from twingrid.work.actions.steps import present_limits
from twingrid.work.models import Ticket
from twingrid.work.queries.clocks import timetable
from twingrid.work.queries.kinds import kinds
from twingrid.work.rules import clocks as clock_rules
from twingrid.work.rules import history, intake
from twingrid.work.rules.clock_sets import Timetable
from twingrid.work.rules.history import Past, PastEvent, Step, Told
from twingrid.work.rules.kinds import Catalogue
from twingrid.work.rules.replay import Unreachable

BLOCK = 5_000
TICKET = (
    "id, number, token, intake_key, channel, external_no, kind, kind_version, scope, state, safety, building_id,"
    " unit, room, lon, lat, place_words, community_area_id, power_area_id, holder_id, counterpart_id, leader_id,"
    " reported_by_id, reported_at, accepted_at, arrived_at, resolved_at, called_back_at, closed_at, times_reopened,"
    " deadline, due_at, outcome, side, finding, first_contact, cancel_reason, repeat_of_id"
)
ROUTING = (
    "ticket_id, how, near_border, neighbours, overlap, override, missing, why, responsible_id, deputy_id, lead_id,"
    " since, next_id, next_at"
)


@dataclass(frozen=True, slots=True)
class HistoryCount:
    """What was loaded."""

    tickets: int
    events: int
    remarks: int
    ratings: int
    clocks: int


@dataclass(frozen=True, slots=True)
class _Known:
    """Ids by the keys of the file."""

    buildings: Mapping[str, tuple[int, float, float]]
    people: Mapping[str, int]
    areas: Mapping[tuple[str, str], int]
    near_border: frozenset[int]
    kinds: Catalogue
    rules: Timetable

    @classmethod
    def load(cls) -> "_Known":
        """Everything of the present city, in four queries (and the kinds and clock rules)."""
        buildings: dict[str, tuple[int, float, float]] = {}
        for b in Building.objects.select_related("compound").order_by("id").iterator(chunk_size=5_000):
            name = b.compound.name if b.compound else ""
            roads = {f"{b.road}{b.house_no}"}
            if b.compound:
                roads.add(f"{b.compound.road}{b.compound.house_no}")
            for road in roads:
                buildings.setdefault(f"{name}|{road}|{b.name}", (b.pk, b.lon, b.lat))
        near = Placement.objects.filter(near_border=True).values_list("service_point__building_id", flat=True)
        return cls(
            buildings=buildings,
            people=dict(User.objects.exclude(employee_no="").values_list("employee_no", "pk")),
            areas={
                (p, code): pk
                for pk, p, code in Area.objects.order_by("valid_from").values_list("pk", "partition", "code")
            },
            near_border=frozenset(near.distinct()),
            kinds=kinds(),
            rules=timetable(),
        )

    def person(self, number: str) -> int | None:
        """The user id of an employee number; None for none or for one who is not known."""
        return self.people.get(number) if number else None


@dataclass(slots=True)
class _Tables:
    """One COPY a table."""

    ticket: Copier = field(default_factory=lambda: Copier("work_ticket", TICKET))
    routing: Copier = field(default_factory=lambda: Copier("work_routing", ROUTING))
    reporter: Copier = field(default_factory=lambda: Copier("work_reporter", "ticket_id, name, phone"))
    remark: Copier = field(default_factory=lambda: Copier("work_remark", "ticket_id, event_id, kind, words, by_id, at"))
    call: Copier = field(
        default_factory=lambda: Copier("work_callback", "ticket_id, round, how, result, by_id, at, event_id")
    )
    rating: Copier = field(default_factory=lambda: Copier("work_rating", "ticket_id, round, stars, at, event_id"))
    clock: Copier = field(
        default_factory=lambda: Copier(
            "work_clock",
            "ticket_id, kind, key, version_id, round, started_at, due_at, stopped_at, provisional, warn_at",
        )
    )
    event: Copier = field(
        default_factory=lambda: Copier(
            "journal_event", "id, at, name, subject_kind, subject_id, actor_kind, actor_id, facts"
        )
    )

    def take(self) -> list[Parcel]:
        """Everything that was gathered, requests first."""
        return [getattr(self, name).take() for name in self.__slots__]


class _Repeats:
    """Finds, in order of time, the same matter at the same place within some days, as `note_repeat` does."""

    def __init__(self, days: timedelta) -> None:
        self.days = days
        self.last: dict[tuple[str, ...], tuple[int, datetime]] = {}
        self.spoiled: list[int] = []

    def earlier(self, row: Mapping[str, str], past: Past, one: Told, ticket_id: int) -> int | None:
        """The id of the request that this one repeats; its first contact is spoiled."""
        key = (row["building_key"], row["unit"], row["room"], past.kind)
        known = self.last.get(key)
        if one.resolved_at is not None:
            self.last[key] = (ticket_id, one.resolved_at)
        if known is None or not known[1] <= past.reported_at <= known[1] + self.days:
            return None
        self.spoiled.append(known[0])
        return known[0]


@transaction.atomic
def load_history(rows: Iterable[Mapping[str, str]]) -> HistoryCount:
    """Load past requests from rows of requests.csv, oldest first, in one transaction.

    Raises `BadInput` naming the row's number when its moves are not possible or its building is not known. Each row
    becomes a request with its route, reporter, words, call-backs, rating, clocks and journal events; repeats of the
    same matter are linked and take first-contact resolution away, as `note_repeat` does.
    """
    known, limits, tables = _Known.load(), present_limits(), _Tables()
    calendar = work_calendar()
    months: set[datetime] = set()
    last: dict[str, int] = {}
    repeats = _Repeats(timedelta(days=limits.repeat_days))
    waiting = iter(rows)
    with no_collection(), Sender() as sender:
        while block := list(islice(waiting, BLOCK)):
            told = [_told(row, known, calendar) for row in block]
            sender.wait()
            _make_partitions({event.at for _past, one in told for event in one.events}, months)
            ids = next_ids("work_ticket", len(block))
            event_ids = next_ids("journal_event", sum(len(one.events) for _past, one in told))
            for row, (past, one), ticket_id in zip(block, told, ids, strict=True):
                earlier = repeats.earlier(row, past, one, ticket_id)
                _keep(tables, row, past=past, one=one, known=known, ids=(ticket_id, earlier))
                for event in one.events:
                    _keep_event(tables, event, ticket_id, next(event_ids))
                day, serial = row["number"].split("-")
                last[day] = max(last.get(day, 0), int(serial))
            sender.send(tables.take())
        sender.wait()
    _keep_counters(last)
    Ticket.objects.filter(pk__in=repeats.spoiled, first_contact=True).update(first_contact=False)
    return HistoryCount(
        tickets=tables.ticket.count,
        events=tables.event.count,
        remarks=tables.remark.count,
        ratings=tables.rating.count,
        clocks=tables.clock.count,
    )


def _told(row: Mapping[str, str], known: _Known, calendar: WorkCalendar) -> tuple[Past, Told]:
    """A row of the file as the request it was, told to its end."""
    kind = known.kinds.present(row["kind"])
    if kind is None:
        raise BadInput(
            _("Request {number} is of a kind that is not known here: {kind}. See the kinds in the settings.").format(
                number=row["number"], kind=row["kind"]
            )
        )
    past = Past(
        kind=kind.key,
        kind_version=kind.number,
        promised=kind.content.promised,
        safety=kind.content.safety,
        channel=row["channel"],
        reported_at=datetime.fromisoformat(row["reported_at"]),
        holder=known.person(row["holder_no"]),
        leader=known.person(row["leader_no"]),
        power_area=known.areas.get(("power", row["power_area_code"])),
        community_area=known.areas.get(("community", row["community_grid_code"])),
        reported_by=known.person(row["reported_by_no"]),
        outcome=row["outcome"],
        finding=row["finding"],
        stars=int(row["rating"]) if row["rating"] else None,
        words=row["words"],
        rating_words=row["rating_words"],
    )
    steps = [
        Step(move, datetime.fromisoformat(at), at, known.person(who), note)
        for move, at, who, note in json.loads(row["moves"])
    ]
    try:
        rules = known.rules.at(
            clock.today(past.reported_at), power=row["power_area_code"], community=row["community_grid_code"]
        )
        return past, history.tell(past, steps, rules, calendar)
    except Unreachable as broken:
        raise BadInput(
            _("Request {number} cannot have happened: {why} Correct its moves.").format(
                number=row["number"], why=broken
            )
        ) from broken


def _keep(
    tables: _Tables, row: Mapping[str, str], *, past: Past, one: Told, known: _Known, ids: tuple[int, int | None]
) -> None:
    """The request itself, its route, reporter and clocks. `ids`: its own, and that of the one it repeats."""
    ticket_id, earlier = ids
    try:
        building_id, lon, lat = known.buildings[row["building_key"]]
    except KeyError as missing:
        raise BadInput(
            _("Request {number} names a building that is not known: {key}. Import the customers first.").format(
                number=row["number"], key=row["building_key"]
            )
        ) from missing
    outcome = past.outcome if one.resolved_at else ""
    counterpart = known.person(row["counterpart_no"])
    cancelled = row["cancel_reason"] if one.state == "cancelled" else ""
    tables.ticket.line(
        f"{ticket_id}\t{text(row['number'])}\t{text(row['token'])}\t{text(row['token'])}\t{past.channel}"
        f"\t{text(row['external_no'])}\t{past.kind}\t{past.kind_version}\t{text(row['scope'] or 'unknown')}"
        f"\t{one.state}\t{flag(past.safety)}\t{building_id}\t{text(row['unit'])}\t{text(row['room'])}"
        f"\t{lon!r}\t{lat!r}\t\t{maybe(past.community_area)}\t{maybe(past.power_area)}\t{maybe(past.holder)}"
        f"\t{maybe(counterpart)}\t{maybe(past.leader)}\t{maybe(past.reported_by)}\t{past.reported_at}"
        f"\t{maybe(one.accepted_at)}\t{maybe(one.arrived_at)}\t{maybe(one.resolved_at)}"
        f"\t{maybe(one.called_back_at)}\t{maybe(one.closed_at)}\t{one.rounds}\t\\N"
        f"\t{maybe(clock_rules.due_of(one.clocks))}\t{outcome}\t{intake.side_of(outcome)}"
        f"\t{text(past.finding) if one.resolved_at else ''}\t{maybe(one.first_contact)}\t{text(cancelled)}"
        f"\t{maybe(earlier)}"
    )
    waits = one.state in ("new", "returned")
    told_next = past.leader if waits else None
    tables.routing.line(
        f"{ticket_id}\tbuilding\t{flag(building_id in known.near_border)}\t[]\t[]\t\t[]\ton_shift"
        f"\t{maybe(past.holder)}\t\\N\t\\N\t{maybe(one.since if waits else None)}"
        f"\t{maybe(told_next)}\t{maybe(one.next_at if past.leader else None)}"
    )
    phone = intake.clean_phone(row["reporter_phone"])
    if phone or row["reporter_name"]:
        tables.reporter.add(ticket_id, row["reporter_name"], phone)
    for c in one.clocks:
        tables.clock.line(
            f"{ticket_id}\t{c.kind}\t{c.key}\t{c.version}\t{c.round}\t{c.started_at}\t{c.due_at}"
            f"\t{maybe(c.stopped_at)}\t{flag(c.provisional)}\t{maybe(c.warn_at)}"
        )


def _keep_event(tables: _Tables, event: PastEvent, ticket_id: int, event_id: int) -> None:
    """An event and what was kept beside it. Most rows of a load are events, so their line is written here."""
    at, by = event.at, maybe(event.by)
    tables.event.line(
        f"{event_id}\t{at}\t{event.name}\twork.ticket\t{ticket_id}\t{event.actor_kind}\t{by}\t{event.facts}"
    )
    if event.words:
        tables.remark.line(f"{ticket_id}\t{event_id}\t{event.words_kind}\t{text(event.words)}\t{by}\t{at}")
    if event.call:
        how, result, asked = event.call
        tables.call.add(ticket_id, asked, how, result, event.by, at, event_id)
    if event.rating:
        stars, asked = event.rating
        tables.rating.add(ticket_id, asked, stars, at, event_id)


def _make_partitions(moments: set[str], months: set[datetime]) -> None:
    """Have the journal's month of every moment (ISO); one moment an hour is enough to look at."""
    hours = {moment[:13]: moment for moment in moments}
    fresh = {month_of(datetime.fromisoformat(moment))[0] for moment in hours.values()} - months
    for month in sorted(fresh):
        journal_actions.make_partitions(at=month, months=0)
    months |= fresh


def _keep_counters(last: Mapping[str, int]) -> None:
    """Later requests of a loaded day go on counting where it ended."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO work_counter (day, last) VALUES (to_date(%s, 'YYYYMMDD'), %s)"
            " ON CONFLICT (day) DO UPDATE SET last = greatest(work_counter.last, excluded.last)",
            sorted(last.items()),
        )
