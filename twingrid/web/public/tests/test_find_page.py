"""From words or a plate to the pair of people, without an account."""

from datetime import datetime

import pytest
from django.urls import reverse

from tests.cast import Cast
from twingrid.kit import clock
from twingrid.work import actions as work_actions

pytestmark = pytest.mark.django_db


def test_the_first_page_has_one_search_box(cast: Cast) -> None:
    page = cast.client().get("/").content.decode()
    assert page.count("data-search") == 1


def test_a_certain_place_leads_straight_to_its_pair(cast: Cast) -> None:
    page = cast.client().get("/find/", {"q": "乐山小区3号楼"}, follow=True).content.decode()
    assert cast.han.name in page
    assert cast.qiao.name in page


def test_a_wrong_character_with_the_right_sound_leads_there_too(cast: Cast) -> None:
    page = cast.client().get("/find/", {"q": "木和苑8号楼"}, follow=True).content.decode()
    assert cast.ma.name in page


def test_words_that_are_no_place_get_a_sentence_and_a_way_on(cast: Cast) -> None:
    answer = cast.client().get("/find/", {"q": "几点能来电"})
    assert "/report/?words=" in answer.content.decode()


def test_a_plates_address_leads_to_the_present_people(cast: Cast) -> None:
    assert cast.han.name in cast.client().get(f"/p/{cast.plate.code}/").content.decode()


def test_an_unknown_plate_is_a_404_with_a_sentence(cast: Cast) -> None:
    answer = cast.client().get("/p/none/")
    assert answer.status_code == 404
    assert "tg-error" in answer.content.decode()


def test_a_public_page_never_shows_a_customer(cast: Cast) -> None:
    pages = "".join(
        cast.client().get(url).content.decode()
        for url in (f"/building/{cast.home.pk}/", f"/compound/{cast.compounds['leshan'].pk}/", "/map/areas.json")
    )
    for customer in cast.customers:
        assert customer.account_no not in pages
        assert customer.name not in pages


def test_elder_mode_has_nothing_but_the_way_to_help(cast: Cast) -> None:
    client = cast.client()
    client.post("/ui/elder/", {"elder": "1", "next": "/"})
    page = client.get(f"/building/{cast.home.pk}/").content.decode()
    assert "data-elder" in page
    assert "tg-place" not in page


@pytest.mark.parametrize("query", ["lon=116.995&lat=36.645", "lon=x&lat=y", "lon=0&lat=0", ""])
def test_a_point_is_answered_or_refused_with_a_sentence(cast: Cast, query: str) -> None:
    answer = cast.client().get(f"/here/?{query}")
    assert answer.status_code == (200 if query.startswith("lon=116") else 422)


def test_the_map_is_not_sent_twice(cast: Cast) -> None:
    client = cast.client()
    first = client.get("/map/areas.json")
    assert client.get("/map/areas.json", headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("name", ["市中区", "杆石桥街道", "乐山小区社区", "建设路"])
def test_a_place_too_large_for_one_answer_asks_for_the_building(cast: Cast, name: str) -> None:
    answer = cast.client().get("/find/", {"q": name}, follow=True)
    assert answer.status_code == 200
    assert cast.client().get("/find/", {"q": name, "wide": 1}).status_code == 200


def test_every_part_of_a_place_line_leads_somewhere(cast: Cast) -> None:
    page = cast.client().get(f"/building/{cast.home.pk}/").content.decode()
    line = page.split('class="tg-place"')[1].split("</p>")[0]
    links = [part.split('"')[0].replace("&amp;", "&") for part in line.split('<a href="')[1:]]
    assert len(links) >= 4
    assert {cast.client().get(link, follow=True).status_code for link in links} == {200}


def test_what_is_open_is_counted_at_the_building_its_estate_and_where_one_stands(cast: Cast, at: datetime) -> None:
    said = work_actions.Report(
        channel="direct_call", kind="stairwell_light", building_id=cast.home.pk, words="楼道黑", intake_key="open-here"
    )
    work_actions.report_ticket(report=said, by=cast.zhou, at=at)
    with clock.fixed(at):
        for url, counted in (
            (f"/building/{cast.home.pk}/", True),
            (f"/building/{cast.buildings['muhe8'].pk}/", False),
            (f"/compound/{cast.compounds['leshan'].pk}/", True),
            (f"{reverse('public:here')}?lon={cast.home.lon}&lat={cast.home.lat}", True),
        ):
            page = cast.client().get(url).content.decode()
            assert ("此处有 1 件报修正在处理" in page) == counted, url
            assert "楼道黑" not in page
