"""Questions about deliveries: the log, what waits for a person, what became of a thing that was told."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from twingrid.kit import sealing
from twingrid.kit.refusals import NotFound
from twingrid.notices.choices import ChannelKind, Purpose, Result
from twingrid.notices.models import Attempt, Delivery, SettlingWord
from twingrid.notices.permissions import NoticesPermission as May
from twingrid.notices.queries.channels import quiet_end
from twingrid.notices.sentences import sentence_of, state_words
from twingrid.notices.states import UNSETTLED, DeliveryState
from twingrid.people import queries as people_queries
from twingrid.people.models import User

PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the log is asked for; empty means all. `state` may be `unsettled`."""

    channel_id: int | None = None
    state: str = ""
    purpose: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One delivery as it is listed; `address` is masked unless the reader may see it."""

    id: int
    channel: str
    kind_words: str
    purpose_words: str
    state: str
    state_words: str
    text: str
    subject: str
    address: str
    urgent: bool
    queued_at: datetime
    next_at: datetime
    done_at: datetime | None
    attempts: int
    code: str
    sentence: str
    vendor_id: str
    erased: bool
    may_confirm: bool
    may_settle: bool
    quiet_until: datetime | None
    """When the quiet hours end that it waits for."""


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """A page of the log, newest first; `older` is the number to ask for what lies before."""

    lines: tuple[DeliveryLine, ...]
    older: int | None


@dataclass(frozen=True, slots=True)
class CallLine:
    """One attempt."""

    started_at: datetime
    finished_at: datetime | None
    result_words: str
    sentence: str


def deliveries(reader: User, wanted: Wanted, *, at: datetime) -> DeliveryPage:
    """The log for somebody who may see it (`NotAllowed` otherwise), newest first."""
    people_queries.require(reader, May.DELIVERY_SEE, at=at)
    rows = _wanted(wanted).order_by("-id").select_related("channel")[: PAGE + 1]
    found = list(rows)
    grants = people_queries.grants_of(reader, at=at)
    lines = tuple(
        _line(row, whole=grants.may(May.ADDRESS_SEE), may_settle=grants.may(May.DELIVERY_SETTLE), at=at)
        for row in found[:PAGE]
    )
    return DeliveryPage(lines=lines, older=found[PAGE - 1].pk if len(found) > PAGE else None)


def delivery_for(reader: User, delivery_id: int, *, at: datetime) -> DeliveryLine:
    """One delivery, if this person may see it; `NotFound` for none."""
    people_queries.require(reader, May.DELIVERY_SEE, at=at)
    row = Delivery.objects.filter(pk=delivery_id).select_related("channel").first()
    if row is None:
        raise NotFound(_("There is no such message. Open the list of messages again."))
    grants = people_queries.grants_of(reader, at=at)
    return _line(row, whole=grants.may(May.ADDRESS_SEE), may_settle=grants.may(May.DELIVERY_SETTLE), at=at)


def _wanted(wanted: Wanted) -> QuerySet[Delivery]:
    rows = Delivery.objects.all()
    if wanted.channel_id is not None:
        rows = rows.filter(channel_id=wanted.channel_id)
    if wanted.state == "unsettled":
        rows = rows.filter(state__in=UNSETTLED)
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.purpose:
        rows = rows.filter(purpose=wanted.purpose)
    return rows.filter(pk__lt=wanted.before) if wanted.before else rows


def _line(row: Delivery, *, whole: bool, may_settle: bool, at: datetime) -> DeliveryLine:
    return DeliveryLine(
        id=row.pk,
        channel=row.channel.name,
        kind_words=str(ChannelKind(row.channel.kind).label),
        purpose_words=str(Purpose(row.purpose).label),
        state=row.state,
        state_words=state_words(row.state),
        text=row.text,
        subject=row.subject,
        address=_address(row) if whole else row.address_hint,
        urgent=row.urgent,
        queued_at=row.queued_at,
        next_at=row.next_at,
        done_at=row.done_at,
        attempts=row.attempts,
        code=row.code,
        sentence=sentence_of(row.code),
        vendor_id=row.vendor_id,
        erased=row.erased_at is not None,
        may_confirm=may_settle and row.state == DeliveryState.UNCERTAIN,
        may_settle=may_settle and row.state in UNSETTLED,
        quiet_until=quiet_end(row, at=at),
    )


def _address(row: Delivery) -> str:
    try:
        return sealing.unseal(row.address).reveal()
    except sealing.CannotOpen:
        return row.address_hint


def calls_of(delivery_id: int) -> list[CallLine]:
    """Every attempt of a delivery, oldest first."""
    return [
        CallLine(
            started_at=call.started_at,
            finished_at=call.finished_at,
            result_words=str(Result(call.result).label) if call.result else "",
            sentence=sentence_of(call.code),
        )
        for call in Attempt.objects.filter(delivery_id=delivery_id).order_by("started_at", "id")
    ]


def words_of(delivery_id: int) -> list[tuple[datetime, str, str, str]]:
    """What people decided of a delivery: when, who, which move, why; oldest first."""
    rows = SettlingWord.objects.filter(delivery_id=delivery_id).select_related("by")
    return [(row.at, str(row.by), row.move, row.reason) for row in rows]


def unsettled_count() -> int:
    """How many deliveries wait for a person's decision."""
    return Delivery.objects.filter(state__in=UNSETTLED).count()


def tally_about(kind: str, about_id: int) -> dict[str, int]:
    """How many deliveries about a thing stand in which state."""
    rows = Delivery.objects.filter(about_kind=kind, about_id=about_id).order_by().values("state")
    return {row["state"]: row["n"] for row in rows.annotate(n=Count("id"))}


def key_of(row: Delivery) -> str:
    """Our key of a delivery for the other side: the same in every attempt, another one in every city."""
    return sealing.fingerprint(
        f"{getattr(connection, 'schema_name', '')}:{row.pk}:{row.queued_at.isoformat()}:{row.dedupe_key}"
    )
