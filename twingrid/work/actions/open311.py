"""Requests of Open311 applications: taken in once, also when the same is sent again."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.outages import queries as outage_queries
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.territory import queries as territory_queries
from twingrid.work.actions.exchange import building_meant, check_inside
from twingrid.work.actions.report import Report, report_ticket
from twingrid.work.actions.steps import WORDS_LIMIT, say
from twingrid.work.models import Channel, RemarkKind, Ticket
from twingrid.work.permissions import WorkPermission as May

REPEAT = timedelta(hours=1)
"""The same content of the same key within this time is the same report, sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What an application sent. `device` tells two phones with the same content apart. Points are WGS-84 degrees."""

    kind: str
    words: str = ""
    scope: str = "unknown"
    safety: bool | None = None
    building_id: int | None = None
    lon: float | None = None
    lat: float | None = None
    place_words: str = ""
    unit: str = ""
    room: str = ""
    name: str = ""
    phone: str = ""
    device: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What became of it: the number, or a token while the same is being made; whom to call; what is known there."""

    number: str = ""
    token: str = ""
    fresh: bool = False
    duty_number: str = ""
    outages: tuple[outage_queries.Known, ...] = ()


@transaction.atomic
def receive_request(*, sent: Sent, key_id: int, by: User, at: datetime) -> Made:
    """Take a report over, routed by its place (building, then words that name one building, then the point).

    The same content of the same key within an hour gives the same request; while that is still being made by another
    process, a token instead of waiting. Raises `BadInput`, and `NotAllowed` outside of the areas of the key.
    """
    people_queries.require(by, May.TICKET_REPORT, at=at)
    token = token_of(sent, key_id=key_id)
    if not _alone(token):
        return Made(token=token)
    known = Ticket.objects.filter(intake_key__startswith=f"open311:{token}:", reported_at__gt=at - REPEAT)
    ticket = known.order_by("-reported_at", "-id").first()
    if ticket is not None:
        return _made(ticket, fresh=False, at=at)
    ticket = report_ticket(report=_report(sent, token=token, at=at), by=by, at=at)
    check_inside(ticket, by=by, at=at)
    _say_the_rest(ticket, sent.words, by=by, at=at)
    return _made(ticket, fresh=True, at=at)


def token_of(sent: Sent, *, key_id: int) -> str:
    """32 hexadecimal digits by which the same content of a key is known again; nothing can be read out of them."""
    city = cities_queries.present_city().schema_name
    content = json.dumps([city, key_id, asdict(sent)], sort_keys=True, ensure_ascii=False)
    return hmac.new(settings.SECRET_KEY.encode(), content.encode(), hashlib.sha256).hexdigest()[:32]


def _alone(token: str) -> bool:
    """Whether nobody else is making the same at this moment; the lock is held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [int(token[:15], 16)])
        (alone,) = cursor.fetchone()
    return bool(alone)


def _report(sent: Sent, *, token: str, at: datetime) -> Report:
    building_id, unit, room = sent.building_id, sent.unit, sent.room
    if building_id is not None and territory_queries.building(building_id) is None:
        raise BadInput(_("There is no building with this address_id. Leave it out and send address_string."))
    if building_id is None and sent.place_words and (meant := building_meant(sent.place_words)) is not None:
        building_id = meant["building_id"]
        unit, room = unit or meant["unit"], room or meant["room"]
    return Report(
        channel=Channel.API,
        kind=sent.kind,
        intake_key=f"open311:{token}:{int(at.timestamp()) // 3600}",
        words=sent.words[:WORDS_LIMIT],
        scope=sent.scope,
        safety=sent.safety,
        building_id=building_id,
        unit=unit,
        room=room,
        lon=sent.lon if building_id is None else None,
        lat=sent.lat if building_id is None else None,
        place_words=sent.place_words,
        name=sent.name,
        phone=sent.phone,
        answers=sent.answers,
    )


def _say_the_rest(ticket: Ticket, words: str, *, by: User, at: datetime) -> None:
    """Open311 allows 4,000 characters: what goes beyond one remark is kept in the next ones."""
    if len(words) <= WORDS_LIMIT:
        return
    for start in range(WORDS_LIMIT, len(words), WORDS_LIMIT):
        event = journal_actions.record("work.ticket.remarked", ticket, by=by, at=at)
        part = words[start : start + WORDS_LIMIT]
        say(ticket, words=part, kind=RemarkKind.NOTE, by=by, at=at, event=event)


def _made(ticket: Ticket, *, fresh: bool, at: datetime) -> Made:
    holder = ticket.holder_id
    numbers = people_queries.duty_numbers([holder], on=clock.today(at)) if holder is not None else {}
    number, _verified = numbers.get(holder, ("", None)) if holder is not None else ("", None)
    known = outage_queries.known_at(ticket.building_id, at=at, unit=ticket.unit, public=True)
    return Made(number=ticket.number, fresh=fresh, duty_number=number, outages=known)
