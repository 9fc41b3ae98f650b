"""The page of one request, with the next move."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.cast import Cast
from twingrid.work import actions as work_actions
from twingrid.work.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    report = work_actions.Report(
        channel="direct_call",
        kind="stairwell_light",
        building_id=cast.home.pk,
        unit="2单元",
        words="灯不亮",
        phone="0531-000 44182",
    )
    return work_actions.report_ticket(report=report, by=cast.zhou, at=cast.at)


def photo() -> SimpleUploadedFile:
    import io

    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG")
    return SimpleUploadedFile("found.jpg", out.getvalue(), content_type="image/jpeg")


def take(cast: Cast, who: str, ticket: Ticket, name: str, **said: Any) -> Any:
    return cast.client(who).post(f"/work/t/{ticket.number}/{name}/", {f"{name}-{k}": v for k, v in said.items()})


def test_the_worker_takes_it_from_new_to_resolved(cast: Cast, ticket: Ticket) -> None:
    for name in ("accept", "depart", "arrive"):
        assert take(cast, "han", ticket, name).status_code == 302
    said = {"finding": "switch", "outcome": "customer_side_courtesy", "words": "换了开关", "photos": photo()}
    assert take(cast, "han", ticket, "resolve", **said).status_code == 302
    ticket.refresh_from_db()
    assert (ticket.state, ticket.side, ticket.photos.count()) == ("resolved", "customer", 1)


def test_the_next_move_is_the_main_button(cast: Cast, ticket: Ticket) -> None:
    page = cast.client("han").get(f"/work/t/{ticket.number}/").content.decode()
    assert page.index(f"/work/t/{ticket.number}/accept/") < page.index(f"/work/t/{ticket.number}/return/")


def test_the_counterpart_sees_it_without_the_moves(cast: Cast, ticket: Ticket) -> None:
    page = cast.client("qiao").get(f"/work/t/{ticket.number}/").content.decode()
    assert "灯不亮" in page
    assert "/accept/" not in page


def test_another_area_gets_a_404(cast: Cast, ticket: Ticket) -> None:
    assert cast.client("ma").get(f"/work/t/{ticket.number}/").status_code == 404


def test_a_finish_without_a_finding_keeps_what_was_typed(cast: Cast, ticket: Ticket) -> None:
    for name in ("accept", "arrive"):
        take(cast, "han", ticket, name)
    answer = take(cast, "han", ticket, "resolve", words="换了开关")
    assert answer.status_code == 422
    assert "换了开关" in answer.content.decode()


def test_a_move_that_is_not_open_gets_a_sentence(cast: Cast, ticket: Ticket) -> None:
    assert take(cast, "han", ticket, "depart").status_code == 409


def test_the_leader_gives_it_to_somebody_else(cast: Cast, ticket: Ticket) -> None:
    assert take(cast, "sun", ticket, "reassign", to=cast.ding.pk).status_code == 302
    ticket.refresh_from_db()
    assert ticket.holder_id == cast.ding.pk


def test_a_photo_is_seen_only_by_those_who_see_the_request(cast: Cast, ticket: Ticket) -> None:
    take(cast, "han", ticket, "photo", photos=photo())
    url = f"/work/t/{ticket.number}/photo/{ticket.photos.get().pk}/"
    answers = [cast.client(who).get(url) for who in ("han", "sun", "ma")]
    for answer in answers:
        answer.close()
    assert [answer.status_code for answer in answers] == [200, 200, 404]


def test_the_list_and_the_map_show_it(cast: Cast, ticket: Ticket) -> None:
    client = cast.client("han")
    assert ticket.number in client.get("/work/").content.decode()
    assert client.get("/work/requests.json").json()["features"][0]["properties"]["key"] == ticket.number
    assert client.get("/work/me/").status_code == 200
    assert client.get("/work/map/").status_code == 200


def test_the_callers_number_is_masked_for_those_who_need_not_call(cast: Cast, ticket: Ticket) -> None:
    assert "053100044182" in cast.client("han").get(f"/work/t/{ticket.number}/").content.decode()
    assert "053100044182" not in cast.client("manager").get(f"/work/t/{ticket.number}/").content.decode()
