"""`twingrid find TEXT` and `twingrid locate LON,LAT`: the responsible people, now."""

import dataclasses
import json
import sys
from datetime import date, datetime
from typing import Any

import click

from twingrid.cities import queries as cities_queries
from twingrid.coverage import queries as coverage_queries
from twingrid.coverage.queries import Responsibility
from twingrid.coverage.rules import Person
from twingrid.kit import clock
from twingrid.kit.refusals import NotAllowed
from twingrid.people import queries as people_queries
from twingrid.supply.actions import look_up as supply_look_up
from twingrid.territory.finding.model import Candidate, Finding, Outcome, PlaceKind


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value))


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, default=_plain, indent=1))


def _person(role: str, person: Person | None) -> str:
    if person is None:
        return f"  {role}: nobody"
    mark = " (demo)" if person.is_demo else ""
    return f"  {role}: {person.name}{mark} {person.phone}"


def _tell(found: Responsibility) -> None:
    click.echo(f"{found.label}  " + " · ".join(name for _code, name in found.divisions))
    for title, side in (("Power service area", found.power), ("Community grid", found.community)):
        if side is None:
            click.echo(f"{title}: none")
            continue
        marks = [m for m, on in (("generated", side.synthetic), ("near a border", side.near_border)) if on]
        click.echo(f"{title}: {side.area_name} [{side.area_code}] {', '.join(marks)}")
        click.echo(_person("worker", side.answering.holder))
        click.echo(_person(f"answers now ({side.answering.why})", side.answering.answering))
        click.echo(_person("leader", side.leader))
    click.echo(_person("accountable lead", found.lead))
    if found.station:
        click.echo(f"Nearest station: {found.station.station.name}, {found.station.metres} m")
    for reason in found.missing:
        click.echo(f"Missing: {reason}")


def _answer(candidate: Candidate) -> Responsibility | None:
    at = clock.now()
    if candidate.kind is PlaceKind.BUILDING:
        return coverage_queries.responsible_for_building(candidate.id, at=at)
    spot = coverage_queries.spot_of(candidate.kind, candidate.id)
    return coverage_queries.responsible_at(*spot, at=at, label=candidate.label) if spot else None


def _candidates(finding: Finding) -> None:
    for candidate in finding.candidates:
        parents = " · ".join(candidate.parents)
        place = " ".join(part for part in (candidate.label, candidate.unit, candidate.room) if part)
        click.echo(f"  {candidate.score:.2f} {candidate.reason}  {place}  {parents}")


@click.command()
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--city", default="jinan", show_default=True, help="The city's short name.")
@click.option("--as", "employee_no", default="", help="Who asks: whose right is needed for numbers of customers.")
def find(text: str, as_json: bool, city: str, employee_no: str) -> None:
    """Find a place as people say it, and who is responsible there now.

    With --as, TEXT may be an account number, a meter's barcode or a customer's telephone; every such look-up is written
    down.
    """
    with cities_queries.inside(city):
        if employee_no and _find_customer(text, employee_no, as_json=as_json):
            return
        finding = coverage_queries.find(text)
        answer = _answer(finding.best) if finding.best else None
        if as_json:
            _print_json(dataclasses.asdict(finding) | {"responsible": dataclasses.asdict(answer) if answer else None})
        elif answer is not None:
            _tell(answer)
            if finding.ask:
                click.echo(f"More exact with: {finding.ask}")
        else:
            _explain(finding)
        if finding.outcome is not Outcome.FOUND:
            sys.exit(1)


def _find_customer(text: str, employee_no: str, *, as_json: bool) -> bool:
    """Print the customers of a number; False when the text holds none that is known."""
    person = people_queries.person_by_employee_no(employee_no)
    if person is None:
        raise click.UsageError(f"Nobody here has the employee number {employee_no}.")
    try:
        found = supply_look_up.find_customer(text=text, by=person, at=clock.now())
    except NotAllowed as refusal:
        raise click.ClickException(refusal.sentence) from None
    if as_json and found:
        _print_json([dataclasses.asdict(one) for one in found])
        return True
    for one in found:
        click.echo(" ".join(part for part in (one.label, one.unit, one.room) if part))
        click.echo(f"  by {one.by}: {one.name} {one.account}")
        if answer := coverage_queries.responsible_for_building(one.building_id, at=clock.now()):
            _tell(answer)
    return bool(found)


def _explain(finding: Finding) -> None:
    if finding.candidates:
        click.echo("More than one place may be meant. Say which:")
        _candidates(finding)
    else:
        click.echo("No place of this city resembles that. Name an estate and a building, for example 乐山小区3号楼.")


@click.command()
@click.argument("point")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--city", default="jinan", show_default=True, help="The city's short name.")
def locate(point: str, as_json: bool, city: str) -> None:
    """Who is responsible at LON,LAT (WGS-84 degrees) now."""
    try:
        lon, lat = (float(part) for part in point.split(","))
    except ValueError:
        raise click.UsageError("Write the point as longitude,latitude in degrees: 116.99,36.64") from None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise click.UsageError("Longitude comes first: 116.99,36.64")
    with cities_queries.inside(city):
        found = coverage_queries.responsible_at(lon, lat, at=clock.now(), label=point)
        if as_json:
            _print_json(dataclasses.asdict(found))
        else:
            _tell(found)
        if found.power is None and found.community is None:
            sys.exit(1)
