"""The command: what it prints, which exit code it ends with."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.utils import translation

from twingrid.cli.import_command import import_group
from twingrid.cli.imports.tests.samples import DIVISIONS, NETWORK, write
from twingrid.journal.models import Event
from twingrid.kit.refusals import BadInput
from twingrid.territory.models import Division


def _run(*words: str, language: str = "en") -> Result:
    with translation.override(language):
        return CliRunner().invoke(import_group, list(words))


def _file(folder: Path, rows: Any = DIVISIONS) -> str:
    return str(write(folder / "divisions.csv", rows))


def test_a_good_file_is_kept_and_counted(city: Any, tmp_path: Path) -> None:
    ended = _run("divisions", _file(tmp_path))
    assert ended.exit_code == 0, ended.output
    assert "divisions: 4 new, 0 changed, 0 unchanged, 0 ended" in ended.output
    assert "All 4 rows of divisions.csv are in" in ended.output
    assert Division.objects.count() == 4


def test_one_event_tells_of_it(city: Any, tmp_path: Path) -> None:
    _run("divisions", _file(tmp_path))
    event = Event.objects.get(name="territory.division.imported")
    assert event.facts["divisions.new"] == 4


def test_a_bad_file_ends_with_one_and_says_that_nothing_was_kept(city: Any, tmp_path: Path) -> None:
    ended = _run("divisions", _file(tmp_path, (*DIVISIONS, ("", "无", "", "", "", "", ""))))
    assert ended.exit_code == 1
    assert "line 6, code: The cell is empty. Fill it in." in ended.output
    assert "Nothing was kept: 1 of 5 rows of divisions.csv cannot be used." in ended.output
    assert not Division.objects.exists()


def test_left_out_rows_are_named_with_their_file(city: Any, tmp_path: Path) -> None:
    ended = _run("divisions", "--skip-bad", _file(tmp_path, (*DIVISIONS, ("", "无", "", "", "", "", ""))))
    assert ended.exit_code == 0
    assert "1 of 5 rows of divisions.csv were left out; they are in divisions.csv.bad.csv" in ended.output
    assert Division.objects.count() == 4


def test_a_dry_run_counts_and_keeps_nothing(city: Any, tmp_path: Path) -> None:
    ended = _run("divisions", "--dry-run", _file(tmp_path))
    assert ended.exit_code == 0
    assert "4 new" in ended.output
    assert not Division.objects.exists()


def test_json_tells_everything(city: Any, tmp_path: Path) -> None:
    ended = _run("network", "--json", str(write(tmp_path / "n.csv", (*NETWORK, ("x", "", "", "", "", "", "", "")))))
    told = json.loads(ended.output)
    assert ended.exit_code == 1
    assert (told["rows"], told["bad_rows"], told["kept"], told["crs"]) == (5, 1, False, "wgs84")
    assert told["problems"][0]["line"] == 6
    assert told["problems"][0]["remedy"]


def test_headings_can_be_mapped(city: Any, tmp_path: Path) -> None:
    rows = [("旧码", *DIVISIONS[0][1:]), *DIVISIONS[1:]]
    assert isinstance(_run("divisions", _file(tmp_path, rows)).exception, BadInput)
    assert _run("divisions", _file(tmp_path, rows), "--map", "旧码=code").exit_code == 0


def test_another_city_gets_its_own_rows_only(city: Any, tmp_path: Path) -> None:
    assert _run("divisions", "--city", "yunting", _file(tmp_path)).exit_code == 0
    assert not Division.objects.exists()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_cannot_be_read_is_a_sentence(city: Any, tmp_path: Path, language: str) -> None:
    ended = _run("divisions", str(tmp_path / "nothing.csv"), language=language)
    assert isinstance(ended.exception, BadInput)
    assert "nothing.csv" in ended.exception.sentence
