"""Reading workbooks."""

from datetime import date, datetime
from pathlib import Path

import pytest
from django.utils import translation
from openpyxl import Workbook

from twingrid.cli.imports.excel_files import read_excel
from twingrid.kit.refusals import BadInput


def _book(path: Path) -> Path:
    book = Workbook()
    page = book.active
    page.title = "空"
    page = book.create_sheet("客户")
    page.append(["市中区客户清单"])
    page.append(["户号", "立户日期", "经度", "同意"])
    page.append([370103, date(2020, 1, 2), 116.9851, True])
    page.append(["0012", datetime(2020, 1, 2), None, False])
    page.append([])
    page.append([370103001234567890, "", 3.0, None])
    book.save(path)
    return path


def test_it_reads_the_first_sheet_with_content_as_texts(tmp_path: Path) -> None:
    sheet = read_excel(_book(tmp_path / "a.xlsx"))
    assert sheet.rows[1:] == [
        ["户号", "立户日期", "经度", "同意"],
        ["370103", "2020-01-02", "116.9851", "1"],
        ["0012", "2020-01-02", "", "0"],
        ["3.70103001234568E+17", "", "3", ""],
    ]
    assert list(sheet.lines) == [1, 2, 3, 4, 6]


def test_a_sheet_can_be_named_and_a_wrong_name_lists_the_sheets(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx")
    assert read_excel(path, "空").rows == []
    with translation.override("en"), pytest.raises(BadInput, match="Sheets: 空, 客户"):
        read_excel(path, "customers")


def test_something_else_than_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0 an old xls")
    with translation.override("en"), pytest.raises(BadInput, match=r"Save it as \.xlsx"):
        read_excel(path)
