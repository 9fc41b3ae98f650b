"""What `test_two_processes.py` runs in processes of their own, on a database that both see.

`serve` fills jinan with the cast, says where, and answers one question a line (`find TEXT`, `who BUILDING`, `where
LON LAT`, `works DAY`) from its own memory; `change` makes one change a line by its action and says `done` when it is
committed.
"""

import json
import sys
from datetime import UTC, date, datetime

import django

django.setup()

from tests import cast as cast_module  # noqa: E402 - Django comes first
from twingrid.cities import queries as cities_queries  # noqa: E402
from twingrid.coverage import queries as coverage_queries  # noqa: E402
from twingrid.coverage.actions.overrides import grant_override  # noqa: E402
from twingrid.kit import clock, stale  # noqa: E402
from twingrid.kit.working_days import Special  # noqa: E402
from twingrid.people import calendar_queries  # noqa: E402
from twingrid.people.actions import calendar, duty  # noqa: E402
from twingrid.people.models import Posting, User  # noqa: E402
from twingrid.territory import actions as territory_actions  # noqa: E402
from twingrid.territory.actions import landmarks  # noqa: E402
from twingrid.territory.models import Area, Building, Compound  # noqa: E402

EVENING = datetime(2023, 2, 22, 11, 0, tzinfo=UTC)


def answer(words: list[str]) -> object:
    """One question about the present city."""
    if words[0] == "find":
        best = coverage_queries.find(words[1]).best
        return best.label if best else None
    if words[0] == "who":
        found = coverage_queries.responsible_for_building(int(words[1]), at=EVENING)
        holder = found.power.answering.holder if found and found.power else None
        return holder.name if holder else None
    if words[0] == "works":
        return calendar_queries.work_calendar().works_on(date.fromisoformat(words[1]))
    return coverage_queries.areas_at(float(words[1]), float(words[2]), at=EVENING)


def change(what: str) -> None:
    """One change, as its page or importer would make it."""
    if what == "alias":
        landmarks.add_alias(name="红砖大院", compound=Compound.objects.get(name="乐山小区"))
    if what == "posting":
        posting = Posting.objects.get(user__name="韩立群", valid_to=None)
        to, admin = User.objects.get(name="丁海峰"), User.objects.get(name="何志远")
        duty.replace_holder(posting_id=posting.pk, to=to.pk, since=clock.today(EVENING), by=admin, at=EVENING)
    admin = User.objects.get(name="何志远")
    if what == "override":
        grant_override(
            building_id=Building.objects.get(label__contains="4号楼").pk,
            unit="",
            room="",
            partition="power",
            area_id=Area.objects.get(partition="power", code__endswith="13").pk,
            reason="转供电",
            since=clock.today(EVENING),
            until=None,
            by=admin,
            at=EVENING,
        )
    if what == "calendar":
        days = {date(2027, 2, 5): Special(works=False, name="春节")}
        calendar.set_calendar(year=2027, days=days, seen=stale.stamp(), by=admin, at=EVENING)
    if what == "area":
        area = Area.objects.get(partition="power", code__endswith="05")
        columns = ("partition", "code", "name", "min_lon", "min_lat", "max_lon", "max_lat", "area_m2", "source")
        row = {name: [getattr(area, name)] for name in columns}
        ended = {"valid_from": [area.valid_from], "valid_to": [clock.today(EVENING)], "synthetic": [True]}
        row |= {"geometry": [bytes(area.geometry)], "division_code": [""], **ended}
        territory_actions.import_areas(rows=row, source_crs="wgs84", at=EVENING)


with clock.fixed(EVENING), cities_queries.inside("jinan"):
    if sys.argv[1] == "change":
        for line in sys.stdin:
            change(line.strip())
            print(json.dumps("done"), flush=True)
    else:
        made = cast_module.build("jinan", at=EVENING)
        other = made.buildings["road78"]
        print(
            json.dumps({"home": made.home.pk, "fourth": made.buildings["4"].pk, "lon": other.lon, "lat": other.lat}),
            flush=True,
        )
        for line in sys.stdin:
            print(json.dumps(answer(line.split()), ensure_ascii=False), flush=True)
