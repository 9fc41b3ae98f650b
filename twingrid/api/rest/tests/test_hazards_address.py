"""Hazards by key: reported once, moved on, looked at again by somebody else than who removed them."""

from typing import Any

import pytest

from twingrid.work.models import Hazard


@pytest.fixture
def found(cast: Any) -> dict[str, Any]:
    """A hazard as another system reports it."""
    return {
        "kind": "hazard_box",
        "side": "customer",
        "words": "箱门坏了",
        "place": {"address": "乐山小区3号楼2单元301"},
    }


def moved(system: Any, number: str, key: str, **given: Any) -> Any:
    return system.ask("POST", f"hazards/{number}/moves", given, idempotency_key=key)


def test_a_hazard_is_written_down_once_and_seen_through(system: Any, found: Any, cast: Any) -> None:
    patrol, looker = system("hazards"), system("hazards")
    first = patrol.ask("POST", "hazards", found, idempotency_key="walk-00001")
    again = patrol.ask("POST", "hazards", found, idempotency_key="walk-00001")
    assert (first.status_code, again.status_code, first.json()) == (201, 200, again.json())
    number = first.json()["number"]
    assert Hazard.objects.get().holder == cast.han
    told = {"move": "notify", "how": "phone", "name": "王小明", "phone": "0531-000 09999"}
    assert moved(patrol, number, "walk-00002", **told).json()["state"] == "notified"
    assert moved(patrol, number, "walk-00003", move="grade", grade="serious", side="customer").status_code == 200
    assert moved(patrol, number, "walk-00004", move="remove", words="换了箱门").json()["state"] == "removed"
    assert moved(patrol, number, "walk-00005", move="inspect", passed=True).status_code == 409
    back = moved(looker, number, "look-00001", move="inspect", passed=False, words="还开着")
    assert back.json() == moved(looker, number, "look-00001", move="inspect", passed=False, words="还开着").json()
    assert (back.json()["state"], Hazard.objects.get().times_reopened) == ("found", 1)


def test_its_owner_is_masked_without_the_purpose(system: Any, found: Any) -> None:
    patrol = system("hazards")
    number = patrol.ask("POST", "hazards", found, idempotency_key="walk-00001").json()["number"]
    moved(patrol, number, "walk-00002", move="notify", how="phone", name="王小明", phone="0531-000 09999")
    masked = patrol.ask("GET", f"hazards/{number}")
    assert masked.json()["owner"] == {"name": "王**", "phone": "053*****9999", "masked": True}
    assert "301" not in masked.content.decode()
    assert "remove" in masked.json()["moves"]
    whole = system("hazards", "personal").ask("GET", f"hazards/{number}").json()
    assert (whole["owner"]["name"], whole["room"]) == ("王小明", "301")


def test_those_of_other_areas_are_not_there(system: Any, found: Any) -> None:
    here, elsewhere = system("hazards"), system("hazards", area_codes=["power:05"])
    number = here.ask("POST", "hazards", found, idempotency_key="walk-00001").json()["number"]
    assert elsewhere.ask("POST", "hazards", found, idempotency_key="walk-00001").status_code == 403
    assert elsewhere.ask("GET", f"hazards/{number}").status_code == 404
    assert moved(elsewhere, number, "walk-00002", move="remove", words="换了").status_code == 404
    assert elsewhere.ask("GET", "hazards").json()["hazards"] == []
    assert [row["number"] for row in here.ask("GET", "hazards?grade=plain").json()["hazards"]] == [number]
    assert here.ask("GET", "hazards?state=removed").json()["hazards"] == []
    assert system("requests").ask("GET", "hazards").status_code == 403
