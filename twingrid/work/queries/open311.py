"""What anybody may read about requests (Open311): states, moments and coarse places, nobody's words or numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from twingrid.cities import queries as cities_queries
from twingrid.journal.models import Event
from twingrid.kit import clock
from twingrid.outages import queries as outage_queries
from twingrid.people.choices import Role
from twingrid.people.models import Posting
from twingrid.work.models import Clock, ClockKind, Outcome, Ticket
from twingrid.work.queries.kinds import kind_words
from twingrid.work.rules.open311 import FINISHED, ROWS, PublicPlace, Spot, public_place
from twingrid.work.states import EVENTS, TicketState

_EVENTS = ("work.ticket.reported", *(name for move, name in EVENTS.items() if move != "rate"))
# Only columns that the answer is made of: nothing that a resident said is even read.
_COLUMNS = (
    *(
        "number",
        "kind",
        "kind_version",
        "scope",
        "state",
        "outcome",
        "building_id",
        "lon",
        "lat",
        "reported_at",
        "updated",
        "expected",
    ),
    *(
        "agency",
        "building__label",
        "building__households",
        "building__lon",
        "building__lat",
        "building__community__name",
    ),
    *("building__compound__name", "building__compound__lon", "building__compound__lat"),
    *("community_area__division__name", "community_area__name"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which requests are asked for. `numbers` come before everything else; empty means all."""

    since: datetime
    until: datetime
    numbers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    open: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRequest:
    """A request as anybody may read it."""

    number: str
    kind: str
    kind_words: str
    state: str
    outcome_words: str
    is_open: bool
    agency: str
    reported_at: datetime
    updated_at: datetime
    expected_at: datetime | None
    place: PublicPlace
    outages: tuple[outage_queries.Known, ...]


def public_requests(wanted: Wanted, *, at: datetime) -> tuple[PublicRequest, ...]:
    """The requests of the city that are asked for, newest first, at most 1,000: one statement however many."""
    rows = _rows(at=at)
    if wanted.numbers:
        rows = rows.filter(number__in=wanted.numbers)
    else:
        rows = rows.filter(reported_at__gte=wanted.since, reported_at__lte=wanted.until)
        rows = rows.filter(kind__in=wanted.kinds) if wanted.kinds else rows
        if wanted.open is not None:
            finished = Q(state__in=FINISHED)
            rows = rows.filter(~finished if wanted.open else finished)
    city = cities_queries.present_city().name
    found = rows.order_by("-reported_at", "-id").values(*_COLUMNS)[:ROWS]
    return tuple(_public(row, city=city, at=at) for row in found)


def public_request(number: str, *, at: datetime) -> PublicRequest | None:
    """One request by its number."""
    found = public_requests(Wanted(since=at, until=at, numbers=(number,)), at=at)
    return found[0] if found else None


def number_of_token(token: str) -> str | None:
    """The number of the newest request that a sending with this token made; nothing while it is being made."""
    rows = Ticket.objects.filter(intake_key__startswith=f"open311:{token}:").order_by("-reported_at", "-id")
    return rows.values_list("number", flat=True).first()


def _rows(*, at: datetime) -> QuerySet[Ticket]:
    """Requests with what the answer needs of other tables, in the same statement."""
    happened = Event.objects.filter(subject_kind="work.ticket", subject_id=OuterRef("pk"), name__in=_EVENTS)
    clocks = Clock.objects.filter(
        ticket=OuterRef("pk"),
        round=OuterRef("times_reopened"),
        kind__in=(ClockKind.PROMISE, ClockKind.ORDER),
        stopped_at__isnull=True,
    )
    postings = Posting.objects.on(clock.today(at)).filter(area=OuterRef("power_area"), role=Role.POWER_WORKER)
    moments = Greatest("reported_at", "accepted_at", "arrived_at", "resolved_at", "called_back_at", "closed_at")
    return Ticket.objects.annotate(
        updated=Coalesce(
            F("closed_at"), Subquery(happened.order_by("-at").values("at")[:1]), moments, F("reported_at")
        ),
        expected=Subquery(clocks.order_by("-due_at").values("due_at")[:1]),
        agency=Subquery(postings.order_by("id").values("unit__name")[:1]),
    )


def _public(row: Mapping[str, Any], *, city: str, at: datetime) -> PublicRequest:
    state, is_open = row["state"], row["state"] not in FINISHED
    place = public_place(_spot(row, city=city))
    outages = outage_queries.known_at(place.building_id, at=at, public=True) if is_open else ()
    expected = row["expected"]
    if state == TicketState.WAITING:
        known = outage_queries.known_at(row["building_id"], at=at, public=True)
        expected = next((one.estimate_at for one in known if one.is_on), None)
    return PublicRequest(
        number=row["number"],
        kind=row["kind"],
        kind_words=kind_words(row["kind"], row["kind_version"]),
        state=state,
        outcome_words=str(Outcome(row["outcome"]).label) if row["outcome"] else "",
        is_open=is_open,
        agency=row["agency"] or "",
        reported_at=row["reported_at"],
        updated_at=row["updated"],
        expected_at=expected if is_open else None,
        place=place,
        outages=outages,
    )


def _spot(row: Mapping[str, Any], *, city: str) -> Spot:
    community = row["building__community__name"] or row["community_area__division__name"] or row["community_area__name"]
    return Spot(
        scope=row["scope"],
        building_id=row["building_id"],
        label=row["building__label"] or "",
        homes=row["building__households"] or 0,
        building_at=_point(row["building__lon"], row["building__lat"]),
        estate=row["building__compound__name"] or "",
        estate_at=_point(row["building__compound__lon"], row["building__compound__lat"]),
        community=community or "",
        city=city,
        point=_point(row["lon"], row["lat"]),
    )


def _point(lon: float | None, lat: float | None) -> tuple[float, float] | None:
    return (lon, lat) if lon is not None and lat is not None else None
