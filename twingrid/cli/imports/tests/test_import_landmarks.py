"""Landmarks."""

from pathlib import Path
from typing import Any

from twingrid.cli.imports.tests.samples import DIVISIONS, said, take_rows
from twingrid.coverage import queries as coverage_queries
from twingrid.kit.staging import Changes
from twingrid.territory.finding.model import PlaceKind
from twingrid.territory.models import Landmark

HEADINGS = ("名称", "社区编码", "别名", "经度", "纬度", "生效日期")
ROW = ("青禾农贸市场", "370103003004", "青禾大集", "116.985", "36.645", "2022-06-01")


def test_they_are_taken_over_by_name_and_community_and_found_at_once(city: Any, tmp_path: Path) -> None:
    take_rows("divisions", tmp_path, *DIVISIONS)
    assert take_rows("landmarks", tmp_path, HEADINGS, ROW).changes == {"landmarks": Changes(new=1)}
    assert take_rows("landmarks", tmp_path, HEADINGS, ROW).changes == {"landmarks": Changes(unchanged=1)}
    landmark = Landmark.objects.get()
    for words in ("青禾农贸市场", "青禾大集"):
        best = coverage_queries.find(words).best
        assert best is not None
        assert (best.kind, best.id) == (PlaceKind.LANDMARK, landmark.pk)
        assert coverage_queries.spot_of(best.kind, best.id) == (116.985, 36.645)


def test_one_of_the_whole_city_needs_no_community(city: Any, tmp_path: Path) -> None:
    row = (ROW[0], "", *ROW[2:])
    assert take_rows("landmarks", tmp_path, HEADINGS, row).changes == {"landmarks": Changes(new=1)}
    assert take_rows("landmarks", tmp_path, HEADINGS, row).changes == {"landmarks": Changes(unchanged=1)}


def test_an_unknown_community_is_told(city: Any, tmp_path: Path) -> None:
    assert said(take_rows("landmarks", tmp_path, HEADINGS, (ROW[0], "370103009999", *ROW[2:]))) == [
        (2, "社区编码", "There is no community with this code."),
    ]
