"""Reading CSV as offices save it."""

from pathlib import Path

import pytest
from django.utils import translation

from twingrid.cli.imports.csv_files import read_csv
from twingrid.cli.imports.tests.samples import write
from twingrid.kit.refusals import BadInput

ROWS = [["户号", "户名"], ["0012", "王,小明"], ["0013", "李"]]


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("gb18030", "GB18030"), ("gbk", "GB18030"), ("utf-16", "UTF-16")],
)
def test_it_tells_the_encodings_apart(tmp_path: Path, encoding: str, name: str) -> None:
    sheet = read_csv(write(tmp_path / "a.csv", ROWS, encoding=encoding))
    assert sheet.rows == ROWS
    assert sheet.encoding == name


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_it_finds_what_separates_the_cells(tmp_path: Path, delimiter: str) -> None:
    assert read_csv(write(tmp_path / "a.csv", ROWS, delimiter=delimiter)).rows == ROWS


def test_it_keeps_the_lines_of_rows_with_line_breaks_and_without_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n"one\ntwo",x\n\n,\n3,y\n', "utf-8")
    sheet = read_csv(path)
    assert list(zip(sheet.lines, (row[0] for row in sheet.rows), strict=True)) == [(1, "a"), (2, "one\ntwo"), (6, "3")]


def test_it_names_the_line_of_a_broken_letter(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("户号,户名\n1,王小明王小明\n".encode() + b"2,\xe7\x8e\n")
    with pytest.raises(BadInput, match="Line 3 has a letter that is not UTF-8"):
        read_csv(path)


def test_it_names_the_line_that_is_in_no_known_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,\xff\xff\n")
    with pytest.raises(BadInput, match="Line 2 has a letter that is not GB18030"):
        read_csv(path)


def test_it_names_the_line_of_a_null_character(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,\x00\n")
    with pytest.raises(BadInput, match="Line 2 has an invisible character"):
        read_csv(path)
