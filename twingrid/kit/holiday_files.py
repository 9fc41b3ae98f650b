"""A year of holidays and make-up days as a file: CSV (`day,works,name`) or iCalendar. Plain values.

CSV says `works` as yes/no, 1/0, 班/休 or 上班/放假. In iCalendar every all-day event counts; one whose summary or
category says 班, 补班, 调休上班 or "work" is a make-up day, the others are holidays (RFC 5545, DTEND is exclusive).
"""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from twingrid.kit.refusals import BadInput
from twingrid.kit.working_days import Special

YES = frozenset({"1", "yes", "y", "true", "work", "班", "上班", "补班", "是"})
NO = frozenset({"0", "no", "n", "false", "off", "休", "放假", "休息", "否"})
WORKED, FREE = "班", "休"
WORKS = re.compile(r"班|work", re.IGNORECASE)
LARGEST, LONGEST_NAME, MOST_DAYS = 500_000, 40, 200


def read(data: bytes, *, year: int) -> dict[date, Special]:
    """The days of `year` in a file; days of other years are left out.

    Raises `BadInput` (field `file`) with what to correct.
    """
    if len(data) > LARGEST:
        raise BadInput(_("This file is too large for a year of holidays. Is it the right one?"), field="file")
    text = _text(data)
    rows = _events(text) if text.lstrip().upper().startswith("BEGIN:VCALENDAR") else _lines(text)
    found = {day: special for day, special in rows if day.year == year}
    if not found:
        raise BadInput(_("The file names no day of {year}. Check the year.").format(year=year), field="file")
    return found


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(_("This file cannot be read as text. Save it as UTF-8."), field="file")


def day_of(text: str) -> date | None:
    """A day written as 2027-01-01, 2027/1/1 or 20270101."""
    match = re.fullmatch(r"(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})", text.strip())
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None


def _lines(text: str) -> Iterator[tuple[date, Special]]:
    for number, row in enumerate(csv.reader(io.StringIO(text)), start=1):
        cells = [cell.strip() for cell in row] + ["", "", ""]
        day, works = day_of(cells[0]), cells[1].lower()
        if not any(cells) or (number == 1 and day is None):
            continue
        if day is None or works not in YES | NO:
            wrong = _("Line {number} is not a day, yes or no, and a name. Correct it and load the file again.")
            raise BadInput(wrong.format(number=number), field="file")
        yield day, Special(works in YES, cells[2][:LONGEST_NAME])


def _events(text: str) -> Iterator[tuple[date, Special]]:
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    for block in re.findall(r"BEGIN:VEVENT(.*?)END:VEVENT", unfolded, re.DOTALL):
        fields = {
            name.upper(): value.strip()
            for name, value in re.findall(r"^([A-Za-z-]+)(?:;[^:\r\n]*)?:(.*)$", block, re.MULTILINE)
        }
        begin = day_of(fields.get("DTSTART", "")[:8])
        if begin is None:
            continue
        end = day_of(fields.get("DTEND", "")[:8]) or begin + timedelta(days=1)
        words = fields.get("SUMMARY", "")
        works = bool(WORKS.search(words + " " + fields.get("CATEGORIES", "")))
        for n in range(min(max((end - begin).days, 1), MOST_DAYS)):
            yield begin + timedelta(days=n), Special(works, words[:LONGEST_NAME])
