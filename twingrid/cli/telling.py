"""A place, its people and what is open there, as a command prints them."""

from collections.abc import Sequence
from datetime import datetime

import click
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from twingrid.coverage.override_queries import Served
from twingrid.coverage.queries import Responsibility, SideOf
from twingrid.coverage.rules import Answering, Person, Why
from twingrid.territory.finding.model import Ask, Finding
from twingrid.work.queries import Line

WHY_WORDS = {
    Why.ON_SHIFT: gettext_lazy("on shift"),
    Why.STANDBY: gettext_lazy("on standby"),
    Why.DEPUTY: gettext_lazy("as the deputy"),
    Why.ROTA: gettext_lazy("by the team's rota"),
    Why.LEADER: gettext_lazy("as the leader: nobody of the team is on duty"),
    Why.OFF_SHIFT: gettext_lazy("off duty, the number is still open"),
    Why.NOBODY: gettext_lazy("nobody is posted"),
}
MISSING_WORDS = {
    "gap.power": gettext_lazy("no power service area covers this place"),
    "gap.community": gettext_lazy("no community grid covers this place"),
    "overlap.power": gettext_lazy("several power service areas claim this place"),
    "overlap.community": gettext_lazy("several community grids claim this place"),
    "nobody.power": gettext_lazy("nobody is posted on the power side"),
    "nobody.community": gettext_lazy("nobody is posted on the community side"),
}
REASON_WORDS = {
    "exact": gettext_lazy("as written"),
    "alias": gettext_lazy("another name"),
    "same_sound": gettext_lazy("same sound"),
    "literal": gettext_lazy("similar"),
    "partial": gettext_lazy("part of the name"),
    "numbers": gettext_lazy("by number"),
    "near_number": gettext_lazy("a number nearby"),
    "whole_building": gettext_lazy("whole building"),
    "same_name": gettext_lazy("same name"),
    "within": gettext_lazy("inside it"),
}
BY_WORDS = {
    "account": gettext_lazy("by account number"),
    "meter": gettext_lazy("by the meter's barcode"),
    "phone": gettext_lazy("by telephone"),
}
ASK_WORDS = {
    Ask.COMPOUND: gettext_lazy("the estate"),
    Ask.BUILDING: gettext_lazy("the building"),
    Ask.UNIT: gettext_lazy("the staircase (unit)"),
}


def tell(found: Responsibility) -> None:
    """Print the place, both sides with their people, the lead and the nearest station."""
    click.echo("  ".join(part for part in (found.label, " · ".join(name for _code, name in found.divisions)) if part))
    for title, worker, side in (
        (_("Community grid"), _("community grid worker"), found.community),
        (_("Power service area"), _("power grid worker"), found.power),
    ):
        _tell_side(title, worker, side)
    click.echo(_("Accountable lead: %(who)s") % {"who": _person(found.lead)})
    if found.station:
        near = {"name": found.station.station.name, "metres": found.station.metres}
        click.echo(_("Nearest station: %(name)s, %(metres)d m") % near)
    for reason in found.missing:
        click.echo(_("Missing: %(what)s") % {"what": MISSING_WORDS.get(reason, reason)})


def _tell_side(title: str, worker: str, side: SideOf | None) -> None:
    if side is None:
        click.echo(_("%(what)s: %(value)s") % {"what": title, "value": _("none")})
        return
    marks = [
        words
        for words, holds in (
            (_("schematic"), side.synthetic),
            (_("near a border"), side.near_border),
            (_("by exception: %(why)s") % {"why": side.override}, bool(side.override)),
        )
        if holds
    ]
    where = f"{side.area_name} [{side.area_code}]"
    click.echo(_("%(what)s: %(value)s") % {"what": title, "value": " · ".join([where, *marks])})
    answering = side.answering
    holder = {"what": worker, "value": _person(answering.holder) + _away(answering)}
    click.echo("  " + _("%(what)s: %(value)s") % holder)
    answers = {"why": WHY_WORDS[answering.why], "who": _person(answering.answering)}
    click.echo("  " + _("answers now (%(why)s): %(who)s") % answers + _until(answering.until))
    if side.leader is not None:
        click.echo("  " + _("leader: %(who)s") % {"who": _person(side.leader)})


def _person(person: Person | None) -> str:
    if person is None:
        return _("nobody")
    mark = _("(demo)") if person.is_demo else ""
    number = person.phone or _("no duty number")
    return " ".join(part for part in (person.name, mark, number) if part)


def _away(answering: Answering) -> str:
    return " · " + _("absent") if answering.absent else ""


def _until(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return " · " + _("until %(moment)s") % {"moment": moment_words(moment)}


def moment_words(moment: datetime) -> str:
    """A moment of the city's time: 02-22 19:00."""
    return date_format(timezone.localtime(moment), "m-d H:i")


def tell_open(count: int, lines: tuple[Line, ...] | None) -> None:
    """Print how many requests are open, and for one who may see them which (None: nobody was named)."""
    click.echo(ngettext("Open requests there: %(n)d", "Open requests there: %(n)d", count) % {"n": count})
    if lines is None:
        return
    for line in lines:
        parts = (line.number, line.kind_words, line.place, line.unit, line.holder or _("nobody"))
        click.echo("  " + " · ".join(part for part in parts if part) + f" · {moment_words(line.reported_at)}")
    if hidden := count - len(lines):
        said = ngettext("%(n)d is not for this person to see", "%(n)d are not for this person to see", hidden)
        click.echo("  " + said % {"n": hidden})


def tell_finding(finding: Finding) -> None:
    """Print why no place was picked: the candidates with their reasons, or that nothing resembles the text."""
    if not finding.candidates:
        click.echo(_("No place of this city resembles that. Name an estate and a building, such as 乐山小区3号楼."))
        return
    click.echo(_("More than one place may be meant. Say which:"))
    for one in finding.candidates:
        place = " ".join(part for part in (one.label, one.unit, one.room) if part)
        click.echo(f"  {one.score:.2f} {REASON_WORDS[one.reason]}  {place}  {' · '.join(one.parents)}")


def tell_ask(finding: Finding) -> None:
    """Print what would make the answer more exact."""
    if finding.ask:
        click.echo(_("More exact with: %(what)s") % {"what": ASK_WORDS[finding.ask]})


def tell_exceptions(rows: Sequence[Served]) -> None:
    """Print the exceptions that hold near a point: which building, which area, why."""
    for one in rows:
        said = {"place": one.place, "area": one.area, "why": one.reason}
        click.echo(_("By exception %(place)s is served by %(area)s: %(why)s") % said)
