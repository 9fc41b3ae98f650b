"""One delivery of files: taken over in one transaction, unless it is bad or would move too much."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.cli.imports.files import SUBJECTS, Report, import_file
from twingrid.cli.imports.reading import Options
from twingrid.coverage import actions as coverage_actions
from twingrid.coverage import movement_queries
from twingrid.coverage.rules.movement import Movement, compare
from twingrid.kit import clock, memo
from twingrid.kit.refusals import BadInput, Refused
from twingrid.work import delta_queries
from twingrid.work.actions import deltas
from twingrid.work.rules import deliveries

# File name without its ending → subject and partition, in the order in which they build on each other.
FILES = {
    "divisions": ("divisions", ""),
    "community_grids": ("areas", "community"),
    "power_service_areas": ("areas", "power"),
    "network": ("network", ""),
    "customers": ("customers", ""),
    "staff": ("staff", ""),
}
SUFFIXES = deliveries.SUFFIXES
assert tuple(FILES) == deliveries.NAMES
LIMIT_PERCENT = 5.0
_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """How a city wants its deltas: where from, how much may move, whether files name everything (by subject)."""

    folder: str = ""
    url: str = ""
    limit_percent: float = LIMIT_PERCENT
    complete: tuple[str, ...] = field(default=())


class _Held(Exception):
    """Leaves the transaction without keeping anything."""


def settings_of(profile: dict[str, Any]) -> Settings:
    """The settings in a city's profile, under `delta`."""
    given = profile.get("delta") or {}
    return Settings(
        folder=str(given.get("folder", "")),
        url=str(given.get("url", "")),
        limit_percent=float(given.get("limit_percent", LIMIT_PERCENT)),
        complete=tuple(given.get("complete", ())),
    )


def files_in(folder: Path) -> list[tuple[str, Path]]:
    """The files of a delivery that we know, in the order in which they are taken over; `BadInput` for none or two."""
    if not folder.is_dir():
        raise BadInput(_("There is no folder %(folder)s.") % {"folder": folder}, field="folder")
    found = []
    for name in FILES:
        paths = [folder / f"{name}{suffix}" for suffix in SUFFIXES if (folder / f"{name}{suffix}").is_file()]
        if len(paths) > 1:
            raise BadInput(_("There are two files called %(name)s. Keep one of them.") % {"name": name}, field="folder")
        found += [(name, path) for path in paths]
    if not found:
        raise BadInput(
            _("Nothing to take over lies in %(folder)s. Files are called %(names)s.")
            % {"folder": folder, "names": ", ".join(f"{name}.csv" for name in FILES)},
            field="folder",
        )
    return found


def digest_of(files: list[tuple[str, Path]]) -> str:
    """A digest of the names and contents of a delivery."""
    digests = {}
    for name, path in files:
        with path.open("rb") as file:
            digests[f"{name}{path.suffix}"] = hashlib.file_digest(file, "sha256").hexdigest()
    return hashlib.sha256(deliveries.lines_of(digests).encode()).hexdigest()


def take_delta(
    folder: Path, *, source: str, settings: Settings, at: datetime, apply: bool = False, dry_run: bool = False
) -> delta_queries.DeltaLine:
    """Take over the delivery in `folder` and tell what it changed; all of it or nothing.

    More than the city's limit would move: nothing is kept, and the delivery waits for a person. `apply` is that
    person's word: it holds for the delivery that waits, with the same contents (`Refused` otherwise). The same
    delivery again does nothing.
    """
    files = files_in(folder)
    digest = digest_of(files)
    known = delta_queries.latest()
    waits = known is not None and known.state in {"waiting", "approved"}
    if apply and not (known and waits and known.digest == digest):
        raise Refused(_("No delivery with these contents waits for a decision. Run it without --apply first."))
    if known is not None and known.digest == digest and not apply and not dry_run:
        return known
    state, report = _attempt(files, settings=settings, at=at, forced=apply, keep=not dry_run)
    if dry_run:
        return delta_queries.DeltaLine(digest=digest, source=source, state=state, at=at, report=report)
    deltas.keep_delta(digest=digest, source=source, state=state, report=report, at=at, decided=apply)
    kept = delta_queries.latest()
    assert kept is not None
    return kept


def _attempt(
    files: list[tuple[str, Path]], *, settings: Settings, at: datetime, forced: bool, keep: bool
) -> tuple[str, dict[str, Any]]:
    """The state that it came to, and the report."""
    day, reports, movement = clock.today(at), list[Report](), None
    state = "bad"
    try:
        with transaction.atomic():
            memo.forget_all()
            before = movement_queries.standing(day)
            for name, path in files:
                reports.append(_import(name, path, settings=settings, at=at))
                if not reports[-1].kept:
                    raise _Held
            memo.forget_all()
            after = movement_queries.standing(day)
            movement = _compare(before, after)
            state = "waiting" if movement.percent > settings.limit_percent and not forced else "applied"
            if state == "waiting" or not keep:
                raise _Held
            coverage_actions.fuse_city(at=at)
    except _Held:
        pass
    finally:
        memo.forget_all()  # what was read inside may never have been
    return state, _told(reports, movement, limit=settings.limit_percent)


def _import(name: str, path: Path, *, settings: Settings, at: datetime) -> Report:
    subject, partition = FILES[name]
    options = Options(partition=partition, valid_from=clock.today(at), complete=subject in settings.complete)
    return import_file(SUBJECTS[subject], path, options=options, at=at)


def _compare(before: movement_queries.Standing, after: movement_queries.Standing) -> Movement:
    return compare(
        before.areas,
        after.areas,
        held_before=before.holders,
        held_after=after.holders,
        postings_before=before.postings,
        postings_after=after.postings,
    )


def _told(reports: list[Report], movement: Movement | None, *, limit: float) -> dict[str, Any]:
    """The report as it is kept: counts, areas and problems; no names, numbers or addresses of people."""
    told: dict[str, Any] = {
        "files": {
            report.path.name: {
                "rows": report.rows,
                "bad_rows": report.bad_rows,
                "changes": {name: change.as_dict() for name, change in report.changes.items()},
            }
            for report in reports
        },
        "problems": [
            {"file": r.path.name, "line": p.line, "column": p.column, "reason": p.reason, "remedy": p.remedy}
            for r in reports
            for p in r.problems
        ][:_PROBLEMS],
        "limit_percent": limit,
    }
    if movement is not None:
        told |= {
            "customers": movement.customers,
            "moved": movement.moved,
            "gone": movement.gone,
            "new": movement.new,
            "postings": movement.postings,
            "postings_ended": movement.ended,
            "postings_begun": movement.begun,
            "percent": round(movement.percent, 2),
            "examples": [{"from": a, "to": b, "customers": n} for a, b, n in movement.examples],
        }
    return told
