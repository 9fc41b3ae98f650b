"""Photos are read by content and encoded anew."""

import io

import pytest
from PIL import Image

from twingrid.kit.refusals import BadInput, NotAllowed, NotFound
from twingrid.work import actions, queries
from twingrid.work.actions import photos
from twingrid.work.models import Photo


def picture(size=(40, 30), kind="JPEG", **options):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, format=kind, **options)
    return out.getvalue()


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    exif[0x0112] = 6  # turned by 90 degrees
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif)


def add(ticket, cast, at, *data, kind="found", by=None):
    return actions.add_photo(number=ticket.number, kind=kind, data=data, by=by or cast.han, at=at)


def read(photo) -> bytes:
    with photo.file.open("rb") as file:
        return file.read()


def test_position_and_camera_are_gone_and_the_picture_stands_upright(report, cast, at):
    (photo,) = add(report(), cast, at, with_place())
    content = read(photo)
    with Image.open(io.BytesIO(content)) as kept:
        assert (kept.format, dict(kept.getexif()), kept.size) == ("JPEG", {}, (30, 40))
    assert b"Maker" not in content


def test_it_lies_in_the_citys_own_folder_under_a_name_nobody_guesses(report, cast, at):
    (photo,) = add(report(), cast, at, picture(kind="PNG"))
    assert "/jinan/tickets/2023/02/" in photo.file.path
    assert len(photo.file.name.rsplit("/", 1)[1]) == 24


def test_a_large_picture_is_made_smaller(report, cast, at):
    (photo,) = add(report(), cast, at, picture((3000, 1000)))
    assert (photo.width, photo.height) == (2560, 853)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + b"\x00" * 40,
        picture()[:200],
        b"%PDF-1.4",
    ],
)
def test_what_is_no_picture_is_refused(report, cast, at, content):
    with pytest.raises(BadInput) as refusal:
        add(report(), cast, at, content)
    assert refusal.value.field == "photos"
    assert not Photo.objects.exists()


def test_too_many_points_are_refused_before_they_are_read(report, cast, at):
    with pytest.raises(BadInput):
        add(report(), cast, at, picture((8000, 5001), kind="PNG"))


def test_too_many_bytes_are_refused(report, cast, at):
    with pytest.raises(BadInput):
        add(report(), cast, at, b"\xff\xd8" + b"0" * photos.MAX_BYTES)


def test_at_most_four_at_once(report, cast, at):
    with pytest.raises(BadInput):
        add(report(), cast, at, *[picture()] * 5)


def test_a_report_with_a_photo(report):
    ticket = report(photos=[picture()])
    assert ticket.photos.get().kind == "report"


def test_another_areas_photo_does_not_exist(report, cast, at):
    (photo,) = add(report(), cast, at, picture())
    assert queries.photo_for(cast.han, photo.pk, at=at) == photo
    with pytest.raises(NotFound):
        queries.photo_for(cast.ding, photo.pk, at=at)


def test_the_resident_sees_what_was_done_and_not_what_was_found(report, cast, at):
    ticket = report()
    (found,) = add(ticket, cast, at, picture())
    (done,) = add(ticket, cast, at, picture(), kind="done")
    assert queries.photo_by_token(ticket.token, done.pk) == done
    with pytest.raises(NotFound):
        queries.photo_by_token(ticket.token, found.pk)


def test_a_manager_only_looks(report, cast, at):
    with pytest.raises(NotAllowed):
        add(report(), cast, at, picture(), by=cast.manager)
