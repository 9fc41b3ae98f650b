"""The door of the importers: one file of one subject, all or nothing (or the good rows only, if asked)."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.cli.imports import (
    areas,
    csv_files,
    customers,
    divisions,
    groups,
    important,
    json_files,
    landmarks,
    mapping,
    network,
    outages,
    staff,
    stations,
)
from twingrid.cli.imports.problems import Problem, write_bad
from twingrid.cli.imports.reading import Options, Reading
from twingrid.cli.imports.sheet import Sheet
from twingrid.cli.imports.subject import Load, Prepared, Subject
from twingrid.kit.collecting import no_collection
from twingrid.kit.refusals import BadInput
from twingrid.kit.staging import Changes, Columns, Orphans
from twingrid.people.actions import imports as people_imports

SUBJECTS: Mapping[str, Subject] = {
    subject.SUBJECT.name: subject.SUBJECT
    for subject in (
        divisions,
        areas,
        network,
        mapping,
        customers,
        staff,
        stations,
        landmarks,
        outages,
        important,
        groups,
    )
}


@dataclass
class Report:
    """What became of a file. `kept` says whether its rows are in the database now."""

    subject: str
    path: Path
    rows: int
    problems: list[Problem]
    bad_rows: int
    changes: dict[str, Changes] = field(default_factory=dict)
    kept: bool = False
    dry_run: bool = False
    by_feature: bool = False
    bad_file: Path | None = None
    encoding: str = ""
    crs: str = ""
    ignored: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0


class _Undo(Exception):
    """Leaves a transaction without keeping it."""


def read_sheet(path: Path, options: Options) -> Sheet:
    """The cells of a file, by its kind. Raises `BadInput` for one that cannot be read."""
    if not path.is_file():
        raise BadInput(_("There is no file %(file)s.") % {"file": path})
    # The readers of maps and workbooks are large (pandas comes with them); a process pays for what it reads.
    suffix = path.suffix.lower()
    if suffix in (".csv", ".txt", ".tsv"):
        return csv_files.read_csv(path)
    if suffix in (".xlsx", ".xlsm"):
        from twingrid.cli.imports.excel_files import read_excel

        return read_excel(path, options.sheet)
    if suffix == ".json" and (rows := json_files.read_json(path)) is not None:
        return rows
    if suffix in (".geojson", ".json", ".gpkg", ".shp", ".zip"):
        from twingrid.cli.imports.map_files import read_map

        return read_map(path, options.sheet)
    raise BadInput(
        _("%(file)s cannot be imported. CSV, XLSX, GeoJSON, GeoPackage (.gpkg) and Shapefile (.shp) can.")
        % {"file": path.name}
    )


def import_file(subject: Subject, path: Path, *, options: Options, at: datetime, demo_password: str = "") -> Report:
    """Read, check and take over a file into the present city.

    All rows or none; with `options.skip_bad` the good ones, and the bad ones go to FILE.bad.csv. Everything is one
    transaction. Raises `BadInput` for what concerns the whole file; what concerns rows is in the report.
    """
    started = time.perf_counter()
    with no_collection():
        report = _import(subject, path, options=options, at=at, demo_password=demo_password)
    report.seconds = time.perf_counter() - started
    return report


def _import(subject: Subject, path: Path, *, options: Options, at: datetime, demo_password: str) -> Report:
    if options.complete and options.skip_bad:
        raise BadInput(_("A file with rows left out is not complete. Use --complete or --skip-bad, not both."))
    reading = Reading(read_sheet(path, options), subject.fields, options)
    if not len(reading):
        raise BadInput(_("The file has headings but no rows. Export it again."))
    prepared = subject.read(reading)
    how = Load(at=at, complete=options.complete, crs=prepared.crs, demo_password=demo_password)
    changes = _take_over(subject, reading, prepared, how)
    kept = changes is not None and not options.dry_run
    report = Report(
        subject=subject.name,
        path=path,
        rows=len(reading),
        problems=list(reading.problems),
        bad_rows=len(reading.problems),
        changes=changes or {},
        kept=kept,
        dry_run=options.dry_run,
        by_feature=reading.sheet.by_feature,
        encoding=reading.sheet.encoding,
        crs=prepared.crs,
        ignored=reading.headings.ignored,
        notes=reading.notes,
    )
    if kept and len(reading.problems):
        report.bad_file = write_bad(path, reading.headings.texts, reading.rows, reading.problems)
    return report


def _take_over(subject: Subject, reading: Reading, prepared: Prepared, how: Load) -> dict[str, Changes] | None:
    """Load what can be loaded; None when nothing was, because rows are bad and leaving them out was not allowed."""
    options = reading.options
    if len(reading.problems) and not options.skip_bad:
        # Refused already: a look without keeping anything tells in the same report which parents are missing.
        columns, rows = reading.keep(prepared.columns)
        try:
            _attempt(subject, columns, how, keep=False)
        except Orphans as trouble:
            _blame(subject, reading, trouble, rows, quietly=True)
        return None
    while True:
        columns, rows = reading.keep(prepared.columns)
        if not rows:
            return None
        try:
            return _attempt(subject, columns, how, keep=not options.dry_run)
        except Orphans as trouble:
            _blame(subject, reading, trouble, rows, quietly=False)
        if not options.skip_bad:
            return None


def _attempt(subject: Subject, columns: Columns, how: Load, *, keep: bool) -> dict[str, Changes]:
    """One transaction, taken back in the end unless `keep`."""
    changes: dict[str, Changes] = {}
    try:
        with transaction.atomic():
            changes = subject.load(columns, how)
            if subject is areas.SUBJECT:
                people_imports.follow_areas(at=how.at)
            if not keep:
                raise _Undo
    except _Undo:
        pass
    return changes


def _blame(subject: Subject, reading: Reading, trouble: Orphans, rows: Sequence[int], *, quietly: bool) -> None:
    """Tell which rows name something that does not exist.

    `quietly`: children of bad rows are not told, for their parent may well be right in the corrected file.
    """
    keys = reading.cells(subject.key)
    unsure = {keys[n] for n in reading.problems.rows} if quietly else set()
    for orphan in trouble.orphans:
        if orphan.value not in unsure:
            reason, remedy = subject.absent[orphan.column]()
            reading.blame(rows[orphan.row], orphan.column, value=orphan.value, reason=reason, remedy=remedy)
