"""The texts of a notice: from templates for the composer, and for one group or one door with its own homes only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from twingrid.coverage import queries as coverage_queries
from twingrid.kit import clock
from twingrid.notices.composing import GroupKind
from twingrid.notices.gateways.registry import GATEWAYS
from twingrid.notices.models import Edition, Notice, ServiceGroup
from twingrid.notices.queries.composing import doors_of, homes_of
from twingrid.notices.rules import wording
from twingrid.notices.rules.homes import Home, fit
from twingrid.notices.rules.lengths import shorten, sms_parts
from twingrid.notices.rules.reach import Reach
from twingrid.notices.rules.wording import Use
from twingrid.outages import queries as outages_queries
from twingrid.people import queries as people_queries
from twingrid.people import text_queries

ROOM = 500
"""Characters that people read in a group before they scroll on."""
MOST_EQUIPMENT = 20
_DAYS = "一二三四五六日"


def suggested_texts(notice: Notice, *, use: Use, at: datetime) -> dict[str, str]:
    """`residents` and `operations` from the templates. Homes, number and address stay open: they differ by reader."""
    first = use is Use.RESIDENTS
    values = _moments(notice) | {name: f"{{{name}}}" for name in ("homes", "phone", "link")}
    return {
        "residents": wording.fill(_template(notice.kind, Use.RESIDENTS if first else use), values),
        "operations": wording.fill(_template(notice.kind, Use.OPERATIONS), values | {"equipment": _equipment(notice)}),
    }


def _equipment(notice: Notice) -> str:
    """What is off, as operations call it: names with codes from the top of the network down; "" without an outage."""
    if notice.outage_id is None:
        return ""
    equipment, _buildings = outages_queries.scope_of(notice.outage_id)
    named = [f"{one.name}（{one.code}）" for one in equipment]
    return "、".join(named[:MOST_EQUIPMENT]) + (f"等{len(named)}处" if len(named) > MOST_EQUIPMENT else "")


def _template(kind: str, use: Use) -> str:
    """The city's own words, else those that are shipped."""
    return text_queries.city_text(wording.key_of(kind, use)) or wording.default(kind, use)


def _moments(notice: Notice) -> dict[str, str]:
    until = notice.outage.estimate_at if notice.outage_id and notice.outage else notice.ends_at
    return {
        "start": moment(notice.starts_at),
        "end": moment(notice.ends_at, after=notice.starts_at) if notice.ends_at else "",
        "until": moment(until) if until else "",
        "why": notice.why or "",
        "what": notice.what,
    }


def moment(at: datetime, *, after: datetime | None = None) -> str:
    """2月22日（周三）19:00; only 21:00 when it is the day of `after`."""
    local = timezone.localtime(at)
    hours = f"{local.hour}:{local.minute:02d}"
    if after is not None and timezone.localtime(after).date() == local.date():
        return hours
    return f"{local.month}月{local.day}日（周{_DAYS[local.weekday()]}）{hours}"


def text_for_homes(
    notice: Notice,
    edition: Edition,
    homes: Sequence[Home],
    *,
    at: datetime,
    channel_kind: str = "",
    config: dict[str, str] | None = None,
    link: str = "",
    tail: str = "",
    inner: bool = False,
) -> str:
    """The edition's text for these homes only, as exact as the channel has room for (paper, people: 500 characters).

    `tail` stands behind it and is never cut; `inner` is for colleagues: operations' words.
    """
    gateway = GATEWAYS.get(channel_kind)
    most = (gateway.limits.bytes or gateway.limits.characters) if gateway else ROOM
    text, phone = (edition.operations if inner else "") or edition.residents, phone_for(homes, at=at)

    def measure(words: str) -> int:
        return gateway.length_of(words + tail, config or {}) if gateway else len(words + tail)

    def alone(words: str) -> int:
        return measure(words) - measure("")

    frame = wording.fill(text, {"homes": "", "phone": phone, "link": link})
    per_home = text.count("{homes}") or 1
    words, _detail = fit(homes, room=max(((most or ROOM * 4) - measure(frame)) // per_home, 0), measure=alone)
    filled = wording.fill(text, {"homes": words, "phone": phone, "link": link})
    if gateway and most and measure(filled) > most:
        # Somebody's own words leave no room: what is told later by mail or on the page is cut here, not lost unsent.
        filled = shorten(filled, most - measure(""), measure=alone)
    return filled + tail


def text_for_group(
    notice: Notice, edition: Edition, group: ServiceGroup, homes: Sequence[Home], *, at: datetime
) -> str:
    """The text for a group, naming only the homes whose people are in it; "" when none is (it was told before, though:
    then everything is named)."""
    doors = doors_of([group.pk], within={home.building_id for home in homes}).get(group.pk, frozenset())
    reach = Reach(way=group.name, doors=doors)
    here = [home for home in homes if reach.reaches(home)] or (list(homes) if edition.number > 1 else [])
    if not here:
        return ""
    kind = group.channel.kind if group.channel else ""
    config = dict(group.channel.config) if group.channel else {}
    inner = group.kind == GroupKind.INNER
    return text_for_homes(notice, edition, here, at=at, channel_kind=kind, config=config, inner=inner)


def preview(notice: Notice, edition: Edition, *, at: datetime) -> str:
    """The text as residents of all homes would read it."""
    return text_for_homes(notice, edition, homes_of(notice.pk), at=at)


def operations_preview(notice: Notice, edition: Edition, homes: Sequence[Home], *, at: datetime) -> str:
    """The text as colleagues read it: equipment by name and code, then the homes."""
    return text_for_homes(notice, edition, homes, at=at, inner=True) if edition.operations else ""


def phone_for(homes: Sequence[Home], *, at: datetime) -> str:
    """Whom to call: who answers for the homes now when that is one person, else the city's supervision number."""
    found = coverage_queries.responsible_for_building(homes[0].building_id, at=at) if homes else None
    buildings = {home.building_id for home in homes}
    person = found.power.answering.answering if found and found.power else None
    if person is not None and person.phone and len(buildings) == 1:
        return person.phone
    return people_queries.supervision_number(on=clock.today(at)) or (person.phone if person else "")


@dataclass(frozen=True, slots=True)
class Carried:
    """How long the whole text is on one kind of channel, what it carries, and in how many SMS it comes."""

    channel: str
    length: int
    most: int
    in_bytes: bool
    parts: int = 1

    @property
    def fits(self) -> bool:
        """Whether the channel carries it."""
        return self.length <= self.most


def lengths(notice: Notice, edition: Edition, homes: Sequence[Home], *, at: datetime) -> list[Carried]:
    """The length of the text on each kind of channel: a group of people first, then the robots, SMS and mail."""
    text = text_for_homes(notice, edition, homes, at=at)
    found = [Carried("", len(text), ROOM, in_bytes=False)]
    for kind in ("wecom", "dingtalk", "feishu", "sms"):
        gateway = GATEWAYS[kind]
        most = gateway.limits.bytes or gateway.limits.characters or 0
        text = text_for_homes(notice, edition, homes, at=at, channel_kind=kind)
        parts = sms_parts(text) if kind == "sms" else 1
        in_bytes = gateway.limits.bytes is not None
        found.append(Carried(kind, gateway.length_of(text, {}), most, in_bytes=in_bytes, parts=parts))
    return found
