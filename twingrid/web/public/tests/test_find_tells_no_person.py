"""What the public search says of people: nothing, however it is asked."""

import re

import pytest

from tests.cast import Cast
from twingrid.journal.models import Event
from twingrid.web.public import limits

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": "[^"]+"|nonce="[^"]+"')


def page_of(cast: Cast, text: str) -> tuple[str, str]:
    """Where a search ends and what is shown there, without the words that were typed."""
    answer = cast.client().get("/find/", {"q": text}, follow=True)
    return answer.request["PATH_INFO"], TOKEN.sub("", answer.content.decode()).replace(text, "")


def test_a_room_that_exists_and_one_that_does_not_get_the_same_answer(cast: Cast) -> None:
    room = cast.points["3"][0].room
    there = page_of(cast, f"乐山小区3号楼1单元{room}")
    nowhere = page_of(cast, "乐山小区3号楼1单元998")
    assert room != "998"
    assert there == nowhere
    assert there[0] == f"/building/{cast.home.pk}/"


def test_numbers_of_customers_give_no_hint(cast: Cast) -> None:
    customer = cast.customers[0]
    for known, invented in (
        (customer.account_no, "9999999999"),
        (customer.service_point.meter_no, "jn99999999"),
        (customer.phone, "19999999999"),
    ):
        assert page_of(cast, known) == page_of(cast, invented)
    assert not Event.objects.filter(name="supply.customer.found").exists()


def test_a_known_place_beside_a_number_is_still_found(cast: Cast) -> None:
    assert page_of(cast, f"乐山小区3号楼 {cast.customers[0].phone}")[0] == f"/building/{cast.home.pk}/"


def test_a_landmark_leads_to_its_pair(cast: Cast) -> None:
    where, page = page_of(cast, cast.landmark.name)
    assert where == f"/landmark/{cast.landmark.pk}/"
    assert cast.han.name in page
    assert cast.qiao.name in page


def test_a_flood_of_searches_is_stopped_with_a_sentence(cast: Cast) -> None:
    client = cast.client()
    for _ in range(limits.SEARCHES):
        assert client.get("/find/", {"q": "qqqq", "wide": "1"}).status_code == 200
    answer = client.get("/find/", {"q": "乐山小区3号楼"})
    assert answer.status_code == 429
    assert "tg-error" in answer.content.decode()
