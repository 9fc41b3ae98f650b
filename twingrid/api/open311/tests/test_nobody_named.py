"""Nothing of what a resident said, and nobody's home, comes out of any address of this door."""

from typing import Any

import pytest

from twingrid.api.open311.tests.conftest import App, plain
from twingrid.territory.models import Building
from twingrid.work.models import Ticket
from twingrid.work.rules.open311 import Spot, public_place

CANARIES = {
    "name": "蓝鲸子",
    "phone": "0531-000 07777",
    "words": "金丝雀住在那里",
    "room": "4207",
    "unit": "9单元",
    "place_words": "白石巷金丝雀家",
}


def everything(app: App, number: str) -> str:
    paths = ["discovery", "v2/services", "v2/services/no_power", "v2/requests", f"v2/requests/{number}"]
    answers = [app.get(f"{path}.{form}") for path in paths for form in ("json", "xml")]
    assert {answer.status_code for answer in answers} == {200}
    return "".join(answer.content.decode() for answer in answers)


@pytest.mark.parametrize("scope", ["home", "unit", "building", "around", "unknown"])
def test_no_answer_holds_what_a_resident_said(report: Any, walk: Any, cast: Any, scope: str) -> None:
    Building.objects.filter(pk=cast.home.pk).update(households=30)
    ticket = walk(report(scope=scope, **CANARIES), "accept")
    text = everything(App(), ticket.number)
    planted = [*CANARIES.values(), "053100007777", ticket.token, ticket.intake_key]
    people = [person.name for person in cast.people.values()]
    assert [word for word in planted + people if word in text] == []


def test_neither_does_the_answer_to_whoever_sends(app: Any, said: Any, cast: Any) -> None:
    one = app()
    for status in (201, 200):
        answer = one.post(**said, email="canary@example.cn", account_id="canary-account")
        assert answer.status_code == status
        text = answer.content.decode()
        ticket = Ticket.objects.get()
        planted = ["canary", "柳", "小禾", "09999", ticket.token, one.key]
        assert [word for word in planted if word in text] == []


def test_a_home_is_told_as_its_estate(report: Any, cast: Any) -> None:
    Building.objects.filter(pk=cast.home.pk).update(households=30)
    home, shared = report(scope="home"), report(scope="building")
    estate = cast.compounds["leshan"]
    (told,) = plain(App().get(f"v2/requests/{home.number}.json"))
    assert (told["lat"], told["long"], told["address_id"]) == (estate.lat, estate.lon, None)
    assert told["address"].startswith(estate.name)
    assert cast.home.name not in told["address"]
    (told,) = plain(App().get(f"v2/requests/{shared.number}.json"))
    assert (told["lat"], told["long"]) == (cast.home.lat, cast.home.lon)
    assert told["address_id"] == str(cast.home.pk)
    Building.objects.filter(pk=cast.home.pk).update(households=9)
    (told,) = plain(App().get(f"v2/requests/{shared.number}.json"))
    assert (told["lat"], told["address_id"]) == (estate.lat, None)


def test_a_point_is_told_roughly(report: Any, cast: Any) -> None:
    place = {"building_id": None, "unit": "", "lon": 116.991234, "lat": 36.651234}
    home, around = report(scope="home", **place), report(scope="around", **place)
    (told,) = plain(App().get(f"v2/requests/{home.number}.json"))
    assert (told["lat"], told["long"]) == (36.65, 116.99)
    (told,) = plain(App().get(f"v2/requests/{around.number}.json"))
    assert (told["lat"], told["long"]) == (36.651, 116.991)


def test_a_house_on_its_own_is_told_as_a_square_kilometre() -> None:
    spot = Spot(scope="building", building_id=1, label="建设路78号", homes=1, building_at=(116.98765, 36.64321))
    place = public_place(spot)
    assert (place.address, place.building_id, place.lon, place.lat) == ("", None, 116.99, 36.64)


def test_words_alone_have_no_point(report: Any) -> None:
    ticket = report(building_id=None, unit="", place_words="白石巷金丝雀家")
    (told,) = plain(App().get(f"v2/requests/{ticket.number}.json"))
    assert (told["lat"], told["long"]) == (None, None)
