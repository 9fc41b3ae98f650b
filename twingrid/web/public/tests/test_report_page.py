"""A report without an account."""

from datetime import datetime
from typing import Any

import pytest

from tests.cast import Cast
from twingrid.people.actions import keys
from twingrid.work import actions as work_actions
from twingrid.work.models import Ticket
from twingrid.work.rules.shapes import EventIn

pytestmark = pytest.mark.django_db


def said(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "intake_key": "k-1",
        "building": cast.home.pk,
        "kind": "stairwell_light",
        "scope": "unit",
        "words": "三单元的灯不亮了",
        "phone": "0531-000 44182",
        **more,
    }


def test_a_report_leads_to_its_private_page(cast: Cast) -> None:
    answer = cast.client().post("/report/", said(cast), follow=True)
    ticket = Ticket.objects.get()
    assert answer.redirect_chain == [(f"/r/{ticket.token}/", 302)]
    assert ticket.number in answer.content.decode()


def test_sending_twice_makes_one_report(cast: Cast) -> None:
    client = cast.client()
    assert {client.post("/report/", said(cast)).url for _ in range(2)} == {f"/r/{Ticket.objects.get().token}/"}


def test_a_report_from_a_plate_says_so(cast: Cast) -> None:
    cast.client().post("/report/", said(cast, plate=cast.plate.code))
    assert Ticket.objects.get().channel == "plate"


def test_a_place_in_words_is_found(cast: Cast) -> None:
    cast.client().post("/report/", said(cast, building="", place_words="木和苑8号楼"))
    assert Ticket.objects.get().building_id == cast.buildings["muhe8"].pk


@pytest.mark.parametrize(
    ("field", "value"), [("phone", ""), ("phone", "abc"), ("kind", ""), ("kind", "nonsense"), ("building", "")]
)
def test_bad_input_gets_a_sentence_and_loses_nothing(cast: Cast, field: str, value: str) -> None:
    answer = cast.client().post("/report/", said(cast) | {field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "三单元的灯不亮了" in page
    assert not Ticket.objects.exists()


def test_words_that_fit_no_place_still_reach_somebody(cast: Cast) -> None:
    client = cast.client()
    client.post("/report/", said(cast, building="", place_words="桥头那个铺子后面", words_only="1"))
    assert Ticket.objects.get().place_words == "桥头那个铺子后面"


def test_a_photo_that_is_no_photo_is_refused_with_a_sentence(cast: Cast) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    bad = SimpleUploadedFile("a.jpg", b"<script>", content_type="image/jpeg")
    answer = cast.client().post("/report/", said(cast, photo=bad))
    assert answer.status_code == 422
    assert not Ticket.objects.exists()


def test_the_private_page_opens_only_with_its_token(cast: Cast) -> None:
    assert cast.client().get("/r/guessed/").status_code == 404


def test_the_number_and_the_last_digits_lead_back(cast: Cast) -> None:
    client = cast.client()
    client.post("/report/", said(cast))
    ticket = Ticket.objects.get()
    assert client.post("/mine/", {"number": ticket.number, "phone_end": "4182"}).url == f"/r/{ticket.token}/"
    assert client.post("/mine/", {"number": ticket.number, "phone_end": "0000"}).status_code == 422


def test_floods_are_stopped_with_a_sentence(cast: Cast) -> None:
    client = cast.client()
    codes = [client.post("/report/", said(cast, intake_key=f"k-{n}")).status_code for n in range(7)]
    assert codes[:5] == [302] * 5
    assert codes[5:] == [429] * 2


def test_a_guessed_key_of_another_systems_event_leads_nobody_to_its_private_page(cast: Cast, at: datetime) -> None:
    line = keys.make_key(name="热线", purposes=["events"], by=None, at=at, system="12345")[0].user
    place = {"address": "乐山小区3号楼"}
    order = EventIn.model_validate({"number": "230222101108115409", "words": "没电", "place": place})
    taken = work_actions.receive_event(event=order, system="12345", by=line, at=at)
    theirs = Ticket.objects.get(number=taken.answer.ticket)
    answer = cast.client().post("/report/", said(cast, intake_key="12345:230222101108115409"))
    assert answer.status_code == 409
    assert theirs.token not in answer.content.decode() and theirs.number not in answer.content.decode()
    assert Ticket.objects.count() == 1
