"""Outages from a file: headings as other systems write them, bad rows told, twice the same, out and in again."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from twingrid.cli.imports.tests.samples import said, take, take_rows
from twingrid.kit.staging import Changes
from twingrid.outages import queries, sheets
from twingrid.outages.models import Affected, Outage

HEADINGS = (
    *("停电编号", "停电类型", "状态", "计划停电时间", "预计送电时间", "实际停电时间", "实际送电时间", "停电设备"),
    *("停电楼栋", "停电原因", "产权归属"),
)


def row(number: str = "A1", **changes: str) -> tuple[str, ...]:
    """A fault of the transformer that is over, with changes."""
    given = dict.fromkeys(HEADINGS, "") | {
        "停电编号": number,
        "停电类型": "故障停电",
        "状态": "已办结",
        "计划停电时间": "2023/1/5 18:30",
        "实际送电时间": "2023年1月5日19时40分",
        "停电设备": "jn-T1",
        "停电原因": "设备故障",
        "产权归属": "供电企业",
    }
    return tuple((given | changes).values())


def test_headings_and_words_of_other_systems_are_known(cast: Any, tmp_path: Path) -> None:
    report = take_rows("outages", tmp_path, HEADINGS, row(), row("A2", 停电设备="", 停电楼栋="乐山小区3号楼;jn-B-4"))
    assert report.changes == {"outages": Changes(new=2)}
    first, second = Outage.objects.order_by("external_no")
    assert (first.state, first.kind, first.cause, first.side, first.customers) == (
        "closed",
        "fault",
        "equipment",
        "utility",
        len(cast.customers),
    )
    assert (first.restored_at - first.started_at).total_seconds() == 70 * 60
    assert (second.customers, second.buildings) == (8, 2)


OMS = (
    *("停电单号", "来源系统", "停电性质", "当前状态", "停电设备编码", "计划停电时间", "计划送电时间", "公告原因"),
    *("停电原因", "产权归属", "内外部"),
)
OMS_ROW = (
    *("OMS-77", "oms", "检修停电", "已发布", "jn-T1", datetime(2023, 3, 5, 8), datetime(2023, 3, 5, 17), "更换变压器"),
    *("电网检修", "公司资产", "内部"),
)
SCADA = ("事件编号", "数据来源", "事件类型", "设备编码", "跳闸时间", "合闸时间")
SCADA_ROW = ("E20230222-9", "scada", "开关跳闸", "jn-T1", "2023-02-22 18:50:07", "2023-02-22 18:58:31")
CALLS = {
    "信息编号": "95598-1",
    "来源系统": "95598",
    "停电信息类型": "电网故障停限电",
    "状态": "抢修中",
    "停电开始时间": "2023-02-22 18:40",
    "预计送电时间": "2023-02-22 21:00",
    "停电范围": "乐山小区3号楼;睦和苑8号楼",
}


def test_each_system_sends_its_own_shape(cast: Any, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(OMS)
    book.active.append(OMS_ROW)
    book.save(tmp_path / "oms.xlsx")
    (tmp_path / "95598.json").write_text(json.dumps([CALLS], ensure_ascii=False), "utf-8")
    for report in (
        take("outages", tmp_path / "oms.xlsx"),
        take_rows("outages", tmp_path, SCADA, SCADA_ROW),
        take("outages", tmp_path / "95598.json"),
    ):
        assert (said(report), report.changes) == ([], {"outages": Changes(new=1)})
    oms, scada, calls = (Outage.objects.get(system=name) for name in ("oms", "scada", "95598"))
    assert (oms.kind, oms.state, oms.title, oms.cause, oms.side) == (
        *("planned", "announced", "更换变压器", "works", "utility"),
    )
    assert (scada.kind, scada.state, scada.restored_at - scada.started_at) == (
        *("fault", "restored"),
        timedelta(minutes=8, seconds=24),
    )
    assert (calls.kind, calls.information, calls.state, calls.buildings) == ("fault", "fault", "started", 2)
    assert calls.estimate_at == datetime(2023, 2, 22, 13, 0, tzinfo=UTC)


def test_a_row_that_names_no_kind_at_all_is_told(cast: Any, tmp_path: Path) -> None:
    nameless = tuple("" if cell == "故障停电" else cell for cell in row())
    assert [(line, column) for line, column, _reason in said(take_rows("outages", tmp_path, HEADINGS, nameless))] == [
        (2, "停电类型")
    ]


def test_the_same_file_again_changes_nothing(cast: Any, tmp_path: Path) -> None:
    coming = row(
        "P1",
        停电类型="计划停电",
        状态="已发布",
        计划停电时间="2023-03-01 08:00",
        预计送电时间="2023-03-01 17:00",
        实际送电时间="",
    )
    take_rows("outages", tmp_path, HEADINGS, row(), coming)
    again = take_rows("outages", tmp_path, HEADINGS, row(), coming)
    assert again.changes == {"outages": Changes(unchanged=2)}
    moved = tuple("2023-03-01 18:00" if cell.endswith("17:00") else cell for cell in coming)
    assert take_rows("outages", tmp_path, HEADINGS, row(), moved).changes == {
        "outages": Changes(changed=1, unchanged=1)
    }
    assert Outage.objects.count() == 2


def test_bad_rows_are_told(cast: Any, tmp_path: Path) -> None:
    rows = [
        row("B1", 停电设备="jn-T9"),
        row("B2", 实际送电时间="2023-01-05 12:00"),
        row("B3", 停电类型="大停电"),
        row("B4", 停电设备=""),
        row("B5", 停电设备="", 停电楼栋="月亮小区99号楼"),
        row("B6", 计划停电时间="昨天"),
    ]
    told = said(take_rows("outages", tmp_path, HEADINGS, *rows))
    assert sorted({line for line, _column, _reason in told}) == [2, 3, 4, 5, 6, 7]
    assert Outage.objects.count() == 0
    assert take_rows("outages", tmp_path, HEADINGS, row(), *rows, skip_bad=True).changes == {"outages": Changes(new=1)}


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_what_goes_out_comes_in_again(cast: Any, tmp_path: Path, at: Any, kind: str) -> None:
    headings = (*HEADINGS, "分段送电", "公告原因")
    steps = "2023-01-05T18:50:00+08:00 jn-B-3;jn-B-4"
    take_rows("outages", tmp_path, headings, (*row(), steps, "=电缆"), (*row("A2", 停电楼栋="乐山小区3号楼"), "", ""))
    body = sheets.outage_file(queries.exported(None, at=at), kind)
    Affected.objects.all().delete()
    Outage.objects.all().delete()
    path = tmp_path / f"out.{kind}"
    path.write_bytes(body)
    assert take("outages", path).changes == {"outages": Changes(new=2)}
    assert sheets.outage_file(queries.exported(None, at=at), kind) == body
    first = Outage.objects.get(external_no="A1")
    assert [step.customers for step in first.restorations.all()] == [8, len(cast.customers) - 8]
    assert first.title == "=电缆"


def test_our_own_outage_is_known_by_our_number(cast: Any, tmp_path: Path, at: Any) -> None:
    take_rows("outages", tmp_path, HEADINGS, row())
    Outage.objects.update(system="", external_no="")
    path = tmp_path / "out.json"
    path.write_bytes(sheets.outage_file(queries.exported(None, at=at), "json"))
    assert json.loads(path.read_bytes())["outages"][0]["system"] == "twingrid"
    assert take("outages", path).changes == {"outages": Changes(unchanged=1)}
