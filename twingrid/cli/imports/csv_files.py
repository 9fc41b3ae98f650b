"""Reading CSV: UTF-8 with or without a mark, GB18030 or UTF-16 are told apart; comma, semicolon or tab."""

import codecs
import csv
from io import StringIO
from pathlib import Path

from django.utils.translation import gettext as _

from twingrid.cli.imports.sheet import Sheet
from twingrid.kit.refusals import BadInput

# So many characters beyond ASCII that read well prove that a file is UTF-8 even if a later byte is broken.
_PROOF = 8


def read_csv(path: Path) -> Sheet:
    """The rows of a CSV file; `BadInput` when its letters or its quotes cannot be read."""
    text, encoding = decode(path.read_bytes())
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise BadInput(
            _("Line %(line)d has an invisible character that no text has. Export the file again.") % {"line": line}
        )
    rows: list[list[str]] = []
    lines: list[int] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    before = 0
    try:
        for row in reader:
            if any(row):
                rows.append(row)
                lines.append(before + 1)
            before = reader.line_num
    except csv.Error as error:
        raise BadInput(
            _("Line %(line)d cannot be read (%(why)s). Look for a quotation mark that is not closed.")
            % {"line": before + 1, "why": error}
        ) from error
    return Sheet(path, rows, lines, encoding=encoding)


def decode(content: bytes) -> tuple[str, str]:
    """The text of a file and the encoding it is in. Raises `BadInput` naming the line that cannot be read."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _strictly(content, name), "UTF-8" if name == "utf-8-sig" else "UTF-16"
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        well = content[: error.start].decode("utf-8")
        if sum(not letter.isascii() for letter in well) >= _PROOF:
            raise _broken(content, error, "UTF-8") from error
    return _strictly(content, "gb18030"), "GB18030"


def _strictly(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        raise _broken(content, error, "GB18030" if name == "gb18030" else "Unicode") from error


def _broken(content: bytes, error: UnicodeDecodeError, name: str) -> BadInput:
    line = content.count(b"\n", 0, error.start) + 1
    return BadInput(
        _("Line %(line)d has a letter that is not %(encoding)s. Save the file anew as “CSV UTF-8” and import that.")
        % {"line": line, "encoding": name}
    )


def _delimiter(text: str) -> str:
    """The one of comma, semicolon and tab that the first line has most of."""
    first = text[: text.find("\n")] if "\n" in text else text
    return max(",;\t", key=first.count)
