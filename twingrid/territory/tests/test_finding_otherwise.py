"""Places said otherwise than they are written: questions and answers, corrections, repetitions, short forms."""

from __future__ import annotations

import pytest

from twingrid.territory.finding import Outcome, PlaceEntry, PlaceFinder, PlaceKind, Reason
from twingrid.territory.tests.gazetteer import finder, town


def is_at(text: str, label: str, *, unit: str = "", room: str = "") -> None:
    best = finder().find(text).best
    assert best is not None, (text, finder().find(text))
    assert (best.id, best.unit, best.room) == (town().ids[label], unit, room), (text, best)


@pytest.mark.parametrize(
    "text",
    [
        "客服:您好请问您的地址是?用户:乐山小区。客服:几号楼?用户:3号楼2单元。客服:哪一户?用户:502",
        "A:您在哪个小区?B:乐山小区。A:几号楼?B:3号楼2单元502",
        "乐山小区5号楼,哦不是,3号楼2单元502室",
        "乐山小区5号楼,说错了,是3号楼2单元502室",
        "乐山小区乐山小区,3号楼3号楼,2单元,2单元,502,502",
        "收货人:张先生,山东省济南市乐山小区3号楼2单元502室",
        "乐.山.小.区 3号楼2单元502室",
        "我在五零二,二单元,三号楼,院子叫乐山小区",
        "乐山呃小区那个3号楼2单元502",
        "(1)乐山小区 (2)3号楼 (3)2单元502",
        "1、乐山小区 2、3号楼 3、2单元502",
        "乐山小区三號樓2單元五〇二",
        "乐山小区三號樓2單元五○二",
        "乐山小区3号楼2单元5O2",
        "乐山小区3号楼第二个单元502",
        "乐山小区3号楼2门洞502",
        "户号尾号8365,乐山小区3号楼2单元502室,上个月电费120块2",
        "乐山小区南门进去左手边3号楼2单元502",
        "乐山小区归谁管啊,3号楼2单元502室,想问问网格员电话",
        "乐山小区,快乐的乐,3号楼2单元502",
        "lè shān xiǎo qū 3号楼2单元502",
        "我是乐山小区502的住户,三号楼二单元的",
        "乐山小区三号楼2单元5零2室",
        "乐山小区3-2-5-502",
        "乐山小区楼号3号楼,单元号2单元,房号502",
        "乐山小区3号楼2单元五零二室",
        "乐山小区3号楼2单元502室,我电话零零零零零零零零零零9",
        "玉函路上人民医院斜对面乐山小区3号楼2单元502",
        "侬好,我伲是乐山小区三号楼二单元五零二",
        "乐山小区,对,就是乐山小区,3号楼,对,3号楼,2单元502",
    ],
)
def test_it_understands_a_conversation_as_well_as_an_address(text: str) -> None:
    is_at(text, "乐山小区3号楼", unit="2单元", room="502")


def test_a_road_is_followed_by_its_number_behind_a_filler() -> None:
    is_at("建设路那个78号院3号楼2单元502", "建设路78号院3号楼", unit="2单元", room="502")


def test_a_number_is_not_taken_back_where_two_are_told_apart() -> None:
    assert finder().find("乐山小区5号楼和3号楼").outcome is Outcome.AMBIGUOUS


def _few(*entries: tuple[str, str]) -> PlaceFinder:
    """A finder of a few estates on their roads, each with three houses."""
    made: list[PlaceEntry] = []
    for name, road in entries:
        made.append(PlaceEntry(PlaceKind.COMPOUND, len(made) + 1, name, road=road, house_no="9号"))
        for number in (1, 2, 3):
            label = f"{number}号楼"
            made.append(PlaceEntry(PlaceKind.BUILDING, len(made) + 1, label, name, road, "9号"))
    return PlaceFinder.build(made)


@pytest.mark.parametrize(
    ("text", "compound"),
    [
        ("天业壹号院2号楼301", "天业壹号院"),
        ("天业一号院2号楼301", "天业壹号院"),
        ("舜城阳光小区2号楼301", "阳光舜城小区"),
        ("水塔大道人行宿舍2号楼301", "人民银行宿舍"),
        ("世卖翡翠公园2号楼301", "世茂翡翠公园"),
        ("万达国海德公园2号楼301", "万达康国海德公园"),
        ("远洋城市花园缆胜阁2号楼301", "远洋城市花园揽胜阁"),
        ("苟程家洼村2号楼301", "后程家洼村"),
        ("二期的奥园白具新村2号楼301", "奥园白具新村二期"),
        ("保利香槟国际2号楼301", "保利·香槟国际"),
        ("顾乡1979小镇2号楼301", "顾乡1979小镇"),
        ("5龙潭大院2号楼301", "五龙潭大院"),
        ("第1机床厂第2宿舍2号楼301", "第一机床厂第二宿舍"),
        ("玉宫嘉园二二区2号楼301", "玉宫嘉园二区"),
    ],
)
def test_the_first_place_is_the_one_that_is_meant(text: str, compound: str) -> None:
    places = (
        ("天业壹号院", "泺文路"), ("阳光舜城小区", "舜世路"), ("人民银行宿舍", "水塔大道"), ("世茂翡翠公园", "旅游路"),
        ("万达康国海德公园", "纬十路"), ("万达海德公园", "经三路"), ("远洋城市花园", "英雄路"),
        ("奥园白具新村", "纬一路"), ("奥园白具新村二期", "纬二路"), ("保利·香槟国际", "经六路"),
        ("顾乡1979小镇", "经九路"), ("五龙潭大院", "朝山街"), ("第一机床厂第二宿舍", "营市街"),
        ("第一机床厂宿舍", "营市街"),
        ("玉宫嘉园", "佛山街"), ("玉宫嘉园二区", "佛山街"),
        ("后程家洼村", "二环路"), ("远洋城市花园揽胜阁", "英雄路"),
    )  # fmt: skip
    first = _few(*places).find(text).candidates[0]
    assert first.label == f"{compound}2号楼"


def test_a_door_number_with_fu_is_one_door() -> None:
    houses = [
        PlaceEntry(PlaceKind.BUILDING, number, door, road="建设支路", house_no=door)
        for number, door in enumerate(("78号", "78号附2号", "2号"), start=1)
    ]
    best = PlaceFinder.build(houses).find("建设支路七十八号附二号").best
    assert best is not None
    assert best.id == 2


def test_a_lane_of_a_village_tells_its_houses_apart() -> None:
    houses = [
        PlaceEntry(PlaceKind.BUILDING, number, name, "和围寨")
        for number, name in enumerate(("一巷5号", "二巷5号", "三巷5号"), start=1)
    ]
    best = PlaceFinder.build(houses).find("和围寨这边,二巷5号").best
    assert best is not None
    assert best.id == 2


def test_a_road_of_a_high_number_is_heard_with_another_ending() -> None:
    yards = [
        PlaceEntry(PlaceKind.BUILDING, number, "3号楼", road=road, house_no="238号院")
        for number, road in enumerate(("纬十一路", "纬一路", "经十一路"), start=1)
    ]
    assert PlaceFinder.build(yards).find("纬十一卤238号院三号楼").candidates[0].id == 1


def test_a_short_form_of_one_estate_is_not_taken_where_another_name_follows() -> None:
    few = _few(("元和雅居", "乐山街"), ("南环坊", "舜世路"))
    assert few.find("元和南环坊2号楼301").outcome is Outcome.AMBIGUOUS


def test_a_subdistrict_called_three_gates_is_no_unit() -> None:
    house = PlaceEntry(PlaceKind.BUILDING, 1, "3栋", "悦湾新居", parents=("三门街道",), units=("2单元", "3单元"))
    best = PlaceFinder.build([house]).find("三门街道悦湾新居3栋-2单元-406").best
    assert best is not None
    assert (best.unit, best.room) == ("2单元", "406")


def test_a_unit_called_yi_is_not_the_first() -> None:
    house = PlaceEntry(PlaceKind.BUILDING, 1, "3号楼", "乐山小区", units=("甲单元", "乙单元"))
    best = PlaceFinder.build([house]).find("乐山小区3号楼乙单元502").best
    assert best is not None
    assert best.unit == "乙单元"
    assert PlaceFinder.build([house]).find("乐山小区3号楼一单元502").candidates[0].reason is Reason.WHOLE_BUILDING


def test_a_name_in_the_wrong_order_is_never_said_to_be_as_it_is_written() -> None:
    first = _few(("阳光舜城小区", "舜世路")).find("舜城阳光小区2号楼").candidates[0]
    assert first.reason is Reason.LITERAL
    assert first.score < 0.9


def test_another_part_of_an_estate_is_asked_about() -> None:
    assert _few(("乐山小区", "乐山街")).find("乐山小区芙蓉苑2号楼301").outcome is Outcome.AMBIGUOUS
