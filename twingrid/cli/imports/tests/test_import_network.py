"""The network."""

from pathlib import Path
from typing import Any

from twingrid.cli.imports.tests.samples import NETWORK, said, take_rows
from twingrid.kit.staging import Changes
from twingrid.supply.models import Equipment


def test_it_is_taken_over_in_any_order(city: Any, tmp_path: Path) -> None:
    assert take_rows("network", tmp_path, *NETWORK).changes == {"equipment": Changes(new=4)}
    box = Equipment.objects.get(code="B1")
    assert [box.parent.code, box.parent.parent.code, box.parent.parent.parent.code] == ["T1", "F1", "S1"]
    assert (box.lon, box.parent.lon) == (116.985, None)


def test_the_second_time_it_tells_what_differs(city: Any, tmp_path: Path) -> None:
    take_rows("network", tmp_path, *NETWORK)
    assert take_rows("network", tmp_path, *NETWORK).changes == {"equipment": Changes(unchanged=4)}
    fed = (*NETWORK[:3], ("feeder", "F1", "二线", "S1", "", "", "2020-01-01", ""), NETWORK[4])
    assert take_rows("network", tmp_path, *fed).changes == {"equipment": Changes(changed=1, unchanged=3)}
    gone = take_rows("network", tmp_path, *NETWORK[:1], *NETWORK[2:], complete=True)
    assert gone.changes == {"equipment": Changes(changed=1, unchanged=2, ended=1)}


def test_chinese_words_for_kinds_are_known(city: Any, tmp_path: Path) -> None:
    rows = [
        ("设备类型", "设备编码", "设备名称", "上级编码", "投运日期"),
        ("变电站", "S1", "一站", "", "2020/1/1"),
        ("线路", "F1", "一线", "S1", "2020年1月1日"),
        ("台区", "T1", "一台区", "F1", "20200101"),
    ]
    assert take_rows("network", tmp_path, *rows).kept
    assert Equipment.objects.get(code="T1").kind == "transformer"


def test_bad_parents_are_told(city: Any, tmp_path: Path) -> None:
    rows = [
        NETWORK[0],
        ("substation", "S1", "一站", "", "", "", "2020-01-01", ""),
        ("transformer", "T1", "台区", "S1", "", "", "2020-01-01", ""),
        ("feeder", "F2", "二线", "", "", "", "2020-01-01", ""),
        ("feeder", "F3", "三线", "S9", "", "", "2020-01-01", ""),
    ]
    assert said(take_rows("network", tmp_path, *rows)) == [
        (3, "parent_code", "There is no equipment of the kind above with this code."),
        (4, "parent_code", "It is not said what feeds it."),
        (5, "parent_code", "There is no equipment of the kind above with this code."),
    ]
