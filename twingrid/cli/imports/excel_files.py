"""Reading XLSX. Numbers become texts that show what Excel has lost already."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from twingrid.cli.imports.sheet import Sheet
from twingrid.kit.refusals import BadInput

# A spreadsheet keeps 15 digits of a number; the rest became zeros.
_KEPT_DIGITS = 15


def read_excel(path: Path, sheet: str = "") -> Sheet:
    """The rows of one sheet (the first with content unless named). Raises `BadInput`."""
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError) as error:
        raise BadInput(
            _("%(file)s is not a workbook that can be read. Save it as .xlsx (not .xls) or as “CSV UTF-8”.")
            % {"file": path.name}
        ) from error
    try:
        names = [sheet] if sheet else book.sheetnames
        if sheet and sheet not in book.sheetnames:
            raise BadInput(
                _("There is no sheet %(sheet)s in this workbook. Sheets: %(found)s.")
                % {"sheet": sheet, "found": ", ".join(book.sheetnames)}
            )
        for name in names:
            found = _rows(path, book[name])
            if found.rows:
                return found
        return Sheet(path, [], [])
    finally:
        book.close()


def _rows(path: Path, page: Any) -> Sheet:
    rows: list[list[str]] = []
    lines: list[int] = []
    for line, values in enumerate(page.iter_rows(values_only=True), start=1):
        cells = [cell_text(value) for value in values]
        if any(cells):
            rows.append(cells)
            lines.append(line)
    # Formatting alone makes columns without content: they go.
    width = max((n for row in rows for n, cell in enumerate(row, start=1) if cell), default=0)
    return Sheet(path, [row[:width] for row in rows], lines, encoding="XLSX")


def cell_text(value: object) -> str:
    """What a cell says, as text: whole numbers without a point, days as 2023-02-22, yes and no as 1 and 0."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return number_text(value)
    return str(value)


def number_text(value: float) -> str:
    """A number of a spreadsheet as text; one too long to be exact in the form 3.7010312345679E+17."""
    if value == int(value):
        digits = str(int(value))
        return digits if len(digits.lstrip("-")) <= _KEPT_DIGITS else f"{value:.14E}"
    return repr(value)
