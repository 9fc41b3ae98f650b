"""Outages of another system by its own number: entered, changed, revised, restored; twice is once."""

from typing import Any

import pytest

from twingrid.outages.models import Estimate, Outage


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
