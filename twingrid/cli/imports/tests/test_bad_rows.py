"""Every kind of bad row is told with line, column, reason and remedy."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from twingrid.cli.imports.tests.samples import CUSTOMER_HEADINGS, customer, found_city, said, take, take_rows, write
from twingrid.kit.refusals import BadInput
from twingrid.supply.models import Customer
from twingrid.territory.models import Building, Compound


@pytest.fixture(autouse=True)
def _city(city: Any, tmp_path: Path) -> None:
    found_city(tmp_path)


BAD = [
    ("account_no", "", "The cell is empty.", "Fill it in."),
    ("account_no", "3.70E+11", "A spreadsheet has turned this number into 3.70E+11", "Format the column as text"),
    ("account_no", "0" * 21, "The code is longer than 20 characters.", "two columns ran into one"),
    ("name", "  ", "The cell is empty.", "Fill it in."),
    ("phone", "1.38E+10", "A spreadsheet has turned this number into 1.38E+10", "Format the column as text"),
    ("phone", "1380013800", "This cannot be a telephone number.", "Write 11 digits"),
    ("customer_kind", "农业", "This word is not known here.", "resident, 居民"),
    ("community_code", "370103009999", "There is no community with this code.", "Import the divisions first"),
    ("meter_box_code", "B9", "There is no meter box with this code.", "Import the network first"),
    ("valid_from", "2023-02-30", "There is no such day in the calendar.", "Correct the day"),
    ("valid_from", "1023-02-03", "The year lies outside 1949–2100.", "Correct the year"),
    ("valid_from", "last year", "This is not a day.", "Write it as 2023-02-22."),
    ("valid_from", "", "The cell is empty.", "--valid-from"),
    ("lon", "abc", "This is not a number.", "decimal degrees"),
    ("lon", "", "The place is missing.", "Fill in both coordinates."),
    ("lon", "16.98", "The place lies outside China.", "name their system with --crs"),
    ("room", "5" * 21, "The text is longer than 20 characters.", "Shorten it."),
]


@pytest.mark.parametrize(("column", "cell", "reason", "remedy"), BAD)
def test_a_bad_cell_is_told_and_nothing_is_kept(
    tmp_path: Path, column: str, cell: str, reason: str, remedy: str
) -> None:
    bad = customer(cell) if column == "account_no" else customer("0002", **{column: cell})
    report = take_rows("customers", tmp_path, CUSTOMER_HEADINGS, customer("0001"), bad)
    (problem,) = report.problems
    assert (problem.line, problem.column) == (3, column)
    assert problem.reason.startswith(reason)
    assert remedy in problem.remedy
    assert not report.kept
    assert not Customer.objects.exists()
    assert not Compound.objects.exists()


def test_swapped_coordinates_are_recognised(tmp_path: Path) -> None:
    swapped = customer("0001", lon="36.6451", lat="116.9851")
    assert said(take_rows("customers", tmp_path, CUSTOMER_HEADINGS, swapped)) == [
        (2, "lon", "Longitude and latitude are swapped.")
    ]


def test_swapped_metres_are_recognised_too(tmp_path: Path) -> None:
    row = customer("0001", lon="4057000", lat="498000", building_lon="", building_lat="")
    report = take_rows("customers", tmp_path, CUSTOMER_HEADINGS, row, crs="EPSG:4547")
    assert said(report) == [(2, "lon", "Longitude and latitude are swapped.")]


def test_a_key_that_comes_twice_names_the_earlier_line(tmp_path: Path) -> None:
    rows = [customer("0001"), customer("0002"), customer("0001")]
    assert said(take_rows("customers", tmp_path, CUSTOMER_HEADINGS, *rows)) == [
        (4, "account_no", "This was said before, on line 2.")
    ]


@pytest.mark.parametrize(
    "changes",
    [{"building": ""}, {"compound": "", "road": ""}, {"compound": "", "house_no": ""}],
)
def test_an_address_that_names_no_building_is_told(tmp_path: Path, changes: dict[str, str]) -> None:
    row = customer("0001", **({"road": "", "house_no": ""} if "building" in changes else {}) | changes)
    assert said(take_rows("customers", tmp_path, CUSTOMER_HEADINGS, row)) == [
        (2, "building", "The address is incomplete.")
    ]


def test_a_row_with_more_cells_than_headings_is_told(tmp_path: Path) -> None:
    row = (*customer("0001"), "one more")
    assert said(take_rows("customers", tmp_path, CUSTOMER_HEADINGS, row)) == [
        (2, "", "The row has 20 cells, the headings are 19.")
    ]


def test_an_account_that_excel_made_a_number_is_told(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(list(CUSTOMER_HEADINGS))
    book.active.append([370103001234567890, *customer("x")[1:]])
    book.save(tmp_path / "a.xlsx")
    (problem,) = take("customers", tmp_path / "a.xlsx").problems
    assert "turned this number into 3.70103001234568E+17" in problem.reason


def test_all_bad_rows_are_told_at_once_with_their_orphans(tmp_path: Path) -> None:
    rows = [customer("0001", name=""), customer("0002", meter_box_code="B9"), customer("0003", phone="1", lon="x")]
    report = take_rows("customers", tmp_path, CUSTOMER_HEADINGS, *rows)
    assert [(line, column) for line, column, _reason in said(report)] == [
        (2, "name"),
        (3, "meter_box_code"),
        (4, "phone"),
        (4, "lon"),
    ]


def test_the_good_rows_are_kept_when_asked_and_the_bad_ones_can_be_corrected(tmp_path: Path) -> None:
    rows = [customer("0001"), customer("0002", phone="12"), customer("0003", meter_box_code="B9"), customer("0004")]
    report = take_rows("customers", tmp_path, CUSTOMER_HEADINGS, *rows, skip_bad=True)
    assert report.kept
    assert sorted(Customer.objects.values_list("account_no", flat=True)) == ["0001", "0004"]
    assert report.bad_file == tmp_path / "customers.csv.bad.csv"
    text = report.bad_file.read_text("utf-8-sig")
    assert text.splitlines()[0].endswith("bad_line,bad_column,bad_reason,bad_remedy")
    assert "3,phone,This cannot be a telephone number.," in text
    corrected = report.bad_file
    corrected.write_text(text.replace(",12,", ",10031234567,").replace(",B9,", ",B1,"), "utf-8-sig")
    assert take("customers", corrected).kept
    assert Customer.objects.count() == 4
    assert Building.objects.get().households == 4


def test_children_of_bad_rows_are_left_out_with_them(tmp_path: Path) -> None:
    headings = ("kind", "code", "name", "parent_code", "valid_from")
    rows = [
        ("substation", "S2", "", "", "2020-01-01"),
        ("feeder", "F2", "二线", "S2", "2020-01-01"),
        ("substation", "S3", "三站", "", "2020-01-01"),
    ]
    refused = take_rows("network", tmp_path, headings, *rows)
    assert [line for line, _column, _reason in said(refused)] == [2]
    kept = take_rows("network", tmp_path, headings, *rows, skip_bad=True)
    assert [line for line, _column, _reason in said(kept)] == [2, 3]
    assert kept.changes["equipment"].new == 1


def test_a_file_of_headings_only_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no rows"):
        take("customers", write(tmp_path / "a.csv", [CUSTOMER_HEADINGS]))


def test_complete_and_skip_bad_do_not_go_together(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not both"):
        take_rows("customers", tmp_path, CUSTOMER_HEADINGS, customer(), complete=True, skip_bad=True)
