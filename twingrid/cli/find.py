"""`twingrid find TEXT` and `twingrid locate LON,LAT`: the responsible people, now, and what is open there."""

import dataclasses
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import click
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.cli import telling
from twingrid.cli.speech import lang_option, speaking
from twingrid.coverage import override_queries
from twingrid.coverage import queries as coverage_queries
from twingrid.coverage.queries import Responsibility
from twingrid.kit import clock
from twingrid.kit.refusals import NotFound
from twingrid.people import queries as people_queries
from twingrid.supply.actions import look_up as supply_look_up
from twingrid.territory.finding.model import Candidate, Outcome, PlaceKind
from twingrid.work import queries as work_queries
from twingrid.work.queries import Line, Place


@dataclass(frozen=True, slots=True)
class _Open:
    """What is open at a place; `lines` are those that the named person may see (None: nobody was named)."""

    count: int
    lines: tuple[Line, ...] | None

    @classmethod
    def at(cls, place: Place, *, number: str | None, at: datetime) -> "_Open":
        """Ask for a place, in the eyes of an employee number. Raises `NotFound` for one that nobody has."""
        lines = None if number is None else work_queries.open_there_for(_person(number), place, at=at)
        return cls(work_queries.open_count(place), lines)

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        lines = None if self.lines is None else [dataclasses.asdict(line) for line in self.lines]
        return {"count": self.count, "requests": lines}


def _person(number: str) -> Any:
    """Somebody by employee number. Raises `NotFound` for one that nobody has."""
    person = people_queries.person_by_employee_no(number)
    if person is None:
        raise NotFound(_("Nobody has the employee number %(number)s. Check it.") % {"number": number})
    return person


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value))


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, default=_plain, indent=1))


def _answer(candidate: Candidate, *, at: datetime) -> tuple[Responsibility, Place] | None:
    """Who is responsible for something found, and where its open requests are looked for."""
    if candidate.kind is PlaceKind.BUILDING:
        found = coverage_queries.responsible_for_building(candidate.id, at=at, unit=candidate.unit, room=candidate.room)
        return (found, Place(building_id=candidate.id)) if found else None
    spot = coverage_queries.spot_of(candidate.kind, candidate.id)
    if spot is None:
        return None
    found = coverage_queries.responsible_at(*spot, at=at, label=candidate.label)
    estate = candidate.kind is PlaceKind.COMPOUND
    return found, Place(compound_id=candidate.id if estate else None, point=spot)


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What both commands take."""
    for add in (
        lang_option,
        click.option("--as", "number", metavar="EMPLOYEE_NO", help="List the open requests that this person may see."),
        click.option("--city", default="jinan", show_default=True, help="The city's short name."),
        click.option("--json", "as_json", is_flag=True, help="Print JSON (English keys)."),
    ):
        command = add(command)
    return command


@click.command()
@click.argument("text")
@_options
def find(text: str, as_json: bool, city: str, number: str | None, lang: str | None) -> None:
    """Find a place as people say it, who is responsible there now, and what is open there.

    With --as, TEXT may be an account number, a meter's barcode or a customer's telephone; every such look-up is written
    down.
    """
    at = clock.now()
    with speaking(lang), cities_queries.inside(city):
        if number is not None and _find_customer(text, number, as_json=as_json, at=at):
            return
        finding = coverage_queries.find(text)
        answer = _answer(finding.best, at=at) if finding.best else None
        opened = _Open.at(answer[1], number=number, at=at) if answer else None
        if as_json:
            _print_json(
                dataclasses.asdict(finding)
                | {
                    "responsible": dataclasses.asdict(answer[0]) if answer else None,
                    "open_requests": opened.plain() if opened else None,
                }
            )
        elif answer is not None and opened is not None:
            telling.tell(answer[0])
            telling.tell_open(opened.count, opened.lines)
            telling.tell_ask(finding)
        else:
            telling.tell_finding(finding)
        if finding.outcome is not Outcome.FOUND:
            sys.exit(1)


def _find_customer(text: str, number: str, *, as_json: bool, at: datetime) -> bool:
    """Print the customers of a number in `text`; False when it holds none that is known."""
    found = supply_look_up.find_customer(text=text, by=_person(number), at=at)
    answers = [
        (
            one,
            coverage_queries.responsible_for_building(one.building_id, at=at, unit=one.unit, room=one.room),
        )
        for one in found
    ]
    opened = [_Open.at(Place(building_id=one.building_id), number=number, at=at) for one in found]
    if as_json and found:
        _print_json(
            [dataclasses.asdict(one) | {"open_requests": n.plain()} for one, n in zip(found, opened, strict=True)]
        )
        return True
    for (one, answer), there in zip(answers, opened, strict=True):
        click.echo(" ".join(part for part in (one.label, one.unit, one.room) if part))
        click.echo(f"  {telling.BY_WORDS[one.by]}: {one.name} {one.account}")
        if answer is not None:
            telling.tell(answer)
        telling.tell_open(there.count, there.lines)
    return bool(found)


@click.command()
@click.argument("point")
@_options
def locate(point: str, as_json: bool, city: str, number: str | None, lang: str | None) -> None:
    """Who is responsible at LON,LAT (WGS-84 degrees) now, and what is open within 50 m."""
    at = clock.now()
    with speaking(lang), cities_queries.inside(city):
        lon, lat = _point(point)
        found = coverage_queries.responsible_at(lon, lat, at=at, label=point)
        opened = _Open.at(Place(point=(lon, lat)), number=number, at=at)
        beside = override_queries.near(lon, lat, on=clock.today(at))
        if as_json:
            near = {"exceptions": [dataclasses.asdict(one) for one in beside]}
            _print_json(dataclasses.asdict(found) | near | {"open_requests": opened.plain()})
        else:
            telling.tell(found)
            telling.tell_exceptions(beside)
            telling.tell_open(opened.count, opened.lines)
        if found.power is None and found.community is None:
            sys.exit(1)


def _point(text: str) -> tuple[float, float]:
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError:
        raise click.UsageError(_("Write the point as longitude,latitude in degrees: 116.99,36.64")) from None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise click.UsageError(_("Longitude comes first: 116.99,36.64"))
    return lon, lat
