"""Pictures that people send: read by content, encoded anew without position and camera data."""

import io
import warnings
from dataclasses import dataclass
from enum import StrEnum

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 40_000_000
LONGEST_SIDE = 2560
FORMATS = ("JPEG", "PNG", "WEBP")


class Why(StrEnum):
    """Why a file is not taken as a picture."""

    LARGE = "large"
    """More than 8 MB."""
    POINTS = "points"
    """More than 40 million points."""
    UNREADABLE = "unreadable"
    """No JPEG, PNG or WebP picture."""


class NotAPicture(Exception):
    """A file that is not taken; the caller says so in its own words."""

    def __init__(self, why: Why) -> None:
        super().__init__(str(why))
        self.why = why


@dataclass(frozen=True, slots=True)
class Picture:
    """A clean JPEG and its size in points."""

    content: bytes
    width: int
    height: int


def encode(content: bytes) -> Picture:
    """A JPEG made anew from the picture's points, upright, at most 2,560 on its longer side; else `NotAPicture`."""
    if len(content) > MAX_BYTES:
        raise NotAPicture(Why.LARGE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise NotAPicture(Why.POINTS)
                upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombWarning) as error:
        raise NotAPicture(Why.UNREADABLE) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    out = io.BytesIO()
    clean.save(out, format="JPEG", quality=85, optimize=True)
    return Picture(out.getvalue(), clean.width, clean.height)


ACROSS = 3
PARTS = ACROSS * ACROSS
COVER = (96, 96, 96)


def cover(content: bytes, parts: frozenset[int]) -> Picture:
    """A picture of ours with parts painted over: 0 to 8, row by row of a grid of three by three."""
    with Image.open(io.BytesIO(content), formats=FORMATS) as given:
        image = given.convert("RGB")
    wide, high = image.size
    for part in parts:
        row, column = divmod(part, ACROSS)
        box = (column * wide // ACROSS, row * high // ACROSS, (column + 1) * wide // ACROSS, (row + 1) * high // ACROSS)
        image.paste(COVER, box)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return Picture(out.getvalue(), wide, high)
