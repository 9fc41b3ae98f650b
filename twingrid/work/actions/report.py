"""Taking a request in: from a resident without an account, from the desk, from a worker, from the hotline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.coverage.actions import aliases as alias_actions
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock, tokens
from twingrid.kit.refusals import BadInput, Refused, TooMany
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.work.actions import routing
from twingrid.work.actions.photos import keep_photos
from twingrid.work.actions.steps import choice, clean_words, first_clocks, keep_clocks, present_limits, say
from twingrid.work.models import (
    Channel,
    ExternalRecord,
    Family,
    IntakeCount,
    PhotoKind,
    RemarkKind,
    Reporter,
    Scope,
    Ticket,
)
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.kinds import kinds, wrong_words
from twingrid.work.rules import intake
from twingrid.work.rules.answers import Checked, check
from twingrid.work.rules.kinds import KindView
from twingrid.work.rules.limits import Limits
from twingrid.work.rules.records import HOTLINE

BY_ANYBODY = frozenset({Channel.PAGE, Channel.PLATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came in. `intake_key` is made by the client, once a form: the same key twice gives the same request.

    The place is a building, a point (WGS-84 degrees) or words only. `safety` None means: by the kind. `address` is
    the client's network address of a public report: it is counted, not kept. `photos` are file contents.
    `asked` is what the place was searched by: what is learned from it is another name, see `propose_alias`.
    `answers` are those to the questions of the kind, as they were typed; None: the door did not ask, so none is missed.
    """

    channel: str
    kind: str
    intake_key: str = ""
    words: str = ""
    scope: str = Scope.UNKNOWN.value
    safety: bool | None = None
    building_id: int | None = None
    unit: str = ""
    room: str = ""
    lon: float | None = None
    lat: float | None = None
    place_words: str = ""
    name: str = ""
    phone: str = ""
    external_no: str = ""
    deadline: datetime | None = None
    photos: Sequence[bytes] = ()
    address: str = ""
    asked: str = ""
    answers: Mapping[str, str] | None = None


@transaction.atomic
def report_ticket(*, report: Report, by: User | None, at: datetime) -> Ticket:
    """Take a request in, number it, route it to the person responsible at this moment, and record it.

    `by` is empty for a resident's own report (page or plate), which is counted against floods. The same intake
    key, or the same order number of a channel, gives the request that is there already. Raises `BadInput` (field
    place, kind, phone, words, photos …), `NotAllowed`, `TooMany`.
    """
    limits = present_limits()
    known = _known(report, by=by)
    if known is not None:
        return known
    kind, phone, answers = _checked(report, by=by, at=at)
    if by is None:
        _count(phone, report.address, at=at, limits=limits)
    ticket = _fresh(report, kind, answers, by=by, at=at)
    how, answer = routing.find_people(ticket, at=at)
    routing.give(ticket, answer)
    values = first_clocks(ticket, at=at)
    ticket.number = new_number(at=at)
    try:
        with transaction.atomic():
            ticket.save(force_insert=True)
    except IntegrityError:
        known = _known(report, by=by)
        if known is None:
            raise Refused(_("This form was sent already. Open the page again and write a new one.")) from None
        return known
    Reporter.objects.create(ticket=ticket, name=report.name.strip()[:40], phone=phone, answers=answers.erasable)
    routing.keep_route(ticket, how, answer, at=at, clocks=values)
    keep_clocks(ticket, values)
    event = journal_actions.record(
        "work.ticket.reported",
        ticket,
        by=by,
        at=at,
        facts={"channel": ticket.channel, "kind": ticket.kind, "to": "new", **routing.route_facts(ticket, how)},
        actor_kind="" if by else "resident",
    )
    say(ticket, words=report.words, kind=RemarkKind.SAID, by=by, at=at, event=event)
    keep_photos(ticket, report.photos, kind=PhotoKind.REPORT, by=by, at=at)
    if report.building_id is not None and report.asked:
        alias_actions.propose_alias(
            asked=report.asked, building_id=report.building_id, by=by, address=report.address, at=at
        )
    return ticket


def forget_counts(*, at: datetime) -> int:
    """Drop the counts of former days: they limit nothing any more. How many were dropped."""
    return IntakeCount.objects.filter(day__lt=clock.today(at)).delete()[0]


def _known(report: Report, *, by: User | None) -> Ticket | None:
    """The request that this report made already. A key counts for whoever used it first: those of other systems can be
    guessed from their numbers, and with a request comes its private link."""
    same = Ticket.objects.filter(intake_key=report.intake_key, reported_by=by)
    if report.intake_key and (ticket := same.first()):
        return ticket
    if not report.external_no:
        return None
    if report.channel == Channel.HOTLINE_12345:
        record = ExternalRecord.objects.filter(system=HOTLINE, number=report.external_no).first()
        if record is not None:
            return record.ticket
    return Ticket.objects.filter(channel=report.channel, external_no=report.external_no).first()


def _checked(report: Report, *, by: User | None, at: datetime) -> tuple[KindView, str, Checked]:
    """Refuse what cannot be used; the kind, the telephone number as it is dialled, and the answers as they are kept."""
    kind = kind_of_report(report.kind)
    choice(report.channel, Channel, field="channel")
    choice(report.scope, Scope, field="scope")
    if by is not None:
        people_queries.require(by, May.TICKET_REPORT, at=at)
    elif report.channel not in BY_ANYBODY:
        raise BadInput(_("Please choose one of the list."), field="channel")
    has_point = report.lon is not None and report.lat is not None
    if report.building_id is None and not has_point and not report.place_words.strip():
        raise BadInput(_("Please say where it is: an estate and a building, or a road and a number."), field="place")
    clean_words(report.words)
    if kind.content.needs_words and not report.words.strip():
        raise BadInput(_("Please write in a few words what is wrong."), field="words")
    try:
        phone = intake.clean_phone(report.phone)
    except ValueError as error:
        raise BadInput(
            _("This telephone number cannot be dialled. Please check it, for example 0531-000 01203."), field="phone"
        ) from error
    if by is None and not phone:
        raise BadInput(_("Please leave a telephone number, so that we can reach you."), field="phone")
    return kind, phone, read_answers(kind, report.answers, scope=report.scope, staff=by is not None)


def kind_of_report(key: str) -> KindView:
    """The kind that a report is of, in its present version; `BadInput` for one that is not offered."""
    kind = kinds().present(key)
    if kind is None or not kind.content.active or kind.family != Family.REQUEST:
        raise BadInput(_("Please choose one of the list."), field="kind")
    return kind


def read_answers(kind: KindView, given: Mapping[str, str] | None, *, scope: str, staff: bool) -> Checked:
    """The answers as they are kept. Raises `BadInput` with the name of the first question that is answered wrongly."""
    found = check(kind.content, given or {}, scope=scope, complete=given is not None, staff=staff)
    for key, code in found.wrong.items():
        raise BadInput(wrong_words(code, kind.content.field(key)), field=key)
    return found


def _fresh(report: Report, kind: KindView, answers: Checked, *, by: User | None, at: datetime) -> Ticket:
    """The request; what the answers say of danger and of how far it reaches is taken where nobody said more."""
    known = report.scope != Scope.UNKNOWN or not answers.scope
    return Ticket(
        token=tokens.token(),
        intake_key=report.intake_key[:64] or tokens.token(),
        channel=report.channel,
        external_no=report.external_no[:40],
        kind=kind.key,
        kind_version=kind.number,
        details=answers.details,
        scope=report.scope if known else answers.scope,
        safety=(kind.content.safety or answers.safety) if report.safety is None else report.safety,
        building_id=report.building_id,
        unit=report.unit.strip()[:20],
        room=report.room.strip()[:20],
        lon=None if report.lat is None else report.lon,
        lat=None if report.lon is None else report.lat,
        place_words=report.place_words.strip()[:200],
        reported_by=by,
        reported_at=at,
        deadline=report.deadline,
    )


def new_number(*, at: datetime) -> str:
    """The next number of the day. Its row stays locked until the transaction ends: no number is given twice."""
    day = clock.today(at)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO work_counter (day, last) VALUES (%s, 1)"
            " ON CONFLICT (day) DO UPDATE SET last = work_counter.last + 1 RETURNING last",
            [day],
        )
        (count,) = cursor.fetchone()
    return intake.ticket_number(day, count)


def _count(phone: str, address: str, *, at: datetime, limits: Limits) -> None:
    """Count a public report by phone and by address, as digests of this day only; raise `TooMany` over the limit."""
    day, city = clock.today(at), cities_queries.present_city().schema_name
    for kind, value, most in (
        ("phone", phone, limits.reports_per_phone),
        ("address", address, limits.reports_per_address),
    ):
        if not value:
            continue
        key = intake.digest(value, day=day, city=city, secret=settings.SECRET_KEY)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO work_intakecount (day, kind, digest, count) VALUES (%s, %s, %s, 1)"
                " ON CONFLICT (day, kind, digest) DO UPDATE SET count = work_intakecount.count + 1 RETURNING count",
                [day, kind, key],
            )
            (count,) = cursor.fetchone()
        if count > most:
            raise TooMany(
                _("Many reports came from here today. Please call the number on the plate; it is answered at once.")
            )
