"""What is wrong with a file, row by row: line, column, reason and remedy."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell (or row) that cannot be used. `line` is the line of the file, or the number of the feature."""

    line: int
    column: str
    value: str
    reason: str
    remedy: str

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


class Problems:
    """The problems of one file, by row (its place among the rows below the headings)."""

    def __init__(self) -> None:
        self._by_row: dict[int, list[Problem]] = {}

    def __len__(self) -> int:
        """How many rows cannot be used."""
        return len(self._by_row)

    def __contains__(self, row: int) -> bool:
        return row in self._by_row

    def __iter__(self) -> Iterator[Problem]:
        for row in sorted(self._by_row):
            yield from self._by_row[row]

    @property
    def rows(self) -> list[int]:
        """The rows that cannot be used, in order."""
        return sorted(self._by_row)

    def add(self, row: int, problem: Problem) -> None:
        """Note a problem of a row; the same cell is blamed once."""
        known = self._by_row.setdefault(row, [])
        if all(other.column != problem.column for other in known):
            known.append(problem)

    def of(self, row: int) -> Sequence[Problem]:
        """The problems of one row."""
        return self._by_row.get(row, ())


BAD_COLUMNS = ("bad_line", "bad_column", "bad_reason", "bad_remedy")


def write_bad(path: Path, headings: Sequence[str], rows: Sequence[Sequence[str]], problems: Problems) -> Path:
    """Write the bad rows beside the file as FILE.bad.csv (UTF-8 with a mark, for Excel), with the reasons behind.

    Corrected in place, it can be imported: the four last columns are not read.
    """
    bad = path.with_name(path.name + ".bad.csv")
    with bad.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*headings, *BAD_COLUMNS])
        for row in problems.rows:
            cells = [*rows[row], *[""] * (len(headings) - len(rows[row]))]
            found = problems.of(row)
            reasons = zip(*((p.column, p.reason, p.remedy) for p in found), strict=True)
            writer.writerow([*cells[: len(headings)], found[0].line, *(" | ".join(texts) for texts in reasons)])
    return bad
