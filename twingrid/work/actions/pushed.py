"""A delivery of files that another system pushes: kept in a room of its own until it is taken over or turned down."""

import hashlib
import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit.refusals import BadInput
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.work import delta_queries
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.rules import deliveries

MOST_BYTES = 300_000_000


def receive_delta(*, files: "Sequence[File[Any]]", by: User, at: datetime) -> delta_queries.Pushed:
    """Keep the files of a delivery; a job takes them over all or none, as if they had been fetched.

    Safe to repeat: the same contents are the same delivery. Raises `BadInput` for files that we do not know, and
    `NotAllowed`.
    """
    people_queries.require(by, May.DELTA_PUSH, at=at, areas=[None])
    _check(files)
    room = delta_queries.room()
    room.mkdir(parents=True, exist_ok=True, mode=0o700)
    coming = Path(mkdtemp(prefix="coming-", dir=room))
    try:
        digest = hashlib.sha256(
            deliveries.lines_of({str(f.name): _keep(f, coming) for f in files}).encode()
        ).hexdigest()
        last, here = delta_queries.latest(), (room / digest).exists()
        known = delta_queries.pushed(digest)
        if known is not None and (known.state in delta_queries.OPEN or (last and last.digest == digest and not here)):
            return known
        with transaction.atomic():
            if not here:
                coming.rename(room / digest)
            # Told again for files that lie there still: whoever died before the job was queued is made good.
            journal_actions.record("work.delta.received", by, by=by, at=at, facts={"files": len(files)})
        return delta_queries.Pushed(digest, "received", {}, fresh=not here)
    finally:
        shutil.rmtree(coming, ignore_errors=True)


def _check(files: "Sequence[File[Any]]") -> None:
    wrong = deliveries.misnamed(str(file.name) for file in files)
    if wrong or not files:
        names = ", ".join(f"{name}.csv" for name in deliveries.NAMES)
        raise BadInput(
            _("Files are called {names}, each once. This one is not: {wrong}.").format(
                names=names, wrong=", ".join(wrong)[:80] or "—"
            ),
            field="files",
        )
    if sum(file.size for file in files) > MOST_BYTES:
        raise BadInput(_("More than 300 MB come at once. Send the files in two deliveries."), field="files")


def _keep(file: "File[Any]", folder: Path) -> str:
    """Write a file, piece by piece; its digest."""
    digest = hashlib.sha256()
    with (folder / str(file.name)).open("wb") as out:
        for piece in file.chunks():
            digest.update(piece)
            out.write(piece)
    return digest.hexdigest()


def clear_room() -> None:
    """Delete pushed files that nobody waits for any more: taken over, turned down, replaced by later ones."""
    room = delta_queries.room()
    for folder in room.iterdir() if room.is_dir() else ():
        line = delta_queries.with_digest(folder.name)
        if line is not None and line.state not in delta_queries.OPEN:
            shutil.rmtree(folder, ignore_errors=True)
