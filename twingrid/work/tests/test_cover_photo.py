"""A face or a name plate in a photo is painted over: it is gone from the file, and the former file with it."""

import io
from datetime import datetime
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from tests.cast import Cast
from tests.house.scene import jpeg
from twingrid.kit import pictures
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound
from twingrid.work import actions
from twingrid.work.models import Photo


@pytest.mark.parametrize(("parts", "grey"), [({0}, {(5, 5)}), ({4, 8}, {(32, 24), (60, 45)})])
def test_only_the_chosen_parts_are_painted_over(parts: set[int], grey: set[tuple[int, int]]) -> None:
    image = Image.open(io.BytesIO(pictures.cover(jpeg(), frozenset(parts)).content))
    for point in ((5, 5), (32, 24), (60, 45), (60, 5)):
        red, green, blue = image.getpixel(point)
        assert (max(red, green, blue) - min(red, green, blue) < 12) is (point in grey)


@pytest.mark.django_db
def test_the_former_file_is_gone(
    report: Any, cast: Cast, at: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    ticket = report()
    (photo,) = actions.add_photo(number=ticket.number, kind="found", data=[jpeg()], by=cast.han, at=at)
    former, said = photo.file.name, {"number": ticket.number, "at": at}
    for who, which, parts, refusal in (
        (cast.ding, 1, [4], NotFound),
        (cast.people["manager"], 1, [4], NotAllowed),
        (cast.han, 2, [4], NotFound),
        (cast.han, 1, [], BadInput),
        (cast.han, 1, [9], BadInput),
    ):
        with pytest.raises(refusal):
            actions.cover_photo(photo=which, parts=parts, by=who, **said)
    with django_capture_on_commit_callbacks(execute=True):
        actions.cover_photo(photo=1, parts=[4], by=cast.han, **said)
    kept = Photo.objects.get()
    assert (kept.file.name != former, default_storage.exists(former)) == (True, False)
    assert default_storage.exists(kept.file.name)
