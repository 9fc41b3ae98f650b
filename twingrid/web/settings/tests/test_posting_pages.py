"""Postings on screen."""

import pytest

from tests.cast import Cast
from twingrid.kit import stale
from twingrid.people import posting_queries
from twingrid.people.models import Posting

pytestmark = pytest.mark.django_db


def _han(cast: Cast) -> Posting:
    return Posting.objects.get(user=cast.han, area=cast.powers["12"])


def test_an_area_is_searched_and_somebody_posted_to_it(cast: Cast) -> None:
    client, page = cast.client("admin"), f"/settings/people/{cast.ding.pk}/postings/new/"
    scope = f"area:{cast.powers['12'].pk}"
    assert scope in client.get(page, {"q": cast.powers["12"].name}).content.decode()
    said = {
        "q": cast.powers["12"].name,
        "role": "power_worker",
        "side": "power",
        "scope": scope,
        "since": "2023-03-01",
        "unit": cast.centre.pk,
        "leader": cast.sun.employee_no,
    }
    assert client.post(page, said | {"leader": "没有的人"}).status_code == 422
    assert client.post(page, said).status_code == 302
    made = Posting.objects.get(user=cast.ding, area=cast.powers["12"])
    assert made.leader == cast.sun


def test_the_last_holder_goes_only_all_the_same(cast: Cast) -> None:
    posting, client = _han(cast), cast.client("admin")
    assert cast.powers["12"].name in client.get(f"/settings/postings/{posting.pk}/").content.decode()
    seen = stale.stamp(*posting_queries.posting_values(posting))
    said = {"end-on": "2023-03-01", "seen": seen}
    answer = client.post(f"/settings/postings/{posting.pk}/end/", said)
    assert answer.status_code == 422
    assert 'name="end-all_the_same"' in answer.content.decode()
    assert client.post(f"/settings/postings/{posting.pk}/end/", said | {"end-all_the_same": "on"}).status_code == 302


def test_a_deputy_changes_and_the_second_writer_is_told(cast: Cast) -> None:
    posting, client = _han(cast), cast.client("admin")
    seen = stale.stamp(*posting_queries.posting_values(posting))
    said = {"unit": cast.centre.pk, "deputy": cast.ding.name, "seen": seen}
    assert client.post(f"/settings/postings/{posting.pk}/", said).status_code == 302
    assert _han(cast).deputy == cast.ding
    assert client.post(f"/settings/postings/{posting.pk}/", said | {"deputy": cast.zhao.name}).status_code == 409


def test_a_name_is_corrected(cast: Cast) -> None:
    seen = stale.stamp(*posting_queries.person_values(cast.han))
    said = {"name": "韩立新", "employee_no": cast.han.employee_no, "seen": seen}
    page = f"/settings/people/{cast.han.pk}/particulars/"
    assert cast.client("admin").post(page, said).status_code == 302
    assert "韩立新" in cast.client("admin").get(f"/settings/people/{cast.han.pk}/").content.decode()
