"""The registry of both sides by their codes; the community side can be sent, and nothing else is touched."""

from datetime import date
from typing import Any

import pytest

from twingrid.people.models import Contact, Pairing, Posting, Shift, User
from twingrid.territory.models import Area


def worker(cast: Any, who: str = "qiao", **changes: Any) -> dict[str, Any]:
    """A present community worker as the government's platform would send them."""
    person = cast.people[who]
    posting = Posting.objects.get(user=person)
    return {
        "worker_no": person.employee_no,
        "name": person.name,
        "unit": posting.unit.name,
        "grid_codes": [posting.area.code],
        "valid_from": str(posting.valid_from),
    } | changes


def grid(cast: Any, key: str = "leshan", **changes: Any) -> dict[str, Any]:
    area = Area.objects.select_related("division").get(pk=cast.grids[key].pk)
    given = {"code": area.code, "name": area.name, "division_code": area.division.code}
    return given | {"valid_from": str(area.valid_from)} | changes


def sent(**given: Any) -> dict[str, Any]:
    return {"format": "twingrid.registry/1", **given}


@pytest.fixture
def platform(system: Any) -> Any:
    return system("registry-change")


def test_it_gives_both_sides_with_the_governments_codes(system: Any, cast: Any) -> None:
    found = system("registry").ask("GET", "registry").json()
    assert {g["code"] for g in found["community_grids"]} == {g.code for g in cast.grids.values()}
    assert {a["code"] for a in found["power_service_areas"]} == {"12", "13", "05"}
    qiao = next(w for w in found["community_workers"] if w["worker_no"] == cast.people["qiao"].employee_no)
    assert (qiao["name"], qiao["area_codes"]) == (cast.people["qiao"].name, [cast.grids["leshan"].code])
    mapping = {"community_grid": cast.grids["leshan"].code, "power_service_area": "12"}
    assert any(m.items() >= mapping.items() and m["customers"] > 0 for m in found["mappings"])


def test_an_unchanged_registry_is_304_and_a_changed_one_is_not(system: Any, platform: Any, cast: Any) -> None:
    reader = system("registry")
    tag = reader.ask("GET", "registry").headers["ETag"]
    assert reader.ask("GET", "registry", if_none_match=tag).status_code == 304
    assert platform.ask("PUT", "registry", sent(community_workers=[worker(cast, title="网格长")])).status_code == 200
    assert reader.ask("GET", "registry", if_none_match=tag).status_code == 200


def test_what_is_sent_twice_changes_nothing_the_second_time(platform: Any, cast: Any) -> None:
    body = sent(community_grids=[grid(cast)], community_workers=[worker(cast)])
    platform.ask("PUT", "registry", body)
    answer = platform.ask("PUT", "registry", body)
    assert answer.status_code == 200, answer.content
    for change in answer.json().values():
        assert (change["new"], change["changed"], change["ended"]) == (0, 0, 0), answer.json()


def test_a_worker_who_changes_keeps_deputy_pairs_hours_and_own_number(platform: Any, cast: Any) -> None:
    qiao = cast.people["qiao"]
    Posting.objects.filter(user=qiao).update(deputy=cast.people["ma"])
    before = [sorted(m.objects.values_list("pk", flat=True)) for m in (Pairing, Shift)]
    answer = platform.ask("PUT", "registry", sent(community_workers=[worker(cast, duty_number="0531-000 01777")]))
    assert answer.status_code == 200, answer.content
    assert [sorted(m.objects.values_list("pk", flat=True)) for m in (Pairing, Shift)] == before
    assert Posting.objects.on(date(2023, 2, 22)).get(user=qiao).deputy == cast.people["ma"]
    numbers = Contact.objects.on(date(2023, 2, 22)).filter(user=qiao, kind="duty")
    assert [n.number for n in numbers] == ["0531-000 01777"]


def test_a_new_worker_holds_a_grid_and_cannot_sign_in_yet(platform: Any, cast: Any) -> None:
    new = worker(cast, worker_no="ZF0001", name="新来的", grid_codes=[cast.grids["shunya2"].code])
    assert platform.ask("PUT", "registry?confirm=true", sent(community_workers=[new])).status_code == 200
    person = User.objects.get(employee_no="ZF0001")
    assert not person.has_usable_password()
    assert Posting.objects.get(user=person).area == cast.grids["shunya2"]


def test_more_than_five_percent_is_taken_over_only_when_a_person_has_looked_at_it(platform: Any, cast: Any) -> None:
    body = sent(community_workers=[worker(cast, worker_no="ZF0002", grid_codes=[cast.grids["shunya2"].code])])
    told = platform.ask("PUT", "registry", body)
    assert told.status_code == 409
    assert "more than 5.0 %" in told.json()["detail"]
    assert "confirm=true" in told.json()["detail"]
    assert not User.objects.filter(employee_no="ZF0002").exists()
    assert platform.ask("PUT", "registry?confirm=true", body).status_code == 200
    again = platform.ask("PUT", "registry", body)
    assert again.status_code == 200, "what is there already moves nothing, so that sending again needs no word"


def test_a_new_grid_needs_a_border_and_is_kept_with_its_code(platform: Any, cast: Any) -> None:
    new = grid(cast, code="370103003001009", name="新网格", valid_from="2023-02-01")
    told = platform.ask("PUT", "registry", sent(community_grids=[new]))
    assert (told.status_code, told.json()["field"]) == (422, "community_grids.0.geometry")
    square = [[[117.0, 36.64], [117.01, 36.64], [117.01, 36.65], [117.0, 36.65], [117.0, 36.64]]]
    new["geometry"] = {"type": "Polygon", "coordinates": square}
    assert platform.ask("PUT", "registry", sent(community_grids=[new])).json()["areas"]["new"] == 1
    assert Area.objects.get(code="370103003001009").source == "grid platform"


@pytest.mark.parametrize(
    ("status", "field", "change"),
    [
        (422, "community_workers.0.grid_codes", {"grid_codes": ["nowhere"]}),
        (422, "community_workers.0.valid_to", {"valid_to": "2000-01-01"}),
        (422, "community_workers.0.duty_number", {"duty_number": "call me"}),
        (422, "community_workers.0.password", {"password": "x"}),
        (409, "", {"worker_no": "han"}),
    ],
)
def test_what_cannot_be_taken_over_is_told_and_nothing_is(
    platform: Any, cast: Any, status: int, field: str, change: dict[str, Any]
) -> None:
    if change.get("worker_no") == "han":
        change = {"worker_no": cast.han.employee_no}
    answer = platform.ask("PUT", "registry", sent(community_workers=[worker(cast, title="改了") | change]))
    assert (answer.status_code, answer.json()["field"]) == (status, field)
    assert not Posting.objects.filter(title="改了").exists()


def test_the_power_side_is_not_theirs_to_send(platform: Any, cast: Any) -> None:
    answer = platform.ask("PUT", "registry", sent(power_workers=[]))
    assert (answer.status_code, answer.json()["field"]) == (422, "power_workers")


def test_a_stale_copy_is_not_sent_over_a_newer_one(platform: Any, cast: Any) -> None:
    tag = platform.ask("GET", "registry").headers["ETag"]
    body = sent(community_workers=[worker(cast, title="一")])
    assert platform.ask("PUT", "registry", body, if_match=tag).status_code == 200
    assert platform.ask("PUT", "registry", body, if_match=tag).status_code == 409


def test_who_may_read_may_not_send(system: Any, cast: Any) -> None:
    assert system("registry").ask("PUT", "registry", sent()).status_code == 403
    part = system("registry-change", area_codes=["power:12"])
    assert part.ask("PUT", "registry", sent()).status_code == 403
    assert part.ask("GET", "registry").status_code == 403
