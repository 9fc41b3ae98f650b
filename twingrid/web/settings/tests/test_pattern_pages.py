"""Regular hours on screen: seen, set, changed from a day on, ended; only by who plans these people."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from tests.cast import Cast
from twingrid.journal.models import Event
from twingrid.kit import clock
from twingrid.people.models import Shift, ShiftPattern
from twingrid.territory.models import Generation

pytestmark = pytest.mark.django_db
NIGHT = {"kind": "night", "weekdays": ["5", "6"], "starts": "22:00", "ends": "08:00"}
FRIDAY = date(2023, 2, 24)


def address(cast: Cast) -> str:
    return f"/settings/people/{cast.ding.pk}/hours/"


def set_nights(cast: Cast, **more: Any) -> Any:
    return cast.client("sun").post(address(cast), NIGHT | {"since": FRIDAY.isoformat()} | more)


def nights(cast: Cast) -> list[date]:
    rows = Shift.objects.filter(user=cast.ding, source="pattern").order_by("starts_at")
    return [clock.today(row.starts_at) for row in rows]


def test_a_leader_sets_nights_and_they_are_rolled_out_at_once(cast: Cast, at: datetime) -> None:
    before = Generation.objects.get(name="people").number
    assert set_nights(cast).status_code == 302
    assert nights(cast)[:3] == [FRIDAY, FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=7)]
    assert Generation.objects.get(name="people").number > before
    assert Event.objects.filter(name="people.pattern.set").count() == 1
    page = cast.client("sun").get(address(cast)).content.decode()
    assert "22:00–08:00" in page
    listing = cast.client("sun").get("/settings/patterns/").content.decode()
    assert (address(cast) in listing, "22:00–08:00" in listing) == (True, True)


def test_setting_twice_sets_once(cast: Cast) -> None:
    assert [set_nights(cast).status_code for _ in range(2)] == [302, 302]
    assert ShiftPattern.objects.filter(user=cast.ding).count() == 1


def test_hours_change_from_a_day_on(cast: Cast) -> None:
    set_nights(cast)
    pattern = ShiftPattern.objects.get(user=cast.ding)
    changed = FRIDAY + timedelta(days=7)
    answer = set_nights(cast, instead=pattern.pk, ends="06:00", since=changed.isoformat())
    assert answer.status_code == 302
    pattern.refresh_from_db()
    assert pattern.valid_to == changed
    lasting = {row.ends_at - row.starts_at for row in Shift.objects.filter(user=cast.ding, source="pattern")}
    assert lasting == {timedelta(hours=10), timedelta(hours=8)}
    assert len(nights(cast)) == len(set(nights(cast)))


def test_hours_end_on_a_day(cast: Cast) -> None:
    set_nights(cast)
    pattern = ShiftPattern.objects.get(user=cast.ding)
    said = {f"{pattern.pk}-on": (FRIDAY + timedelta(days=1)).isoformat()}
    for _ in range(2):
        assert cast.client("sun").post(f"/settings/patterns/{pattern.pk}/end/", said).status_code == 302
    assert nights(cast) == [FRIDAY]
    assert Event.objects.filter(name="people.pattern.ended").count() == 1


def test_two_hours_at_once_are_refused_and_nothing_typed_is_lost(cast: Cast) -> None:
    set_nights(cast)
    answer = set_nights(cast, starts="23:15", ends="07:00", since=(FRIDAY + timedelta(days=3)).isoformat())
    assert answer.status_code == 422
    assert 'value="23:15"' in answer.content.decode()
    assert ShiftPattern.objects.filter(user=cast.ding).count() == 1


@pytest.mark.parametrize("wrong", [{"since": "2023-02-21"}, {"weekdays": []}, {"until": "2023-02-24"}, {"kind": "x"}])
def test_what_cannot_be_is_told_at_its_field(cast: Cast, wrong: dict[str, Any]) -> None:
    answer = set_nights(cast, **wrong)
    assert answer.status_code == 422
    assert "is-wrong" in answer.content.decode()
    assert not ShiftPattern.objects.filter(user=cast.ding).exists()


def test_ready_hours_and_the_pattern_to_change_fill_the_form(cast: Cast) -> None:
    client = cast.client("sun")
    assert 'value="22:00"' in client.get(f"{address(cast)}?ready=night").content.decode()
    rule = {"kind": "day", "weekdays": "12", "starts": time(9, 10), "ends": time(12)}
    row = ShiftPattern.objects.create(user=cast.ding, valid_from=FRIDAY, **rule)
    assert 'value="09:10"' in client.get(f"{address(cast)}?instead={row.pk}").content.decode()


@pytest.mark.parametrize(("who", "status"), [("admin", 302), ("sun", 302), ("han", 403), ("qiao", 403), ("zhou", 403)])
def test_only_who_plans_hours_sets_them(cast: Cast, who: str, status: int) -> None:
    answer = cast.client(who).post(address(cast), NIGHT | {"since": FRIDAY.isoformat()})
    assert answer.status_code == status


def test_somebody_of_another_team_is_not_there_for_a_leader(cast: Cast) -> None:
    other = f"/settings/people/{cast.ma.pk}/hours/"
    assert (
        cast.client("sun").get(other).status_code
        == cast.client("sun").get("/settings/people/999999/hours/").status_code
    )
