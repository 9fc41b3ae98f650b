"""A call at the desk: place by ear, the pair, the request."""

from typing import Any

import pytest

from tests.cast import Cast
from twingrid.work.models import Ticket

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def call(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "intake_key": "call-1",
        "building": cast.home.pk,
        "unit": "2单元",
        "kind": "stairwell_light",
        "scope": "unit",
        "words": "楼道灯不亮",
        "phone": "0531-000 44182",
        "channel": "direct_call",
        **more,
    }


def test_the_desk_opens_with_the_search_in_focus(cast: Cast) -> None:
    page = cast.client("zhou").get("/desk/").content.decode()
    assert "autofocus" in page


def test_candidates_come_with_their_reason(cast: Cast) -> None:
    page = cast.client("zhou").get("/desk/candidates/", {"q": "木和苑8号楼"}, headers=HTMX).content.decode()
    assert f'value="building:{cast.buildings["muhe8"].pk}::"' in page


def test_a_customers_number_leads_to_the_room_and_shows_no_name(cast: Cast) -> None:
    customer = cast.customers[0]
    point = customer.service_point
    page = cast.client("zhou").post("/desk/candidates/", {"q": customer.account_no}, headers=HTMX).content.decode()
    assert f'value="building:{point.building_id}:{point.unit}:{point.room}"' in page
    assert customer.name not in page
    assert customer.phone not in page


def test_a_transformer_leads_to_who_answers_there(cast: Cast) -> None:
    page = cast.client("zhou").get("/desk/candidates/", {"q": f"{cast.words['prefix']}-T1"}).content.decode()
    assert 'value="transformer:' in page


def test_a_chosen_place_shows_who_answers_and_where_it_goes(cast: Cast) -> None:
    page = cast.client("zhou").get("/desk/place/", {"pick": f"building:{cast.home.pk}:2单元:"}).content.decode()
    assert cast.han.name in page
    assert cast.qiao.name in page
    assert cast.sun.name in page


def test_what_is_open_there_shows_before_anything_is_saved(cast: Cast) -> None:
    client = cast.client("zhou")
    client.post("/desk/report/", call(cast), headers=HTMX)
    page = client.get("/desk/place/", {"pick": f"building:{cast.home.pk}::"}).content.decode()
    assert Ticket.objects.get().number in page


def test_a_call_goes_to_the_worker_of_the_place(cast: Cast) -> None:
    answer = cast.client("zhou").post("/desk/report/", call(cast), headers=HTMX)
    ticket = Ticket.objects.get()
    assert (ticket.channel, ticket.holder_id) == ("direct_call", cast.han.pk)
    assert ticket.number in answer.content.decode()


def test_a_call_without_a_place_keeps_what_was_typed(cast: Cast) -> None:
    answer = cast.client("zhou").post("/desk/report/", call(cast, building=""), headers=HTMX)
    assert answer.status_code == 422
    assert "楼道灯不亮" in answer.content.decode()


def test_sending_twice_makes_one_request(cast: Cast) -> None:
    client = cast.client("zhou")
    for _ in range(2):
        client.post("/desk/report/", call(cast), headers=HTMX)
    assert Ticket.objects.count() == 1


def test_the_same_matter_takes_a_further_number_and_is_found_by_it(cast: Cast) -> None:
    client = cast.client("zhou")
    client.post("/desk/report/", call(cast), headers=HTMX)
    ticket = Ticket.objects.get()
    page = client.get("/desk/place/", {"pick": f"building:{cast.home.pk}::"}).content.decode()
    assert f'name="same" value="{ticket.number}"' in page
    second = call(cast, intake_key="call-2", phone="0531-000 44183", same=ticket.number, kind="", scope="")
    assert client.post("/desk/report/", second, headers=HTMX).status_code == 200
    assert (Ticket.objects.count(), ticket.records.count()) == (1, 1)
    number = ticket.records.get().number
    found = client.get("/desk/candidates/", {"q": number}, headers=HTMX).content.decode()
    assert f"/work/t/{ticket.number}/" in found
    shown = client.get(f"/work/t/{ticket.number}/").content.decode()
    assert number in shown


def test_the_board_is_not_sent_twice(cast: Cast) -> None:
    client = cast.client("zhou")
    tag = client.get("/desk/board/")["ETag"]
    assert client.get("/desk/board/", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("who", ["han", "qiao", "manager"])
def test_others_are_sent_to_their_own_work(cast: Cast, who: str) -> None:
    assert cast.client(who).get("/desk/").status_code == 403
