"""Important users."""

from pathlib import Path
from typing import Any

from twingrid.cli.imports.tests.samples import CUSTOMER_HEADINGS, customer, found_city, said, take_rows
from twingrid.kit.staging import Changes
from twingrid.supply.models import ImportantCustomer

HEADINGS = ("户号", "重要等级", "生效日期")


def found(folder: Path) -> None:
    found_city(folder)
    assert take_rows("customers", folder, CUSTOMER_HEADINGS, customer("0001"), customer("0002", room="602")).kept


def test_they_are_taken_over_by_account(city: Any, tmp_path: Path) -> None:
    found(tmp_path)
    row = ("0001", "一级", "2023-01-01")
    assert take_rows("important", tmp_path, HEADINGS, row).changes == {"important": Changes(new=1)}
    assert take_rows("important", tmp_path, HEADINGS, row).changes == {"important": Changes(unchanged=1)}
    graver = ("0001", "特级", "2023-01-01")
    assert take_rows("important", tmp_path, HEADINGS, graver).changes == {"important": Changes(changed=1)}
    assert ImportantCustomer.objects.get().grade == "special"


def test_a_later_row_ends_the_former_one_and_a_complete_list_the_others(city: Any, tmp_path: Path) -> None:
    found(tmp_path)
    take_rows("important", tmp_path, HEADINGS, ("0001", "一级", "2023-01-01"))
    take_rows("important", tmp_path, HEADINGS, ("0001", "二级", "2023-02-01"))
    dates = ImportantCustomer.objects.order_by("valid_from").values_list("grade", "valid_to")
    assert [(grade, str(end)) for grade, end in dates] == [("first", "2023-02-01"), ("second", "None")]
    only = take_rows("important", tmp_path, HEADINGS, ("0002", "", "2023-02-01"), complete=True)
    assert only.changes == {"important": Changes(new=1, ended=1)}


def test_an_unknown_account_and_a_strange_grade_are_told(city: Any, tmp_path: Path) -> None:
    found(tmp_path)
    report = take_rows("important", tmp_path, HEADINGS, ("0001", "九级", "2023-01-01"), ("0009", "一级", "2023-01-01"))
    assert [(line, column) for line, column, _why in said(report)] == [(2, "重要等级"), (3, "户号")]
    assert not ImportantCustomer.objects.exists()
