"""The staff list."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from twingrid.cli.imports.tests.samples import AT, PEOPLE_HEADINGS, found_city, person, said, take_rows
from twingrid.kit.refusals import BadInput
from twingrid.kit.staging import Changes
from twingrid.people import queries as people_queries
from twingrid.people.models import Contact, Pairing, Posting, Shift, ShiftPattern, Unit, User
from twingrid.territory.models import Generation

LEADER = person("Z01", "power_leader", unit="第1服务班", manager_unit="市中供电中心", shift_pattern="day_standby")
HAN = person("G012", area_codes="P1", unit="第1服务班", leader_no="Z01", deputy_no="G013", counterpart_nos="C1")
ZHAO = person("G013", unit="第1服务班", leader_no="Z01", shift_pattern="rotating")
QIAO = person(
    "C1", "community_worker", side="community", area_codes="G1;G2", unit="乐山小区居委会", counterpart_nos="G012;G013"
)
EVERYBODY = (LEADER, HAN, ZHAO, QIAO)


@pytest.fixture(autouse=True)
def _city(city: Any, tmp_path: Path) -> None:
    found_city(tmp_path)


def _take(folder: Path, *rows: tuple[str, ...], at: datetime = AT, **options: Any) -> Any:
    return take_rows("staff", folder, PEOPLE_HEADINGS, *rows, at=at, **options)


def test_people_are_taken_over_with_all_that_hangs_on_them(tmp_path: Path) -> None:
    report = _take(tmp_path, *EVERYBODY)
    counts = {name: change.new for name, change in report.changes.items() if name != "shifts"}
    assert counts == {"people": 4, "postings": 5, "contacts": 4, "pairings": 2}
    han = User.objects.get(username="G012")
    assert han.is_demo
    assert not han.has_usable_password()
    posting = Posting.objects.get(user=han)
    assert (posting.area.code, posting.leader.employee_no, posting.deputy.employee_no) == ("P1", "Z01", "G013")
    assert posting.unit.parent == Unit.objects.get(name="市中供电中心")
    grid = Posting.objects.get(user__employee_no="C1", area__code="G1")
    assert grid.division.code == "370103003004"
    assert people_queries.duty_numbers([han.pk], on=AT.date()) == {
        han.pk: ("0531-000 01203", datetime(2023, 1, 10).date())
    }
    assert Generation.objects.get(name="people").number >= 1


def test_an_invented_pair_is_confirmed_by_those_who_named_the_other(tmp_path: Path) -> None:
    _take(tmp_path, *EVERYBODY)
    both = Pairing.objects.get(power__employee_no="G012")
    assert both.confirmed_by_power_on == both.confirmed_by_community_on == datetime(2023, 1, 10).date()
    half = Pairing.objects.get(power__employee_no="G013")
    assert (half.confirmed_by_power_on, half.confirmed_by_community_on) == (None, datetime(2023, 1, 10).date())


def test_a_real_list_confirms_nothing(tmp_path: Path) -> None:
    _take(tmp_path, LEADER, (*HAN[:-3], "0", *HAN[-2:]), ZHAO, (*QIAO[:-3], "0", *QIAO[-2:]))
    pair = Pairing.objects.get(power__employee_no="G012")
    assert (pair.confirmed_by_power_on, pair.confirmed_by_community_on) == (None, None)


def test_the_second_time_nothing_changes(tmp_path: Path) -> None:
    _take(tmp_path, *EVERYBODY)
    assert all(not change.any for change in _take(tmp_path, *EVERYBODY).changes.values())


def test_a_new_number_ends_the_old_one(tmp_path: Path) -> None:
    _take(tmp_path, *EVERYBODY)
    changed = tuple("0531-000 09999" if cell == "0531-000 01203" else cell for cell in HAN)
    assert _take(tmp_path, LEADER, changed, ZHAO, QIAO).changes["contacts"] == Changes(new=1, unchanged=3, ended=1)
    numbers = Contact.objects.filter(user__employee_no="G012").order_by("valid_from")
    assert [(c.number[-5:], str(c.valid_to)) for c in numbers] == [("01203", "2023-02-22"), ("09999", "None")]


def test_another_area_ends_the_former_posting_today(tmp_path: Path) -> None:
    _take(tmp_path, *EVERYBODY)
    fewer = tuple("G2" if cell == "G1;G2" else cell for cell in QIAO)
    assert _take(tmp_path, LEADER, HAN, ZHAO, fewer).changes["postings"] == Changes(unchanged=4, ended=1)
    assert str(Posting.objects.get(area__code="G1").valid_to) == "2023-02-22"
    # Back again: a new posting from today, the former stays ended.
    later = AT + timedelta(days=9)
    assert _take(tmp_path, *EVERYBODY, at=later).changes["postings"].new == 1
    dates = Posting.objects.filter(area__code="G1").order_by("valid_from").values_list("valid_from", "valid_to")
    assert [(str(a), str(b)) for a, b in dates] == [("2022-03-01", "2023-02-22"), ("2023-03-03", "None")]


def test_a_complete_list_closes_the_sign_in_of_everybody_else(tmp_path: Path) -> None:
    _take(tmp_path, *EVERYBODY)
    alone = tuple("" if cell == "C1" else cell for cell in HAN)
    assert _take(tmp_path, LEADER, alone, ZHAO, complete=True).changes["people"] == Changes(unchanged=3, ended=1)
    assert not User.objects.get(employee_no="C1").is_active
    assert not Posting.objects.on(AT.date()).filter(user__employee_no="C1").exists()


def test_shifts_cover_three_days_back_and_six_weeks_ahead(tmp_path: Path) -> None:
    _take(tmp_path, *EVERYBODY)
    days = sorted({shift.starts_at.astimezone().date() for shift in Shift.objects.order_by("id")})
    assert (str(days[0]), str(days[-1])) == ("2023-02-19", "2023-04-05")
    # Friday night: one of the team is on call.
    night = datetime.fromisoformat("2023-02-25T03:00:00+08:00")
    team = User.objects.filter(employee_no__in=("G012", "G013")).values_list("pk", flat=True)
    assert [kind for kind, _until in people_queries.duties_at(team, at=night).values()] == ["night"]


def test_a_number_that_somebody_else_signs_in_with_is_refused(tmp_path: Path) -> None:
    User.objects.create(username="G013", name="管理员")
    with pytest.raises(BadInput, match="Somebody else signs in as G013"):
        _take(tmp_path, *EVERYBODY)


def test_unknown_areas_and_people_are_told(tmp_path: Path) -> None:
    bad = person("G099", area_codes="G1;P1", leader_no="Z99", deputy_no="G099", counterpart_nos="C9")
    assert said(_take(tmp_path, bad)) == [
        (2, "deputy_no", "Nobody stands in for, or leads, themselves."),
    ]
    bad = person("G099", area_codes="G1;P1", leader_no="Z99", counterpart_nos="C9")
    assert said(_take(tmp_path, bad)) == [
        (2, "area_codes", "There is no area with this code on this person's side."),
        (2, "leader_no", "There is nobody with this number."),
        (2, "counterpart_nos", "There is nobody with this number."),
    ]
    assert not User.objects.exists()


def test_patterns_are_stored_and_a_second_list_changes_only_what_it_says(tmp_path: Path) -> None:
    _take(tmp_path, *EVERYBODY)
    before = set(ShiftPattern.objects.values_list("pk", flat=True))
    assert not _take(tmp_path, *EVERYBODY).changes["shifts"].any
    assert set(ShiftPattern.objects.values_list("pk", flat=True)) == before
    by_day = person("G013", unit="第1服务班", leader_no="Z01", shift_pattern="day")
    _take(tmp_path, LEADER, HAN, by_day, QIAO, at=AT + timedelta(days=1))
    ended = ShiftPattern.objects.filter(user__employee_no="G013", valid_to=AT.date() + timedelta(days=1))
    assert ended.filter(kind="night").exists()
    kept = ShiftPattern.objects.get(user__employee_no="G013", kind="day")
    assert (kept.pk in before, kept.valid_to) == (True, None)


def test_a_list_leaves_hours_made_by_hand_and_patterns_set_by_hand(tmp_path: Path) -> None:
    _take(tmp_path, *EVERYBODY)
    zhao = User.objects.get(employee_no="G013")
    begins = AT + timedelta(days=2)
    by_hand = Shift.objects.create(user=zhao, kind="standby", starts_at=begins, ends_at=begins + timedelta(minutes=9))
    ShiftPattern.objects.filter(user=zhao).update(source="hand")
    _take(tmp_path, LEADER, HAN, person("G013", unit="第1服务班", leader_no="Z01"), QIAO)
    assert Shift.objects.filter(pk=by_hand.pk).exists()
    assert ShiftPattern.objects.filter(user=zhao, kind="night", valid_to=None).exists()
