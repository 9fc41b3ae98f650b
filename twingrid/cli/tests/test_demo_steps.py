"""Filling a demo city: with the real files, importers and history; interrupted; repeated."""

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from procrastinate.contrib.django.models import ProcrastinateJob

from twingrid.cli.demo_files import Maker, Wanted
from twingrid.cli.demo_steps import SHARED_WORD, STEPS, Filling, complete, stamp
from twingrid.coverage import mapping_queries, statement_queries
from twingrid.coverage import queries as coverage_queries
from twingrid.coverage.jobs import record_coverage_of
from twingrid.kit.refusals import Refused
from twingrid.notices.models import Notice, PersonCall
from twingrid.people import queries as people_queries
from twingrid.people.models import Shift
from twingrid.supply.models import Customer
from twingrid.territory.models import AreaPart
from twingrid.work.models import Case, Hazard

YUNTING = Wanted("yunting", "small", 5, date(2023, 2, 22))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    maker = Maker(folder, [YUNTING])
    maker.start()
    maker.path("yunting", "manifest.json")
    maker.close()
    return folder


class Failing(Maker):
    """A maker whose requests never come."""

    def path(self, city: str, name: str) -> Path:
        if name == "requests.csv":
            raise Refused("interrupted")
        return super().path(city, name)


def _filling(home: Path, at: datetime, kind: type[Maker] = Maker) -> Filling:
    maker = kind(home, [YUNTING])
    maker.start()
    return Filling(YUNTING, maker, at)


def test_every_step_is_taken_once(other_city: Any, home: Path, at: datetime) -> None:
    assert not complete()
    assert _filling(home, at).run() == list(STEPS)
    assert complete()
    assert stamp().seed == 5
    assert Customer.objects.count() == 6000
    placed = coverage_queries.placement_count()
    assert (placed.total, placed.covered, placed.reasons) == (6000, 6000, {})
    kinds = {kind for _area, kind, _code in AreaPart.objects.values_list("area_code", "kind", "code")}
    assert kinds == {"grid", "transformer"}, "its law forbids a second division: areas are lists"
    assert len(set(AreaPart.objects.values_list("area_code", flat=True))) == 6
    assert mapping_queries.troubles(on=at.date()) == [], "grids whose customers are named by transformers lack nothing"
    assert people_queries.supervision_number(on=at.date())
    assert authenticate(username="G001", password=SHARED_WORD) is not None
    assert Shift.objects.filter(starts_at__lte=at, ends_at__gt=at).exists()
    assert {"done", "escalated"} <= set(PersonCall.objects.order_by().values_list("state", flat=True))
    assert set(Notice.objects.order_by().values_list("state", flat=True)) == {"published", "submitted"}
    assert set(Hazard.objects.order_by().values_list("state", flat=True)) == {
        "found",
        "notified",
        "removed",
        "inspected",
    }
    assert Hazard.objects.filter(times_reopened=1).exists()
    assert set(Case.objects.order_by().values_list("family", "state")) >= {
        ("matter", "in_talks"),
        ("matter", "opened"),
        ("matter", "stuck"),
        ("matter", "doing"),
        ("project", "running"),
        ("project", "announced"),
    }
    for job in ProcrastinateJob.objects.filter(task_name="twingrid.coverage.jobs.record_coverage_of").order_by("id"):
        record_coverage_of(**job.args)
    days = [at.date() - timedelta(days=back) for back in (3, 2, 1, 0)]
    assert [day.on for day in statement_queries.history()] == days
    assert _filling(home, at).run() == []


def test_files_made_before_there_were_lists_of_parts_fill_a_city_of_polygons(
    other_city: Any, home: Path, tmp_path: Path, at: datetime
) -> None:
    shutil.copytree(home, tmp_path, dirs_exist_ok=True)
    (YUNTING.folder(tmp_path) / "mapping.csv").unlink()
    STEPS["mapping"](_filling(tmp_path, at))
    assert not AreaPart.objects.exists()


def test_after_an_interruption_it_goes_on_with_the_rest(other_city: Any, home: Path, at: datetime) -> None:
    with pytest.raises(Refused, match="interrupted"):
        _filling(home, at, Failing).run()
    assert not complete()
    assert Customer.objects.count() == 6000
    rest = ["history", "outages", "a present fault", "notices", "hazards"]
    rest += ["matters and projects", "joint cases", "frequent outages", "coverage days"]
    assert _filling(home, at).run() == rest
    assert complete()


def test_files_are_kept_for_the_next_time(home: Path) -> None:
    maker = Maker(home, [YUNTING])
    before = (YUNTING.folder(home) / "customers.csv").stat().st_mtime_ns
    maker.start()
    assert maker.path("yunting", "customers.csv").stat().st_mtime_ns == before
    maker.close()


def test_half_made_files_are_made_anew(tmp_path: Path) -> None:
    folder = YUNTING.folder(tmp_path)
    folder.mkdir(parents=True)
    (folder / "customers.csv").write_text("half")
    maker = Maker(tmp_path, [YUNTING])
    maker.start()
    assert maker.path("yunting", "requests.csv").stat().st_size > 100_000
    assert maker.path("yunting", "manifest.json").exists()
    maker.close()
