"""Reading the columns of a sheet: every distinct cell is checked once, every bad one is told with its remedy."""

import math
import re
import unicodedata
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NoReturn, TypeVar

from django.utils.translation import gettext as _

from twingrid.cli.imports.headings import Field, Headings, understand
from twingrid.cli.imports.problems import Problem, Problems
from twingrid.cli.imports.sheet import Sheet
from twingrid.kit.staging import Columns

T = TypeVar("T")
YES = frozenset({"1", "1.0", "true", "t", "yes", "y", "是", "有", "√", "同意"})
NO = frozenset({"0", "0.0", "false", "f", "no", "n", "否", "无", "×", "不同意"})
_FLOAT = re.compile(r"[+-]?\d+(\.\d+)?[eE][+-]\d+")
# Whole columns of plain codes or mobile numbers pass by one look.
_PLAIN_CODES = re.compile(r"(?:[0-9A-Z_/]+(?:-[0-9A-DF-Z_/][0-9A-Z_/]*)*\n)*")
_MOBILES = re.compile(r"(?:(?:1[0-9]{10})?\n)*")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]+00:00(?::00(?:\.0+)?)?)?")
_DAY_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_PHONE_NOISE = re.compile(r"[\s\-()（）/.]")
_PHONE = re.compile(r"(?:1\d{10}|0\d{9,11}|[48]00\d{7}|\d{7,8}|\d{5})(?:(?:转|ext|x|#)\d{1,6})?", re.IGNORECASE)
_SEPARATORS = re.compile(r"[;；、|]")
FIRST_YEAR, LAST_YEAR = 1949, 2100


@dataclass(frozen=True)
class Options:
    """What the person said on the command line."""

    crs: str = ""
    partition: str = ""
    sheet: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    valid_from: date | None = None
    complete: bool = False
    skip_bad: bool = False
    dry_run: bool = False


class Unusable(Exception):
    """A cell that cannot be used: why, and what to do about it."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


class Reading:
    """A sheet whose headings are understood, and the problems found in it so far."""

    def __init__(self, sheet: Sheet, fields: Sequence[Field], options: Options) -> None:
        self.sheet, self.options = sheet, options
        self.headings: Headings = understand(sheet.rows, fields, options.mapping)
        first = self.headings.row + 1
        self.rows = sheet.rows[first:]
        self.lines = sheet.lines[first:]
        self.shapes = None if sheet.shapes is None else sheet.shapes[self.headings.row :]
        self.problems = Problems()
        self.notes = list(sheet.notes)
        self._fields = {field.key: field for field in fields}
        self._square()

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def path(self) -> Path:
        """The file that is read."""
        return self.sheet.path

    def has(self, key: str) -> bool:
        """Whether the file has this column."""
        return key in self.headings.places

    def _square(self) -> None:
        """Give every row as many cells as there are headings; tell of rows that have more."""
        width = len(self.headings.texts)
        for n, row in enumerate(self.rows):
            if len(row) == width:
                continue
            if len(row) > width and any(row[width:]):
                self.blame(
                    n,
                    "",
                    value=str(len(row)),
                    reason=_("The row has %(cells)d cells, the headings are %(width)d.")
                    % {"cells": len(row), "width": width},
                    remedy=_("Put texts that contain a comma in quotation marks."),
                )
            self.rows[n] = [*row[:width], *[""] * (width - len(row))]

    def blame(self, row: int, key: str, *, value: str = "", reason: str, remedy: str) -> None:
        """Note that a row cannot be used because of its cell `key`."""
        place = self.headings.places.get(key)
        column = self.headings.texts[place] if place is not None else self._fields[key].name if key else ""
        value = value or (self.rows[row][place].strip() if place is not None else "")
        self.problems.add(row, Problem(self.lines[row], column, value[:60], reason, remedy))

    def cells(self, key: str) -> list[str]:
        """The column as it stands, without blanks around; empty texts for a column that is not there."""
        place = self.headings.places.get(key)
        if place is None:
            return [""] * len(self.rows)
        return [row[place].strip() for row in self.rows]

    def each(self, key: str, parse: Callable[[str], T]) -> list[T | None]:
        """The column with `parse` done to every distinct cell; cells that raise `Unusable` are told and become None."""
        cells = self.cells(key)
        known: dict[str, T | None] = {}
        bad: dict[str, Unusable] = {}
        for cell in set(cells):
            try:
                known[cell] = parse(cell)
            except Unusable as trouble:
                known[cell], bad[cell] = None, trouble
        if bad:
            for n, cell in enumerate(cells):
                if found := bad.get(cell):
                    self.blame(n, key, value=cell, reason=found.reason, remedy=found.remedy)
        return [known[cell] for cell in cells]

    def text(self, key: str, *, longest: int, required: bool = False) -> list[str]:
        """Texts of at most `longest` characters."""

        def parse(cell: str) -> str:
            if required and not cell:
                _empty()
            if len(cell) > longest:
                raise Unusable(
                    _("The text is longer than %(longest)d characters.") % {"longest": longest}, _("Shorten it.")
                )
            return cell

        cells = self.cells(key)
        if len(max(cells, key=len, default="")) <= longest and not (required and "" in cells):
            return cells
        return _texts(self.each(key, parse))

    def code(self, key: str, *, longest: int = 40, required: bool = True) -> list[str]:
        """Codes: texts that a spreadsheet must not have turned into numbers like 3.7E+11."""

        def parse(cell: str) -> str:
            cell = unicodedata.normalize("NFKC", cell)
            if required and not cell:
                _empty()
            if _FLOAT.fullmatch(cell):
                _eaten(cell)
            if len(cell) > longest:
                raise Unusable(
                    _("The code is longer than %(longest)d characters.") % {"longest": longest},
                    _("Check whether two columns ran into one."),
                )
            return cell.removesuffix(".0")

        cells = self.cells(key)
        whole = "\n".join([*cells, ""])
        if len(max(cells, key=len, default="")) <= longest and _PLAIN_CODES.fullmatch(whole):
            return cells
        return _texts(self.each(key, parse))

    def choice(self, key: str, words: Mapping[str, str], *, default: str = "") -> list[str]:
        """One of the values of `words` (word → value); empty cells become `default`, if there is one."""
        accepted = {word.casefold(): value for word, value in words.items()}

        def parse(cell: str) -> str:
            if not cell and default:
                return default
            value = accepted.get(cell.casefold())
            if value is None:
                raise Unusable(
                    _("This word is not known here.") if cell else _("The cell is empty."),
                    _("Write one of: %(words)s.") % {"words": ", ".join(words)},
                )
            return value

        return _texts(self.each(key, parse))

    def flag(self, key: str, *, default: bool = False) -> list[bool]:
        """Yes or no; empty cells become `default`."""

        def parse(cell: str) -> bool:
            word = cell.casefold()
            if word in YES or word in NO:
                return word in YES
            if not cell:
                return default
            raise Unusable(_("This is neither yes nor no."), _("Write 1 or 0 (是 or 否)."))

        return [bool(value) for value in self.each(key, parse)]

    def days(self, key: str, *, required: bool = False) -> list[date | None]:
        """Days. An empty `valid_from` becomes the one of the command line."""
        default = self.options.valid_from if key == "valid_from" else None

        def parse(cell: str) -> date | None:
            if cell:
                return parse_day(cell)
            if required and default is None:
                raise Unusable(_("The cell is empty."), _("Write a day, or give one for all rows with --valid-from."))
            return default

        return self.each(key, parse)

    def period(self) -> tuple[list[date | None], list[date | None]]:
        """The columns valid_from and valid_to; a row that ends before it begins is told."""
        since, until = self.days("valid_from", required=True), self.days("valid_to")
        for n, (start, end) in enumerate(zip(since, until, strict=True)):
            if start and end and end <= start:
                self.blame(
                    n,
                    "valid_to",
                    reason=_("The end is not after the beginning."),
                    remedy=_("The end is the first day on which it no longer holds. Correct one of the two."),
                )
        return since, until

    def names(self, key: str, *, longest: int = 80) -> list[tuple[str, ...]]:
        """Lists, their parts separated by ; or 、."""

        def parse(cell: str) -> tuple[str, ...]:
            parts = dict.fromkeys(part.strip() for part in _SEPARATORS.split(cell))
            found = tuple(part for part in parts if part)
            if any(len(part) > longest for part in found):
                raise Unusable(
                    _("A part is longer than %(longest)d characters.") % {"longest": longest},
                    _("Separate the parts with ;"),
                )
            return found

        return [value or () for value in self.each(key, parse)]

    def phone(self, key: str) -> list[str]:
        """Telephone numbers as they are written, if they can be numbers at all."""
        cells = self.cells(key)
        if _MOBILES.fullmatch("\n".join([*cells, ""])):
            return cells
        return _texts(self.each(key, parse_phone))

    def once(self, keys: Sequence[Hashable], column: str) -> None:
        """Tell of every row whose key (one for each row, None: do not look) came before in the file."""
        if len(set(keys)) == len(keys):
            return
        first: dict[Hashable, int] = {}
        for n, key in enumerate(keys):
            if key is None:
                continue
            if (earlier := first.setdefault(key, n)) != n:
                self.blame(
                    n,
                    column,
                    reason=_("This was said before, on line %(line)d.") % {"line": self.lines[earlier]},
                    remedy=_("Keep one of the two rows."),
                )

    def keep(self, columns: Columns) -> tuple[Columns, list[int]]:
        """The columns without the bad rows, and which rows these are."""
        if not len(self.problems):
            return columns, list(range(len(self)))
        good = [n for n in range(len(self)) if n not in self.problems]
        return {name: [values[n] for n in good] for name, values in columns.items()}, good


def parse_day(cell: str) -> date:
    """A day as people write it: 2023-02-22, 2023/2/22, 20230222, 2023年2月22日. Raises `Unusable`."""
    text = unicodedata.normalize("NFKC", cell)
    found = _DAY.fullmatch(text) or _DAY_DIGITS.fullmatch(text)
    if not found:
        raise Unusable(_("This is not a day."), _("Write it as 2023-02-22."))
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        raise Unusable(_("There is no such day in the calendar."), _("Correct the day or the month.")) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unusable(
            _("The year lies outside %(first)d–%(last)d.") % {"first": FIRST_YEAR, "last": LAST_YEAR},
            _("Correct the year; leave an end that is open empty."),
        )
    return day


def parse_phone(cell: str) -> str:
    """A telephone number as it is written, one blank at most between its parts. Raises `Unusable`."""
    if not cell:
        return ""
    text = unicodedata.normalize("NFKC", cell)
    if _FLOAT.fullmatch(text):
        _eaten(text)
    digits = _PHONE_NOISE.sub("", text).removeprefix("+86")
    if not _PHONE.fullmatch(digits):
        raise Unusable(
            _("This cannot be a telephone number."),
            _("Write 11 digits, or area code and number: 0531-12345678. Leave it empty if it is not known."),
        )
    return " ".join(text.split())[:30]


def parse_number(cell: str) -> float:
    """A decimal number; nan for an empty cell. Raises `Unusable`."""
    if not cell:
        return math.nan
    try:
        number = float(unicodedata.normalize("NFKC", cell))
    except ValueError:
        number = math.inf
    if math.isfinite(number):
        return number
    raise Unusable(_("This is not a number."), _("Write decimal degrees, such as 116.9945, or metres."))


def _texts(values: list[str | None]) -> list[str]:
    return [value or "" for value in values]


def _empty() -> NoReturn:
    raise Unusable(_("The cell is empty."), _("Fill it in."))


def _eaten(cell: str) -> NoReturn:
    raise Unusable(
        _("A spreadsheet has turned this number into %(cell)s; its last digits are lost.") % {"cell": cell},
        _("Format the column as text in the original and export it again."),
    )
