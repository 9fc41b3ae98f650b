"""Divisions."""

from datetime import date
from pathlib import Path
from typing import Any

from twingrid.cli.imports.tests.samples import DIVISIONS, said, take, take_rows, write
from twingrid.kit.staging import Changes
from twingrid.territory.models import Alias, Division, Generation


def _generation() -> int:
    return Generation.objects.filter(name="gazetteer").values_list("number", flat=True).first() or 0


def test_they_are_taken_over_with_parents_and_other_names(city: Any, tmp_path: Path) -> None:
    before = _generation()
    report = take_rows("divisions", tmp_path, *DIVISIONS)
    assert report.changes == {"divisions": Changes(new=4)}
    leshan = Division.objects.get(code="370103003004")
    assert leshan.parent.parent.code == "370103"
    assert sorted(leshan.aliases.values_list("name", flat=True)) == ["乐山", "乐山社区"]
    assert _generation() > before


def test_the_second_time_nothing_changes(city: Any, tmp_path: Path) -> None:
    take_rows("divisions", tmp_path, *DIVISIONS)
    assert take_rows("divisions", tmp_path, *DIVISIONS).changes == {"divisions": Changes(unchanged=4)}
    assert Alias.objects.count() == 3


def test_a_correction_of_the_same_day_changes_the_row(city: Any, tmp_path: Path) -> None:
    take_rows("divisions", tmp_path, *DIVISIONS)
    renamed = (*DIVISIONS[:-1], ("370103003005", "睦和苑", "community", "370103003", "", "2020-01-01", ""))
    assert take_rows("divisions", tmp_path, *renamed).changes == {"divisions": Changes(changed=1, unchanged=3)}
    assert Division.objects.get(code="370103003005").name == "睦和苑"


def test_a_new_name_from_a_later_day_keeps_the_old_edition(city: Any, tmp_path: Path) -> None:
    take_rows("divisions", tmp_path, *DIVISIONS)
    later = (DIVISIONS[0], ("370103003005", "睦和苑", "community", "370103003", "", "2022-05-01", ""))
    assert take_rows("divisions", tmp_path, *later).changes == {"divisions": Changes(new=1)}
    rows = Division.objects.filter(code="370103003005").order_by("valid_from")
    assert [(str(r.valid_from), str(r.valid_to), r.name) for r in rows] == [
        ("2020-01-01", "2022-05-01", "睦和苑社区"),
        ("2022-05-01", "None", "睦和苑"),
    ]
    assert take_rows("divisions", tmp_path, *later).changes == {"divisions": Changes(unchanged=1)}
    # The first file again: the edition it tells of is history now and stays so.
    assert take_rows("divisions", tmp_path, *DIVISIONS).changes == {"divisions": Changes(unchanged=4)}


def test_a_later_day_that_says_the_same_is_no_edition(city: Any, tmp_path: Path) -> None:
    take_rows("divisions", tmp_path, *DIVISIONS)
    later = (DIVISIONS[0], (*DIVISIONS[4][:5], "2022-05-01", ""))
    assert take_rows("divisions", tmp_path, *later).changes == {"divisions": Changes(unchanged=1)}
    assert Division.objects.filter(code="370103003005").count() == 1


def test_only_a_complete_file_ends_what_it_leaves_out(city: Any, tmp_path: Path) -> None:
    take_rows("divisions", tmp_path, *DIVISIONS)
    assert not take_rows("divisions", tmp_path, *DIVISIONS[:4]).changes["divisions"].any
    ended = take_rows("divisions", tmp_path, *DIVISIONS[:4], complete=True)
    assert ended.changes == {"divisions": Changes(unchanged=3, ended=1)}
    assert str(Division.objects.get(code="370103003005").valid_to) == "2023-02-22"


def test_the_official_table_without_levels_is_understood(city: Any, tmp_path: Path) -> None:
    rows = [("代码", "名称"), ("370103", "市中区"), ("370103003", "杆石桥街道"), ("370103003004", "乐山小区社区")]
    path = write(tmp_path / "官方.csv", rows, encoding="gb18030")
    assert take("divisions", path, valid_from=date(2023, 6, 30)).kept
    assert Division.objects.get(code="370103003004").parent.name == "杆石桥街道"


def test_a_parent_that_does_not_exist_is_told(city: Any, tmp_path: Path) -> None:
    report = take_rows("divisions", tmp_path, DIVISIONS[0], *DIVISIONS[3:])
    assert not report.kept
    assert said(report) == [
        (2, "parent_code", "There is no division with this code."),
        (3, "parent_code", "There is no division with this code."),
    ]
    assert not Division.objects.exists()
