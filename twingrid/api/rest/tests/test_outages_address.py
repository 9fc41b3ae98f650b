"""Outages of another system by its own number: entered, changed, revised, restored; twice is once."""

from datetime import timedelta
from typing import Any

import pytest

from twingrid.kit import clock
from twingrid.outages.models import Estimate, Outage
from twingrid.outages.rules.shapes import OutageIn


@pytest.fixture
def told(cast: Any) -> dict[str, Any]:
    """A fault of the transformer as OMS tells it."""
    return {
        "number": "OMS-2023-0007",
        "kind": "fault",
        "state": "started",
        "starts_at": "2023-02-22T18:50:00+08:00",
        "estimate_at": "2023-02-22T21:00:00+08:00",
        "equipment": ["jn-T1"],
    }


def test_an_outage_is_entered_once(system: Any, told: dict[str, Any]) -> None:
    oms = system("outages", system="oms")
    answer = oms.ask("POST", "outages", told)
    assert answer.status_code == 201
    assert (answer.json()["state"], answer.json()["customers"]) == ("started", 32)
    assert oms.ask("POST", "outages", told).status_code == 200
    assert Outage.objects.count() == 1


def test_the_same_number_of_another_system_is_another_outage(system: Any, told: dict[str, Any]) -> None:
    assert system("outages", system="oms").ask("POST", "outages", told).status_code == 201
    assert system("outages", system="scada").ask("POST", "outages", told).status_code == 201


def test_what_differs_is_changed_and_the_estimate_is_kept(system: Any, told: dict[str, Any]) -> None:
    oms = system("outages", system="oms")
    oms.ask("POST", "outages", told)
    later = {**told, "equipment": ["jn-B-3"], "estimate_at": "2023-02-22T22:00:00+08:00"}
    assert oms.ask("POST", "outages", later).json()["customers"] == 4
    assert Estimate.objects.count() == 2


def test_it_is_revised_and_restored_in_a_part_and_whole(system: Any, told: dict[str, Any]) -> None:
    oms = system("outages", system="oms")
    oms.ask("POST", "outages", told)
    revised = oms.ask(
        "POST", "outages/OMS-2023-0007/estimate", {"estimate_at": "2023-02-22T23:00:00+08:00", "why": "parts"}
    )
    assert revised.json()["estimate_at"] == "2023-02-22T23:00:00+08:00"
    back = {"restored_at": "2023-02-22T18:58:00+08:00"}
    part = oms.ask("POST", "outages/OMS-2023-0007/restored", {**back, "equipment": ["jn-B-3"]})
    assert part.json()["state"] == "started"
    assert oms.ask("POST", "outages/OMS-2023-0007/restored", back).json()["state"] == "restored"
    assert oms.ask("POST", "outages/OMS-2023-0007/restored", back).json()["state"] == "restored"


def test_unknown_equipment_is_told_by_its_code(system: Any, told: dict[str, Any]) -> None:
    answer = system("outages", system="oms").ask("POST", "outages", {**told, "equipment": ["nothing"]})
    assert (answer.status_code, answer.json()["field"]) == (422, "equipment")
    assert "nothing" in answer.json()["detail"]


def test_another_systems_number_is_not_there(system: Any, told: dict[str, Any]) -> None:
    system("outages", system="oms").ask("POST", "outages", told)
    answer = system("outages", system="scada").ask("POST", "outages/OMS-2023-0007/cancelled", {"reason": "-"})
    assert answer.status_code == 404


def test_a_key_for_events_may_not(system: Any, told: dict[str, Any]) -> None:
    assert system("events").ask("POST", "outages", told).status_code == 403


def test_what_happened_since_is_told_and_can_be_sent_again(system: Any, told: dict[str, Any], at: Any) -> None:
    oms, call = system("outages", system="oms"), system("outages", system="95598")
    oms.ask("POST", "outages", told)
    with clock.fixed(at + timedelta(seconds=5)):
        assert call.ask("GET", "outages").json()["outages"] == []  # a smaller number may still come
    with clock.fixed(at + timedelta(minutes=1)):
        first = call.ask("GET", "outages").json()
        (one,) = first["outages"]
        assert (one["system"], one["number"], one["equipment"]) == ("oms", "OMS-2023-0007", ["jn-T1"])
        assert (one["state"], one["customers"], first["more"]) == ("started", 32, False)
        assert call.ask("GET", f"outages?since={first['next']}").json()["outages"] == []
        back = {"restored_at": "2023-02-22T18:58:00+08:00", "equipment": ["jn-B-3"]}
        oms.ask("POST", "outages/OMS-2023-0007/restored", back)
    with clock.fixed(at + timedelta(minutes=2)):
        (again,) = call.ask("GET", f"outages?since={first['next']}").json()["outages"]
        assert [step["buildings"] for step in again["steps"]] == [["jn-B-3"]]
        sent = {name: value for name, value in again.items() if name in OutageIn.model_fields}
        assert call.ask("POST", "outages", {**sent, "number": "X1"}).status_code == 201


def test_one_customers_conduct_is_told_to_the_system_it_came_from_only(
    system: Any, told: dict[str, Any], at: Any
) -> None:
    oms, call = system("outages", system="oms"), system("outages", system="95598")
    call.ask("POST", "outages", {**told, "information": "arrears", "equipment": ["jn-B-3"]})
    with clock.fixed(at + timedelta(minutes=1)):
        assert oms.ask("GET", "outages").json()["outages"] == []
        assert len(call.ask("GET", "outages").json()["outages"]) == 1


def test_a_place_that_cannot_be_read_is_told(system: Any) -> None:
    assert system("outages").ask("GET", "outages?since=yesterday").status_code == 422
    assert system("events").ask("GET", "outages").status_code == 403
