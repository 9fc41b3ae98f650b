"""What a person says and the place it means."""

from __future__ import annotations

import pytest

from twingrid.territory.finding import Ask, Candidate, Outcome, PlaceKind, Reason
from twingrid.territory.tests.gazetteer import finder, town


def found(text: str) -> Candidate:
    finding = finder().find(text)
    assert finding.outcome is Outcome.FOUND, (text, finding)
    return finding.candidates[0]


def is_at(text: str, label: str, *, unit: str = "", room: str = "") -> None:
    best = found(text)
    assert (best.id, best.unit, best.room) == (town().ids[label], unit, room), (text, best)


@pytest.mark.parametrize(
    ("text", "label", "unit", "room"),
    [
        ("乐山小区3号楼2单元502室", "乐山小区3号楼", "2单元", "502"),
        ("乐山小区3-2-502", "乐山小区3号楼", "2单元", "502"),
        ("乐山小区3－2－502", "乐山小区3号楼", "2单元", "502"),
        ("乐山小区 3 2 502", "乐山小区3号楼", "2单元", "502"),
        ("乐山小区三杠二杠五零二", "乐山小区3号楼", "2单元", "502"),
        ("乐山小区３号楼２单元５０２", "乐山小区3号楼", "2单元", "502"),
        ("乐山小区三号楼二单元五零二", "乐山小区3号楼", "2单元", "502"),
        ("乐山小区十二栋两单元幺零二", "乐山小区12号楼", "2单元", "102"),
        ("乐山小区3栋", "乐山小区3号楼", "", ""),
        ("乐山小区3幢2门502户", "乐山小区3号楼", "2单元", "502"),
        ("乐山小区3#2单元", "乐山小区3号楼", "2单元", ""),
        ("乐山小区3#楼502", "乐山小区3号楼", "", "502"),
        ("乐山小区3号楼2-502", "乐山小区3号楼", "2单元", "502"),
        ("乐山小区3号2单元502", "乐山小区3号楼", "2单元", "502"),
        ("樂山小區3號樓", "乐山小区3号楼", "", ""),
        ("睦和苑a座1201", "睦和苑A座", "", "1201"),
        ("睦和苑A-1-1201", "睦和苑A座", "1单元", "1201"),
        ("玉函小区综合楼2单元301", "玉函小区综合楼", "2单元", "301"),
        ("陡沟新村2排14号", "陡沟新村2排", "", "14"),
        ("阳光一百3号楼1单元202", "阳光1003号楼", "1单元", "202"),
        ("阳光100-3-1-202", "阳光1003号楼", "1单元", "202"),
        ("leshan xiaoqu 3-2-502", "乐山小区3号楼", "2单元", "502"),
        ("LeShanXiaoQu3号楼2单元502", "乐山小区3号楼", "2单元", "502"),
        ("502室2单元3号楼乐山小区", "乐山小区3号楼", "2单元", "502"),
        ("乐山小区3号楼2单元5楼502", "乐山小区3号楼", "2单元", "502"),
        ("济南市中区乐山小区3号楼2单元502", "乐山小区3号楼", "2单元", "502"),
        ("乐山小区三好楼二丹园502", "乐山小区3号楼", "2单元", "502"),
        ("乐山小区03号楼02单元502", "乐山小区3号楼", "2单元", "502"),
        ("旅银路62号陡沟新村2排14号", "陡沟新村2排", "", "14"),
        ("乐山小区3二单元502", "乐山小区3号楼", "2单元", "502"),
        ("乐shan小区3号楼2单元502", "乐山小区3号楼", "2单元", "502"),
        ("乐山小区山号楼儿单元五零二", "乐山小区3号楼", "2单元", "502"),
        ("乐山小区03-02-0502", "乐山小区3号楼", "2单元", "502"),
        ("乐山小区 Building 3, Unit 2, Room 502", "乐山小区3号楼", "2单元", "502"),
        ("我家在乐山小区那一片儿3号楼这栋2单元502这户", "乐山小区3号楼", "2单元", "502"),
        ("11月24号晚上8点就停了,乐山小区3号楼2单元502,停了2个多小时,家里3个老人", "乐山小区3号楼", "2单元", "502"),
        ("实验小学往东50米,乐山小区3号楼2单元502", "乐山小区3号楼", "2单元", "502"),
    ],
)
def test_it_reads_a_household_in_every_usual_form(text: str, label: str, unit: str, room: str) -> None:
    is_at(text, label, unit=unit, room=room)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("木和苑3号楼", "睦和苑3号楼"),
        ("睦和园三号楼", "睦和苑3号楼"),
        ("木禾院3号楼", "睦和苑3号楼"),
        ("顺雅3号楼", "舜雅小区3号楼"),
        ("顺势11号楼", "舜世11号楼"),
        ("玉涵小区12号楼", "玉函小区12号楼"),
        ("玉寒小区12号楼", "玉函小区12号楼"),
        ("乐三小区5号楼", "乐山小区5号楼"),
        ("勒山小区5号楼", "乐山小区5号楼"),
    ],
)
def test_wrong_characters_with_the_right_sound_are_found(text: str, label: str) -> None:
    is_at(text, label)
    assert found(text).reason in (Reason.SAME_SOUND, Reason.LITERAL)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("玉函区12号楼", "玉函小区12号楼"),
        ("玉函的小区12号楼", "玉函小区12号楼"),
        ("函玉小区12号楼", "玉函小区12号楼"),
        ("睦睦和苑3号楼", "睦和苑3号楼"),
        ("玉函3号楼", "玉函小区3号楼"),
        ("玉函小区 3 号楼", "玉函小区3号楼"),
    ],
)
def test_slips_of_the_hand_are_forgiven(text: str, label: str) -> None:
    is_at(text, label)


@pytest.mark.parametrize(
    "text",
    [
        "喂你好,我们家是乐山小区的,那个三号楼二单元五零二,家里没电,邻居家有电",
        "乐山小区三号楼二单元502 突然停电了,几点能来电",
        "二单元五零二,乐山小区三号楼,楼道的灯不亮了",
        "我家3栋2单元502,乐山小区的",
        "师傅麻烦看一下乐山小区3号楼2单元502电闸打火",
        "山东省济南市市中区七里山街道乐山社区乐山小区3号楼2单元502室",
        "济南市市中区乐山街12号乐山小区3号楼2单元502",
        "乐山街12号3号楼2单元502",
        "乐山街十二号院三号楼二单元502",
        "乐山街12-3-2-502",
        "乐山街21号乐山小区3号楼2单元502",
        "乐山小区3号楼2单元502室楼道灯不亮",
    ],
)
def test_a_whole_sentence_in_any_order_leads_to_the_same_household(text: str) -> None:
    is_at(text, "乐山小区3号楼", unit="2单元", room="502")


@pytest.mark.parametrize(
    "text",
    [
        "我们楼道的灯不亮了",
        "家里没电,邻居家有电",
        "整栋楼都没电",
        "几点能来电",
        "表上还是没有显示",
        "电闸打火",
        "三栋三单元 电线冒烟",
    ],
)
def test_a_call_that_names_no_place_is_answered_by_asking_for_one(text: str) -> None:
    finding = finder().find(text)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.ask is Ask.COMPOUND
    assert finding.best is None


def test_a_row_and_a_door_are_a_place_of_their_own() -> None:
    is_at("禄丰街9排8号…突然停电", "禄丰街9排8号")


@pytest.mark.parametrize("text", ["建设路78号", "建设路七十八号", "建设路78号院"])
def test_spoken_and_written_door_numbers_are_the_same(text: str) -> None:
    assert found(text).id == town().ids["建设路78号院"]


def test_a_door_plate_without_a_compound_is_found_with_its_unit_and_room() -> None:
    is_at("建设路33号2-501", "建设路33号", unit="2单元", room="501")
    is_at("建设路三十三号二单元五零一", "建设路33号", unit="2单元", room="501")


def test_a_floor_said_beside_the_only_building_is_not_taken_for_one() -> None:
    is_at("建设路33号2单元5楼501", "建设路33号", unit="2单元", room="501")


def test_a_door_plate_that_is_said_twice_stays_one() -> None:
    is_at("建设路33号,对,建设路33号,2单元501", "建设路33号", unit="2单元", room="501")


def test_a_door_plate_may_come_after_its_numbers() -> None:
    is_at("501,2单元的,在建设路33号", "建设路33号", unit="2单元", room="501")


def test_a_number_taken_back_at_once_does_not_count() -> None:
    is_at("乐山小区12号楼,哦不,3号楼2单元502", "乐山小区3号楼", unit="2单元", room="502")
    assert finder().find("乐山小区3号楼不是12号楼").outcome is Outcome.AMBIGUOUS


def test_leshan_is_never_looked_for_in_sichuan() -> None:
    assert found("市中区乐山小区").id == town().ids["乐山小区"]
    assert found("山东省济南市市中区乐山小区3号楼").label == "乐山小区3号楼"
    assert finder().find("四川省乐山市市中区").outcome is Outcome.UNKNOWN


def test_a_compound_alone_is_found_and_its_building_is_asked_for() -> None:
    finding = finder().find("睦和苑")
    assert finding.best is not None
    assert (finding.best.kind, finding.ask) == (PlaceKind.COMPOUND, Ask.BUILDING)


def test_a_road_alone_is_found_and_its_number_is_asked_for() -> None:
    finding = finder().find("建设路")
    assert finding.best is not None
    assert (finding.best.kind, finding.ask) == (PlaceKind.ROAD, Ask.BUILDING)


def test_a_community_is_found_by_its_own_name_and_by_the_one_people_use() -> None:
    assert found("舜雅社区").kind is PlaceKind.COMMUNITY
    assert found("二七新村街道").id == town().ids["二七街道"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("乐山驿站", PlaceKind.STATION),
        ("英雄山文化市场", PlaceKind.LANDMARK),
        ("英雄山市场", PlaceKind.LANDMARK),
        ("乐山小区1号配变", PlaceKind.TRANSFORMER),
    ],
)
def test_stations_landmarks_and_transformers_are_found(text: str, kind: PlaceKind) -> None:
    assert found(text).kind is kind


def test_another_name_of_a_building_leads_to_it() -> None:
    is_at("大厦高层", "舜耕路28号舜耕大厦")
    is_at("舜耕大厦", "舜耕路28号舜耕大厦")


def test_a_room_without_its_unit_asks_for_the_unit() -> None:
    finding = finder().find("乐山小区3号楼502")
    assert finding.outcome is Outcome.FOUND
    assert finding.ask is Ask.UNIT


def test_the_same_entries_give_the_same_answer_again() -> None:
    again = [finder().find("木和苑3-2-501") for _ in range(3)]
    assert again[0] == again[1] == again[2]
