"""The steps that fill a demo city, each one transaction that also leaves its mark: a killed load goes on from there."""

import csv
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from twingrid.cities import queries as cities_queries
from twingrid.cli import demo_cases, demo_hazards, demo_joint, demo_notices
from twingrid.cli.demo.phones import mobile
from twingrid.cli.demo_files import Maker, Wanted
from twingrid.cli.imports.files import SUBJECTS, import_file
from twingrid.cli.imports.reading import Options
from twingrid.coverage import actions as coverage_actions
from twingrid.journal import actions as journal_actions
from twingrid.journal import queries as journal_queries
from twingrid.kit import jobs
from twingrid.kit.refusals import Refused
from twingrid.notices.actions import founding
from twingrid.outages import actions as outage_actions
from twingrid.outages import queries as outage_queries
from twingrid.outages.rules.shapes import OutageIn
from twingrid.people.actions import contacts
from twingrid.work import actions as work_actions
from twingrid.work.actions import history

MARK = "cities.demo.loaded"
# Everybody invented signs in with this word; real people never get it.
SHARED_WORD = "twingrid-demo"
BEGUN = "begun"
CALLERS = 6


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a city was filled with."""

    size: str
    seed: int
    day: str


@dataclass
class Filling:
    """The filling of one city at a moment; `times` keeps the seconds of every step, and of waiting for its file."""

    wanted: Wanted
    maker: Maker
    at: datetime
    say: Callable[[str], None] = lambda step: None
    times: dict[str, float] = field(default_factory=dict)
    waited: float = 0.0

    def run(self) -> list[str]:
        """Take the steps that are not marked yet; which were taken."""
        journal_actions.make_partitions(at=self.at)
        done = {facts["step"] for facts in journal_queries.facts_of(MARK)}
        if BEGUN not in done:
            self._mark(BEGUN)
        lacking = [(step, act) for step, act in STEPS.items() if step not in done]
        for step, act in lacking:
            self.say(step)
            before, waited = time.perf_counter(), self.waited
            with transaction.atomic():
                act(self)
                self._mark(step)
            self.times[step] = time.perf_counter() - before - (self.waited - waited)
        return [step for step, _act in lacking]

    @transaction.atomic
    def _mark(self, step: str) -> None:
        facts = {"step": step, "size": self.wanted.size, "seed": self.wanted.seed, "day": self.wanted.day.isoformat()}
        journal_actions.record(MARK, cities_queries.present_city(), by=None, at=self.at, facts=facts)

    def file(self, name: str) -> Path:
        """A file of this city; waits until it is made."""
        before = time.perf_counter()
        path = self.maker.path(self.wanted.city, name)
        self.waited += time.perf_counter() - before
        return path


def stamp() -> Stamp | None:
    """What the present city was filled with, or is half filled with; None for an empty one."""
    marks = journal_queries.facts_of(MARK)
    return Stamp(marks[0]["size"], marks[0]["seed"], marks[0]["day"]) if marks else None


def complete() -> bool:
    """Whether every step was taken in the present city."""
    return {facts["step"] for facts in journal_queries.facts_of(MARK)} >= set(STEPS)


def _import(subject: str, name: str, **options: Any) -> Callable[[Filling], None]:
    def act(filling: Filling) -> None:
        path = filling.file(name)
        report = import_file(
            SUBJECTS[subject], path, options=Options(**options), at=filling.at, demo_password=SHARED_WORD
        )
        if not report.kept:
            first = report.problems[0]
            raise Refused(f"{path}: line {first.line}, {first.column}: {first.reason} {first.remedy}")

    return act


def _mapping(filling: Filling) -> None:
    """Where the files have it: power service areas as lists of grids and transformers."""
    if filling.file("mapping.csv").exists():
        _import("mapping", "mapping.csv")(filling)


def _supervision(filling: Filling) -> None:
    manifest = json.loads(filling.file("manifest.json").read_text("utf-8"))
    if number := manifest["supervision_phone"]:
        contacts.set_supervision_number(number=number, at=filling.at)


def _fuse(filling: Filling) -> None:
    coverage_actions.fuse_city(at=filling.at)


def _plates(filling: Filling) -> None:
    coverage_actions.make_plates(at=filling.at)
    coverage_actions.adopt_plates(at=filling.at)


def _history(filling: Filling) -> None:
    history.load_history(_rows(filling.file("requests.csv")))


def _groups(filling: Filling) -> None:
    founding.found_groups(at=filling.at)


def _present_fault(filling: Filling) -> None:
    """One transformer is off now, with callers who wait for it; which one, the seed says."""
    at = filling.at
    codes = [row["equipment"] for row in _rows(filling.file("outages.csv")) if row["kind"] == "fault"]
    given = OutageIn(
        number=f"OMS{at:%Y%m%d}-NOW",
        kind="fault",
        state="started",
        starts_at=at - timedelta(minutes=50),
        estimate_at=at + timedelta(hours=2),
        equipment=[next(code for code in codes[filling.wanted.seed % 7 :] if "-T" in code)],
        title="电缆故障抢修",
        cause="equipment",
        side="utility",
        synthetic=True,
    )
    told = outage_actions.receive_outage(given=given, system="OMS", by=None, at=at)
    places = [one.building_id for estate in outage_queries.premises_of_number(told.outage) for one in estate.buildings]
    for n in range(CALLERS):
        caller = work_actions.Report(
            channel="page",
            kind="no_power",
            building_id=places[n % len(places)],
            words="家里没电,整栋楼都黑着。",
            phone=mobile(7_700_000 + n),
        )
        work_actions.report_caller(report=caller, outage=told.outage, by=None, at=at - timedelta(minutes=40 - n))


def _notices(filling: Filling) -> None:
    demo_notices.fill(at=filling.at)


def _hazards(filling: Filling) -> None:
    demo_hazards.fill(at=filling.at)


def _cases(filling: Filling) -> None:
    demo_cases.fill(at=filling.at)


def _joint(filling: Filling) -> None:
    demo_joint.fill(at=filling.at)


def _frequent(filling: Filling) -> None:
    """What otherwise happens each night, so that the list is there on the first day."""
    outage_actions.count_frequent(by=None, at=filling.at)


def _coverage_days(filling: Filling) -> None:
    """The days whose shifts are known (the importer's three days back), as each night records them: by jobs, since
    nobody has to wait for them."""
    for back in (3, 2, 1, 0):
        moment = filling.at - timedelta(days=back)
        jobs.defer_named("twingrid.coverage.jobs.record_coverage_of", queue="coverage", moment=moment.isoformat())


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


STEPS: dict[str, Callable[[Filling], None]] = {
    "divisions": _import("divisions", "divisions.csv"),
    "community grids": _import("areas", "community_grids.geojson"),
    "power service areas": _import("areas", "power_service_areas.geojson"),
    "outline": _import("areas", "outline.geojson", partition="outline"),
    "stations": _import("stations", "stations.csv"),
    "landmarks": _import("landmarks", "landmarks.csv"),
    "staff": _import("staff", "staff.csv"),
    "network": _import("network", "network.csv"),
    "customers": _import("customers", "customers.csv"),
    "mapping": _mapping,
    "fuse": _fuse,
    "supervision": _supervision,
    "plates": _plates,
    "groups": _groups,
    "history": _history,
    "outages": _import("outages", "outages.csv"),
    "a present fault": _present_fault,
    "notices": _notices,
    "hazards": _hazards,
    "matters and projects": _cases,
    "joint cases": _joint,
    "frequent outages": _frequent,
    "coverage days": _coverage_days,
}


def analyse() -> None:
    """Let the planner know the present city's tables. As the owner."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema()")
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f"ANALYZE {table}")
