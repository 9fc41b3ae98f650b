"""Photos: read by content, encoded anew without position and camera data, kept in the city's own folder."""

import io
import warnings
from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from twingrid.journal import actions as journal_actions
from twingrid.kit import tokens
from twingrid.kit.refusals import BadInput
from twingrid.people.models import User
from twingrid.work.actions.steps import choice, lock, present_limits
from twingrid.work.models import Photo, PhotoKind, Ticket
from twingrid.work.permissions import WorkPermission as May

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 40_000_000
LONGEST_SIDE = 2560
FORMATS = ("JPEG", "PNG", "WEBP")


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
    pictures = [_encode(content) for content in data]
    if not pictures:
        return []
    event = journal_actions.record(
        "work.photo.added",
        ticket,
        by=by,
        at=at,
        facts={"count": len(pictures), "kind": str(kind)},
        actor_kind="" if by else "resident",
    )
    return [
        Photo.objects.create(
            ticket=ticket,
            file=ContentFile(content, name=f"{at:%Y/%m}/{tokens.token()}.jpg"),
            kind=kind,
            width=width,
            height=height,
            by=by,
            at=at,
            event_id=event.pk,
        )
        for content, width, height in pictures
    ]


def _encode(content: bytes) -> tuple[bytes, int, int]:
    """A JPEG made anew from the picture's points, upright, at most 2,560 on its longer side."""
    if len(content) > MAX_BYTES:
        raise BadInput(_("This photo is larger than 8 MB. Please send a smaller one."), field="photos")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise BadInput(
                        _("This photo has too many points. Please send one of at most 40 million."), field="photos"
                    )
                upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombWarning) as error:
        raise BadInput(
            _("This file is not a photo that can be read. Please send a JPEG, PNG or WebP picture."), field="photos"
        ) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    out = io.BytesIO()
    clean.save(out, format="JPEG", quality=85, optimize=True)
    return out.getvalue(), clean.width, clean.height
