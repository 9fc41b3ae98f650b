"""Exceptions on screen: who grants one, where it shows, and how it ends."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.cast import Cast
from twingrid.coverage import actions as coverage_actions
from twingrid.coverage import override_queries, plate_queries, whereabouts
from twingrid.coverage import queries as coverage_queries
from twingrid.coverage.models import Override
from twingrid.kit import clock, memo
from twingrid.kit.refusals import BadInput, NotAllowed, Refused
from twingrid.territory.models import Generation
from twingrid.work import actions as work_actions

pytestmark = pytest.mark.django_db


def grant(cast: Cast, at: datetime, **given: Any) -> Override:
    said = {
        "building_id": cast.home.pk,
        "unit": "",
        "room": "",
        "partition": "power",
        "area_id": cast.powers["05"].pk,
        "reason": "转供电",
        "since": at.date(),
        "until": None,
        "by": cast.admin,
    }
    made = coverage_actions.grant_override(**(said | given), at=at)
    memo.forget_all()
    return made


def area_of(cast: Cast, at: datetime, unit: str = "") -> str:
    found = coverage_queries.responsible_for_building(cast.home.pk, at=at, unit=unit)
    assert found is not None and found.power is not None
    return found.power.area_code


def test_it_holds_on_its_days_only(cast: Cast, at: datetime) -> None:
    grant(cast, at, since=at.date() + timedelta(days=2), until=at.date() + timedelta(days=4))
    days = [area_of(cast, at + timedelta(days=n)) for n in range(5)]
    assert days == ["12", "12", "05", "05", "12"]


def test_an_exception_of_one_unit_moves_that_unit_only(cast: Cast, at: datetime) -> None:
    def in_area() -> int:
        memo.forget_all()
        return sum(g.customers for g in whereabouts.whereabouts(at.date()).groups() if g.power == cast.powers["05"].pk)

    before = in_area()
    grant(cast, at, unit="1单元")
    assert (area_of(cast, at), area_of(cast, at, "1单元"), area_of(cast, at, "2单元")) == ("12", "05", "12")
    assert in_area() == before + sum(point.unit == "1单元" for point in cast.points["3"])


def test_the_plate_of_the_building_says_the_other_area(cast: Cast, at: datetime) -> None:
    before = plate_queries.plate_faces([cast.plate.pk], at=at)[cast.plate.pk]
    grant(cast, at)
    after = plate_queries.plate_faces([cast.plate.pk], at=at)[cast.plate.pk]
    assert before.power and after.power and (before.power.code, after.power.code) == ("12", "05")
    assert before.digest != after.digest


def test_another_process_sees_it_because_the_generation_grows(cast: Cast, at: datetime) -> None:
    grant(cast, at)
    first = Generation.objects.get(name="overrides").number
    coverage_actions.end_override(override_id=Override.objects.get().pk, by=cast.admin, at=at + timedelta(days=3))
    assert Generation.objects.get(name="overrides").number == first + 1


def test_granting_twice_makes_one(cast: Cast, at: datetime) -> None:
    assert grant(cast, at).pk == grant(cast, at).pk
    with pytest.raises(Refused):
        grant(cast, at, area_id=cast.powers["13"].pk)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("place", {"building_id": 0}),
        ("unit", {"unit": "9单元"}),
        ("area", {"area_id": 0}),
        ("reason", {"reason": " "}),
        ("since", {"since": date(2023, 1, 1)}),
        ("until", {"until": date(2023, 2, 22)}),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(cast: Cast, at: datetime, field: str, given: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refused:
        grant(cast, at, **given)
    assert refused.value.field == field and not Override.objects.exists()


@pytest.mark.parametrize("who", ["han", "sun", "zhou", "manager"])
def test_only_the_administrator_grants_and_ends(cast: Cast, at: datetime, who: str) -> None:
    with pytest.raises(NotAllowed):
        grant(cast, at, by=cast.people[who])
    made = grant(cast, at)
    with pytest.raises(NotAllowed):
        coverage_actions.end_override(override_id=made.pk, by=cast.people[who], at=at)


def test_it_is_granted_shown_and_ended_on_its_page(cast: Cast, at: datetime) -> None:
    client = cast.client("admin")
    said = {
        "place": f"{cast.words['estate1']}3号楼",
        "area": f"power:{cast.powers['05'].pk}",
        "reason": "转供电",
        "since": at.date().isoformat(),
    }
    with clock.fixed(at):
        wrong = client.post("/settings/exceptions/grant/", said | {"reason": ""})
        assert wrong.status_code == 422 and said["place"] in wrong.content.decode()
        assert client.post("/settings/exceptions/grant/", said).status_code == 302
        memo.forget_all()
        assert "转供电" in client.get("/settings/exceptions/").content.decode()
        assert "转供电" in client.get(f"/building/{cast.home.pk}/").content.decode()
        client.post(f"/settings/exceptions/{Override.objects.get().pk}/end/")
        assert "转供电" not in client.get("/settings/exceptions/").content.decode()


def test_a_home_alone_is_served_by_the_other_area_wherever_its_room_is_known(cast: Cast, at: datetime) -> None:
    grant(cast, at, unit="1单元", room="201")

    def area(unit: str, room: str) -> str:
        found = coverage_queries.responsible_for_building(cast.home.pk, at=at, unit=unit, room=room)
        assert found is not None and found.power is not None
        return found.power.area_code

    assert (area("1单元", "201"), area("1单元", "101"), area("2单元", "201"), area("", "")) == ("05", "12", "12", "12")
    said = {"channel": "direct_call", "kind": "no_power", "building_id": cast.home.pk, "unit": "1单元", "words": "停电"}
    rooms = {}
    for room in ("201", "101"):
        report = work_actions.Report(**said, room=room, intake_key=f"home-{room}", phone="0531-000 44001")
        rooms[room] = work_actions.report_ticket(report=report, by=cast.zhou, at=at).power_area_id
    assert rooms == {"201": cast.powers["05"].pk, "101": cast.powers["12"].pk}
    with clock.fixed(at):
        pick = f"building:{cast.home.pk}:1单元:201"
        assert "转供电" in cast.client("zhou").get("/desk/place/", {"pick": pick}).content.decode()


def test_the_public_map_names_buildings_and_units_and_never_a_home(cast: Cast, at: datetime) -> None:
    grant(cast, at, unit="1单元")
    grant(cast, at, unit="2单元", room="201", reason="合表户")
    with clock.fixed(at):
        told = cast.client().get("/map/areas.json").json()["exceptions"]
    assert [(one["place"], one["area"], one["reason"]) for one in told] == [
        (f"{cast.home.label} 1单元", cast.powers["05"].name, "转供电")
    ]
    near = override_queries.near(cast.home.lon, cast.home.lat + 0.0004, on=at.date())
    assert [one.reason for one in near] == ["转供电"]
    assert override_queries.near(cast.home.lon + 0.002, cast.home.lat, on=at.date()) == []
