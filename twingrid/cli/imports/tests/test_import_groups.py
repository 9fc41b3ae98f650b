"""The register of groups."""

from pathlib import Path
from typing import Any

from twingrid.cli.imports.tests.samples import (
    CUSTOMER_HEADINGS,
    PEOPLE_HEADINGS,
    customer,
    found_city,
    person,
    said,
    take_rows,
)
from twingrid.kit.staging import Changes
from twingrid.notices.models import ServiceGroup

HEADINGS = ("群名称", "社区编码", "小区", "平台", "群主工号", "副群主工号", "人数", "最近核验", "群状态")
ROW = ("乐山邻里群", "370103003004", "乐山小区", "微信", "G1", "G2", "213", "2023-02-01", "在用")


def found(folder: Path) -> None:
    found_city(folder)
    assert take_rows("customers", folder, CUSTOMER_HEADINGS, customer()).kept
    people = [person(number, area_codes="P1") for number in ("G1", "G2", "G3")]
    assert take_rows("staff", folder, PEOPLE_HEADINGS, *people).kept


def test_they_are_taken_over_by_community_and_name(city: Any, tmp_path: Path) -> None:
    found(tmp_path)
    assert take_rows("groups", tmp_path, HEADINGS, ROW).changes == {"groups": Changes(new=1)}
    assert take_rows("groups", tmp_path, HEADINGS, ROW).changes == {"groups": Changes(unchanged=1)}
    group = ServiceGroup.objects.get()
    assert (group.owner.employee_no, group.size, group.platform, group.handed_over_on) == ("G1", 213, "wechat", None)
    other = (*ROW[:4], "G3", *ROW[5:])
    assert take_rows("groups", tmp_path, HEADINGS, other).changes == {"groups": Changes(changed=1)}
    group.refresh_from_db()
    assert (group.owner.employee_no, str(group.handed_over_on)) == ("G3", "2023-02-22")


def test_a_complete_register_closes_the_others(city: Any, tmp_path: Path) -> None:
    found(tmp_path)
    take_rows("groups", tmp_path, HEADINGS, ROW)
    new = ("睦和邻里群", "370103003005", "", "企业微信", "", "", "", "", "")
    assert take_rows("groups", tmp_path, HEADINGS, new, complete=True).changes == {"groups": Changes(new=1, ended=1)}
    assert dict(ServiceGroup.objects.order_by("name").values_list("name", "state")) == {
        ROW[0]: "closed",
        new[0]: "active",
    }


def test_bad_rows_are_told_with_their_column(city: Any, tmp_path: Path) -> None:
    found(tmp_path)
    rows = (
        (*ROW[:1], "370103009999", *ROW[2:]),
        ("二群", ROW[1], "无此小区", *ROW[3:]),
        ("三群", *ROW[1:4], "G9", *ROW[5:]),
        ("四群", *ROW[1:4], "G1", "G1", *ROW[6:]),
        ("五群", *ROW[1:6], "很多", *ROW[7:]),
    )
    columns = {line: column for line, column, _why in said(take_rows("groups", tmp_path, HEADINGS, *rows))}
    assert columns == {2: "社区编码", 3: "小区", 4: "群主工号", 5: "副群主工号", 6: "人数"}
    assert not ServiceGroup.objects.exists()
