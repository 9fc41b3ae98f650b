"""A delivery is taken over as a whole, kept as a report, and waits for a person when it would move too much."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from twingrid.cli.delta.run import Settings, settings_of, take_delta
from twingrid.kit.refusals import BadInput, Refused
from twingrid.people.models import Posting
from twingrid.supply.models import Customer
from twingrid.work import delta_queries

HEADER = (
    "account_no", "name", "kind", "community_code", "compound", "building", "unit", "room", "lon", "lat", "valid_from",
)  # fmt: skip
EASY = Settings(limit_percent=5)


def customers(cast: Any, folder: Path, *, shift: dict[str, float] | None = None, new: int = 0) -> Path:
    """The city's customers as the marketing system delivers them; `shift` moves accounts east by degrees."""
    rows = []
    found = Customer.objects.select_related("service_point__building__compound", "service_point__building__community")
    for c in found.order_by("account_no"):
        point, house = c.service_point, c.service_point.building
        if house.compound is None:
            continue
        east = (shift or {}).get(c.account_no, 0.0)
        rows.append((c.account_no, c.name, c.kind, house.community.code, house.compound.name, house.name, point.unit,
                     point.room, point.lon + east, point.lat, c.valid_from))  # fmt: skip
    for n in range(new):
        rows.append((f"99{n:08d}", f"新户{n}", *rows[0][2:7], f"9{n:02d}", *rows[0][8:]))
    with (folder / "customers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows)
    return folder


def some_accounts(count: int) -> list[str]:
    rows = Customer.objects.filter(service_point__building__compound__name="乐山小区").order_by("account_no")
    return list(rows.values_list("account_no", flat=True)[:count])


def test_new_customers_are_taken_over_and_reported(cast: Any, at: Any, tmp_path: Path) -> None:
    line = take_delta(customers(cast, tmp_path, new=2), source="test", settings=EASY, at=at)
    assert line.state == "applied", line.report
    assert (line.report["new"], line.report["moved"], line.report["gone"]) == (2, 0, 0)
    assert Customer.objects.filter(account_no__startswith="99").count() == 2
    assert delta_queries.latest() == line


def test_more_than_the_limit_waits_for_a_person_and_nothing_is_kept(cast: Any, at: Any, tmp_path: Path) -> None:
    moving = dict.fromkeys(some_accounts(40), -0.012)
    line = take_delta(customers(cast, tmp_path, shift=moving, new=1), source="test", settings=EASY, at=at)
    assert line.state == "waiting"
    assert line.report["moved"] == len(some_accounts(40)) > 20
    assert line.report["percent"] > 5
    assert line.report["examples"][0]["customers"] > 15
    assert not Customer.objects.filter(account_no__startswith="99").exists()


def test_the_report_names_no_customer(cast: Any, at: Any, tmp_path: Path) -> None:
    line = take_delta(
        customers(cast, tmp_path, shift=dict.fromkeys(some_accounts(40), -0.012)), source="t", settings=EASY, at=at
    )
    told = str(line.report)
    assert not any(account in told for account in some_accounts(40))
    assert "住户" not in told


def test_a_persons_word_takes_over_what_waits_and_only_that(cast: Any, at: Any, tmp_path: Path) -> None:
    folder = customers(cast, tmp_path, shift=dict.fromkeys(some_accounts(40), -0.012))
    with pytest.raises(Refused):
        take_delta(folder, source="test", settings=EASY, at=at, apply=True)
    take_delta(folder, source="test", settings=EASY, at=at)
    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(Refused):
        take_delta(customers(cast, other, new=1), source="test", settings=EASY, at=at, apply=True)
    line = take_delta(folder, source="test", settings=EASY, at=at, apply=True)
    assert line.state == "applied"
    assert line.report["moved"] == len(some_accounts(40)) > 20


def test_the_same_delivery_again_does_nothing(cast: Any, at: Any, tmp_path: Path) -> None:
    folder = customers(cast, tmp_path, new=1)
    first = take_delta(folder, source="test", settings=EASY, at=at)
    assert take_delta(folder, source="test", settings=EASY, at=at) == first
    assert len(delta_queries.deltas()) == 1


def test_a_later_delivery_replaces_one_that_waits(cast: Any, at: Any, tmp_path: Path) -> None:
    take_delta(
        customers(cast, tmp_path, shift=dict.fromkeys(some_accounts(40), -0.012)), source="t", settings=EASY, at=at
    )
    take_delta(customers(cast, tmp_path, new=1), source="t", settings=EASY, at=at)
    assert [line.state for line in delta_queries.deltas()] == ["applied", "dropped"]


def test_a_bad_row_keeps_everything_out_and_is_told(cast: Any, at: Any, tmp_path: Path) -> None:
    folder = customers(cast, tmp_path, new=1)
    with (folder / "customers.csv").open("a", encoding="utf-8") as file:
        file.write("88,无处,resident,nowhere,小区,1号楼,,101,117.0,36.65,2023-01-01\n")
    line = take_delta(folder, source="test", settings=EASY, at=at)
    assert line.state == "bad"
    assert line.report["problems"][0]["column"] == "community_code"
    assert "无处" not in str(line.report)
    assert not Customer.objects.filter(account_no__startswith="99").exists()


def test_a_dry_run_keeps_neither_rows_nor_report(cast: Any, at: Any, tmp_path: Path) -> None:
    line = take_delta(customers(cast, tmp_path, new=1), source="t", settings=EASY, at=at, dry_run=True)
    assert (line.state, line.report["new"]) == ("applied", 1)
    assert delta_queries.latest() is None
    assert not Customer.objects.filter(account_no__startswith="99").exists()


def test_a_worker_who_is_replaced_moves_his_customers(cast: Any, at: Any, tmp_path: Path) -> None:
    han = Posting.objects.get(user=cast.han)
    header = "employee_no,name,side,role,unit,area_codes,valid_from"
    zhao = cast.people["zhao"]
    rows = [f"{zhao.employee_no},{zhao.name},power,power_worker,{han.unit.name},12,{date(2023, 2, 1)}"]
    (tmp_path / "staff.csv").write_text("\n".join([header, *rows]), "utf-8")
    line = take_delta(tmp_path, source="t", settings=EASY, at=at)
    assert line.state == "waiting"
    assert line.report["moved"] > 20
    assert line.report["postings_ended"] == 1


@pytest.mark.parametrize("made", [False, True])
def test_a_folder_without_files_is_told(cast: Any, at: Any, tmp_path: Path, made: bool) -> None:
    folder = tmp_path / "files"
    if made:
        folder.mkdir()
    with pytest.raises(BadInput):
        take_delta(folder, source="t", settings=EASY, at=at)


def test_the_limit_is_the_citys() -> None:
    assert settings_of({}).limit_percent == 5
    assert settings_of({"delta": {"limit_percent": 1, "folder": "/in"}}) == Settings(folder="/in", limit_percent=1)
