"""What is sent to another system, how far that has come, and how we speak with it; never its key."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.journal.models import Event
from twingrid.kit import clock
from twingrid.work.models import (
    ExternalChange,
    ExternalCursor,
    ExternalMissed,
    ExternalPlatform,
    ExternalRecord,
    Remark,
    Sending,
    SendingKind,
)
from twingrid.work.queries.exchange import STATE_OF_EVENT, told
from twingrid.work.queries.registry import registry
from twingrid.work.rules.shapes import ReturnIn

NEEDS_A_PERSON = (Sending.UNCERTAIN, Sending.REFUSED, Sending.FAILED)


@dataclass(frozen=True, slots=True)
class Letter:
    """One request to a platform."""

    method: str
    path: str
    body: bytes
    repeat_key: str


@dataclass(frozen=True, slots=True)
class PlatformView:
    """How we speak with a system. `has_key` instead of the key."""

    system: str
    url: str
    active: bool
    under: str
    honours_keys: bool
    ours: tuple[str, ...]
    has_key: bool
    tried_at: datetime | None
    try_result: str
    read_at: datetime | None
    read_error: str


@dataclass(frozen=True, slots=True)
class SendingLine:
    """A sending as it is listed: numbers, states and moments, no words and nobody's name."""

    id: int
    kind: str
    kind_words: str
    state: str
    state_words: str
    number: str
    ticket: str
    change: str
    tries: int
    queued_at: datetime
    sent_at: datetime | None
    next_at: datetime
    last_error: str

    @property
    def needs_a_person(self) -> bool:
        """Whether it stays until somebody decides."""
        return self.state in NEEDS_A_PERSON


def letter_of(change: ExternalChange, *, ours: Collection[str]) -> Letter:
    """What is sent for a change. The registry is the one of the change's day, without what they are master of."""
    name = f"{cities_queries.present_city().schema_name}-{change.event_id}"
    if change.record is not None and _is_further(change.record):
        name = f"{name}-{change.record_id}"
    if change.record is None:
        return Letter("PUT", "/registry", _registry(change, ours=ours), name)
    event = Event.objects.get(pk=change.event_id)
    if change.kind == SendingKind.RETURN:
        said = Remark.objects.filter(event_id=change.event_id).first()
        body = ReturnIn(
            return_no=name, reason=said.words if said else _("This does not belong to the duties of the power company.")
        ).model_dump_json()
        return Letter("POST", f"/events/{change.record.number}/return", body.encode(), name)
    one = told([event], [change.record])[0]
    return Letter("POST", f"/events/{change.record.number}/changes", one.model_dump_json().encode(), name)


def _is_further(record: ExternalRecord) -> bool:
    """Whether a request carries this number beside the one that it came with: both are told of the same event."""
    return record.ticket.intake_key != f"{record.system}:{record.number}"


def registry_digest(letter: Letter) -> str:
    """Tells two registries apart."""
    return hashlib.sha256(letter.body).hexdigest()


def _registry(change: ExternalChange, *, ours: Collection[str]) -> bytes:
    found = registry(clock.today(change.begun_at or change.queued_at))
    less: dict[str, Any] = {}
    if "community_grids" not in ours:
        less["community_grids"] = []
    if not {"community_workers", "duty_numbers"} & set(ours):
        less["community_workers"] = []
    return found.model_copy(update=less).model_dump_json().encode()


def platform_of(system: str) -> PlatformView | None:
    """How we speak with `system`, or nothing if we do not."""
    row = ExternalPlatform.objects.filter(pk=system).first()
    if row is None:
        return None
    cursor = ExternalCursor.objects.filter(pk=system).first()
    return PlatformView(
        system=row.system,
        url=row.url,
        active=row.active,
        under=row.under,
        honours_keys=row.honours_keys,
        ours=tuple(row.ours),
        has_key=bool(row.sealed_key),
        tried_at=row.tried_at,
        try_result=row.try_result,
        read_at=cursor.at if cursor else None,
        read_error=cursor.last_error if cursor else "",
    )


def connected_systems() -> tuple[str, ...]:
    """The systems that we speak with."""
    return tuple(ExternalPlatform.objects.filter(active=True).order_by("system").values_list("system", flat=True))


def sending_counts() -> dict[str, int]:
    """How many sendings are in each state."""
    return dict(ExternalChange.objects.order_by().values_list("state").annotate(n=Count("pk")))


def sendings(*, state: str = "", limit: int = 50) -> list[SendingLine]:
    """The last sendings, newest first; of one state, or `person`: those that wait for somebody's decision."""
    wanted = {"": Q(), "person": Q(state__in=NEEDS_A_PERSON)}.get(state, Q(state=state))
    rows = list(ExternalChange.objects.filter(wanted).select_related("record__ticket").order_by("-event_id")[:limit])
    names = dict(Event.objects.filter(pk__in=[row.event_id for row in rows]).order_by().values_list("pk", "name"))
    return [
        SendingLine(
            id=row.pk,
            kind=row.kind,
            kind_words=row.get_kind_display(),
            state=row.state,
            state_words=row.get_state_display(),
            number=row.record.number if row.record else "",
            ticket=row.record.ticket.number if row.record else "",
            change=STATE_OF_EVENT.get(names.get(row.event_id, ""), ""),
            tries=row.tries,
            queued_at=row.queued_at,
            sent_at=row.sent_at,
            next_at=row.next_at,
            last_error=row.last_error,
        )
        for row in rows
    ]


def missed(*, limit: int = 50) -> Sequence[ExternalMissed]:
    """What of theirs could not be taken over, newest first."""
    return list(ExternalMissed.objects.order_by("-at", "-id")[:limit])
