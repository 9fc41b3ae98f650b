"""Which clock rules hold where and when, from this process's memory."""

from collections.abc import Iterable
from datetime import date, datetime

from twingrid.kit import clock
from twingrid.kit.memo import Remembered
from twingrid.territory.models import Area
from twingrid.territory.queries import generation
from twingrid.work.models import Channel, ClockSetVersion, ExternalRecord, Recount, Ticket
from twingrid.work.queries.kinds import kind_of_ticket, language
from twingrid.work.rules import clocks as clock_rules
from twingrid.work.rules.clock_sets import Chosen, Rule, SetContent, SetVersion, Timetable
from twingrid.work.rules.records import HOTLINE, leading

GENERATION = "clocks"


def _build() -> Timetable:
    rows = ClockSetVersion.objects.order_by("set_id", "number")
    columns = ("pk", "set__partition", "set__area_code", "number", "valid_from", "content")
    return Timetable(
        SetVersion(pk, (partition, code), number, day, SetContent.model_validate(content))
        for pk, partition, code, number, day, content in rows.values_list(*columns)
    )


_timetable = Remembered(_build, lambda: generation(GENERATION))


def timetable() -> Timetable:
    """Every set of the present city in every version. Another process's publishing is seen within half a second."""
    return _timetable.get()


def read_anew() -> None:
    """Read the rules from the tables at the next question: somebody has just changed them."""
    _timetable.forget()


def rules_on(day: date, *, areas: Iterable[int | None] = ()) -> Chosen:
    """The rules valid on a day in these areas (ids). One query in a city where an area has rules of its own."""
    table = timetable()
    known = [pk for pk in areas if pk is not None]
    if not table.has_areas or not known:
        return table.at(day)
    codes = dict(Area.objects.filter(pk__in=known).values_list("partition", "code"))
    return table.at(day, power=codes.get("power", ""), community=codes.get("community", ""))


def rules_of_ticket(ticket: Ticket) -> Chosen:
    """The rules that a request is clocked by: those valid at its place on the day it was reported."""
    return rules_on(clock.today(ticket.reported_at), areas=(ticket.power_area_id, ticket.community_area_id))


def present_rules(*, at: datetime) -> Chosen:
    """The city's own rules of today."""
    return timetable().at(clock.today(at))


def matter_of(ticket: Ticket, records: Iterable[ExternalRecord] | None = None) -> clock_rules.Matter:
    """What the clocks have to know of a request: of its numbers the earliest printed deadline leads.

    `records` are those of its numbers that still wait for an answer; they are asked for where they are not given.
    """
    if records is None:
        records = ticket.records.filter(closed_at__isnull=True) if ticket.pk else ()
    waiting = list(records)
    asked = any(one.system == HOTLINE for one in waiting)
    return clock_rules.Matter(
        promised=kind_of_ticket(ticket).content.promised,
        safety=ticket.safety,
        kind=ticket.kind,
        channel=Channel.HOTLINE_12345.value if asked else ticket.channel,
        deadline=leading([ticket.deadline, ticket.supervised_until, *(one.deadline for one in waiting)]),
    )


def recounts_waiting() -> bool:
    """Whether a run that derives clocks anew is under way."""
    return Recount.objects.filter(done_at__isnull=True).exists()


def last_recount() -> Recount:
    """The run that was done last."""
    return Recount.objects.filter(done_at__isnull=False).latest("done_at", "id")


def rule_of(version: int | None, key: str) -> Rule | None:
    """The rule of a clock, in the version that it was derived from."""
    found = timetable().version(version)
    return found.content.rule(key) if found else None


def clock_words(version: int | None, key: str) -> str:
    """What a clock is about, in the present language."""
    rule = rule_of(version, key)
    return rule.words.said(language()) if rule else ""


def pause_choices(*, at: datetime) -> list[tuple[str, str]]:
    """The reasons for which work may pause, to choose from."""
    return [(one.key, one.words.said(language())) for one in present_rules(at=at).reasons]


def pause_words(key: str, *, at: datetime) -> str:
    """A reason for a pause in the present language."""
    found = next((one for one in present_rules(at=at).reasons if one.key == key), None)
    return found.words.said(language()) if found else key
