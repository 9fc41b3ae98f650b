"""Photos: read by content, encoded anew without position and camera data, kept in the city's own folder."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import pictures, tokens
from twingrid.kit.refusals import BadInput
from twingrid.people.models import User
from twingrid.work.actions.steps import choice, lock, present_limits
from twingrid.work.models import Photo, PhotoKind, Ticket
from twingrid.work.permissions import WorkPermission as May

MAX_BYTES = pictures.MAX_BYTES


@transaction.atomic
def add_photo(*, number: str, kind: str, data: Sequence[bytes], by: User, at: datetime) -> list[Photo]:
    """Add photos (file contents, at most four at once) to a request: `kind` is report, found or done.

    Raises `BadInput` for what is no JPEG, PNG or WebP picture, for more than 8 MB or 40 million pixels.
    """
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_REMARK)
    choice(kind, PhotoKind, field="kind")
    return keep_photos(held.ticket, data, kind=PhotoKind(kind), by=by, at=at)


def keep_photos(
    ticket: Ticket, data: Sequence[bytes], *, kind: PhotoKind, by: User | None, at: datetime
) -> list[Photo]:
    """Encode and keep the photos of one form; part of the caller's transaction."""
    limit = present_limits().photos_per_form
    if len(data) > limit:
        raise BadInput(_("Please send no more than {n} photos at once.").format(n=limit), field="photos")
    taken = [_encode(content) for content in data]
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
