"""Photos: read by content, encoded anew without position and camera data, kept in the city's own folder."""

import logging
from collections.abc import Collection, Sequence
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import pictures, tokens
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.people.models import User
from twingrid.work.actions.steps import choice, lock, present_limits
from twingrid.work.gateways import clamd
from twingrid.work.models import Photo, PhotoKind, Ticket
from twingrid.work.permissions import WorkPermission as May

MAX_BYTES = pictures.MAX_BYTES
_log = logging.getLogger(__name__)


@transaction.atomic
def add_photo(*, number: str, kind: str, data: Sequence[bytes], by: User, at: datetime) -> list[Photo]:
    """Add photos (file contents, at most four at once) to a request: `kind` is report, found or done.

    Raises `BadInput` for what is no JPEG, PNG or WebP picture, for more than 8 MB or 40 million pixels.
    """
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_REMARK)
    choice(kind, PhotoKind, field="kind")
    return keep_photos(held.ticket, data, kind=PhotoKind(kind), by=by, at=at)


@transaction.atomic
def cover_photo(*, number: str, photo: int, parts: Collection[int], by: User, at: datetime) -> Photo:
    """Paint over parts of a photo (0 to 8, row by row of a grid of three by three): a face, a name plate, a number.

    `photo` counts from 1, the oldest first. What is covered is gone from the file, and the former file with it. Safe to
    repeat. `NotFound` for a photo that is not there.
    """
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_REMARK)
    rows = Photo.objects.select_for_update().filter(ticket=held.ticket).order_by("at", "id")
    row = rows[photo - 1 : photo].first() if photo > 0 else None
    if row is None:
        raise NotFound(_("This photo is not there. Open the request again."))
    if not parts or not set(parts) <= set(range(pictures.PARTS)):
        raise BadInput(_("Choose which parts of the photo are to be covered."), field="parts")
    storage, former = row.file.storage, str(row.file.name)
    with row.file.open("rb") as file:
        covered = pictures.cover(file.read(), frozenset(parts))
    row.file = ContentFile(covered.content, name=f"{at:%Y/%m}/{tokens.token()}.jpg")
    row.save(update_fields=("file",))
    transaction.on_commit(lambda: storage.delete(former))
    facts = {"photo": row.pk, "parts": len(parts)}
    journal_actions.record("work.photo.covered", held.ticket, by=by, at=at, facts=facts)
    return row


def keep_photos(
    ticket: Ticket, data: Sequence[bytes], *, kind: PhotoKind, by: User | None, at: datetime
) -> list[Photo]:
    """Encode and keep the photos of one form; part of the caller's transaction."""
    limit = present_limits().photos_per_form
    if len(data) > limit:
        raise BadInput(_("Please send no more than {n} photos at once.").format(n=limit), field="photos")
    taken = [_encode(_checked(content)) for content in data]
    if not taken:
        return []
    event = journal_actions.record(
        "work.photo.added",
        ticket,
        by=by,
        at=at,
        facts={"count": len(taken), "kind": str(kind)},
        actor_kind="" if by else "resident",
    )
    return [
        Photo.objects.create(
            ticket=ticket,
            file=ContentFile(one.content, name=f"{at:%Y/%m}/{tokens.token()}.jpg"),
            kind=kind,
            width=one.width,
            height=one.height,
            by=by,
            at=at,
            event_id=event.pk,
        )
        for one in taken
    ]


def _checked(content: bytes) -> bytes:
    """A file that the house's virus scanner, if there is one, found nothing in; never one that it could not check."""
    if not settings.CLAMAV or len(content) > MAX_BYTES:  # what is too large is refused before it is read
        return content
    try:
        clean = clamd.is_clean(content, address=settings.CLAMAV)
    except clamd.Unchecked as trouble:
        _log.error("The virus scanner cannot be asked: %s", trouble)
        raise BadInput(
            _("The photo could not be checked just now, so it was not kept. Try again later, or go on without it."),
            field="photos",
        ) from trouble
    if not clean:
        _log.warning("The virus scanner refused a photo.")
        raise BadInput(
            _("The virus scanner found something in this file, so it was not kept. Please take a new photo."),
            field="photos",
        )
    return content


def _encode(content: bytes) -> pictures.Picture:
    try:
        return pictures.encode(content)
    except pictures.NotAPicture as error:
        raise BadInput(_sentence(error.why), field="photos") from error


def _sentence(why: pictures.Why) -> str:
    if why is pictures.Why.LARGE:
        return _("This photo is larger than 8 MB. Please send a smaller one.")
    if why is pictures.Why.POINTS:
        return _("This photo has too many points. Please send one of at most 40 million.")
    return _("This file is not a photo that can be read. Please send a JPEG, PNG or WebP picture.")
