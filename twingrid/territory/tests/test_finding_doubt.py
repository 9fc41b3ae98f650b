"""When the finder must ask instead of choosing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from twingrid.territory.finding import Ask, Outcome, PlaceEntry, PlaceFinder, PlaceKind, Reason
from twingrid.territory.tests.gazetteer import finder, town


def test_two_compounds_of_one_name_are_both_offered_with_where_they_are() -> None:
    finding = finder().find("阳光花园3号楼")
    assert finding.outcome is Outcome.AMBIGUOUS
    assert {c.id for c in finding.candidates[:2]} == {town().ids["阳光花园3号楼一"], town().ids["阳光花园3号楼二"]}
    assert {c.reason for c in finding.candidates[:2]} == {Reason.SAME_NAME}
    assert [c.label for c in finding.candidates[:2]] == [
        "阳光花园3号楼(舜耕街道 舜世社区)",
        "阳光花园3号楼(六里山街道 玉函社区)",
    ]
    assert finding.ask is Ask.COMPOUND


@pytest.mark.parametrize("where", ["六里山街道", "玉函社区", "六里山街道玉函社区"])
def test_a_subdistrict_or_community_beside_the_name_decides(where: str) -> None:
    best = finder().find(f"{where}阳光花园3号楼").best
    assert best is not None
    assert best.id == town().ids["阳光花园3号楼二"]


def test_a_community_before_the_name_is_not_taken_for_the_compound_of_the_same_name() -> None:
    best = finder().find("二七街道梁南社区银泉小区3号楼").best
    assert best is not None
    assert best.id == town().ids["银泉小区3号楼"]
    alone = finder().find("梁南社区3号楼").candidates[0]
    assert alone.id == town().ids["梁南社区3号楼"]


def test_a_building_that_is_not_there_is_asked_about_with_the_near_ones() -> None:
    finding = finder().find("乐山小区33号楼")
    assert (finding.outcome, finding.ask) == (Outcome.AMBIGUOUS, Ask.BUILDING)
    near = {c.label for c in finding.candidates if c.reason is Reason.NEAR_NUMBER}
    assert {"乐山小区3号楼", "乐山小区13号楼"} <= near


def test_two_buildings_in_one_breath_are_both_offered() -> None:
    finding = finder().find("乐山小区3号楼和5号楼都没电了")
    assert (finding.outcome, finding.ask) == (Outcome.AMBIGUOUS, Ask.BUILDING)
    assert [c.label for c in finding.candidates[:2]] == ["乐山小区3号楼", "乐山小区5号楼"]


def test_two_compounds_in_one_breath_are_both_offered() -> None:
    finding = finder().find("乐山小区和睦和苑都停电了")
    assert finding.outcome is Outcome.AMBIGUOUS
    assert {c.label for c in finding.candidates[:2]} == {"乐山小区", "睦和苑"}


def test_a_community_with_a_building_offers_that_number_in_its_compounds() -> None:
    finding = finder().find("玉函社区3号楼")
    assert finding.outcome is Outcome.AMBIGUOUS
    assert {"玉函小区3号楼", "阳光花园3号楼"} <= {c.label for c in finding.candidates}


def test_a_unit_that_is_not_there_is_asked_about() -> None:
    finding = finder().find("乐山小区3号楼7单元")
    assert (finding.outcome, finding.ask) == (Outcome.AMBIGUOUS, Ask.UNIT)
    assert finding.candidates[0].reason is Reason.WHOLE_BUILDING


def test_a_door_number_that_is_not_there_is_not_replaced_by_its_mirror() -> None:
    finding = finder().find("建设路33号院2号楼")
    assert finding.outcome is not Outcome.FOUND or finding.candidates[0].label == "建设路33号"
    swapped = finder().find("建设路38号")
    assert swapped.outcome is Outcome.AMBIGUOUS


@pytest.mark.parametrize(
    "text",
    [
        "绿地国际城5号楼",
        "恒大翡翠华庭12号楼3单元",
        "乐山花园3号楼",
        "南乐山小区3号楼",
        "乐山小区对面",
        "玉屏小区3号楼",
        "和平路78号",
    ],
)
def test_a_place_that_is_not_in_the_city_is_never_found(text: str) -> None:
    assert finder().find(text).outcome is not Outcome.FOUND


def test_a_name_that_sounds_like_two_is_offered_as_two() -> None:
    entries = [PlaceEntry(PlaceKind.COMPOUND, i, name) for i, name in enumerate(("舜园小区", "顺园小区", "乐山小区"))]
    finding = PlaceFinder.build(entries).find("瞬园小区")
    assert finding.outcome is Outcome.AMBIGUOUS
    assert {c.id for c in finding.candidates[:2]} == {0, 1}


def test_a_name_written_exactly_is_found_beside_one_that_sounds_like_it() -> None:
    entries = [PlaceEntry(PlaceKind.COMPOUND, i, name) for i, name in enumerate(("舜园小区", "顺园小区", "乐山小区"))]
    best = PlaceFinder.build(entries).find("顺园小区").best
    assert best is not None
    assert best.id == 1


FIRST = "乐睦舜玉英泉明历阳金银龙凤文鑫华翠佳春和福瑞祥东南西北中丽康安泰嘉锦云海青绿紫红"
SECOND = "山雅世函雄城湖景光苑林泽源园居府台峰岭河溪泉桥门庄村屯堂阁楼亭湾港洲清静星馨"


def _town_of(names: int) -> PlaceFinder:
    """龙景花园 among so many others that are made of the same characters."""
    others = [f"{one}{other}花园" for one in FIRST for other in SECOND if other not in "景静清星馨"][:names]
    entries = [PlaceEntry(PlaceKind.COMPOUND, i, name) for i, name in enumerate(["龙景花园", *others])]
    return PlaceFinder.build([*entries, PlaceEntry(PlaceKind.BUILDING, 9_999, "3号楼", compound="龙景花园")])


@pytest.mark.parametrize("text", ["龙金花园3号楼", "景龙花园3号楼"])
def test_a_name_that_is_nearly_another_is_answered_in_a_town_and_asked_about_in_a_large_city(text: str) -> None:
    assert _town_of(20).find(text).outcome is Outcome.FOUND
    asked = _town_of(1_400).find(text)
    assert asked.outcome is Outcome.AMBIGUOUS
    assert asked.candidates[0].id == 9_999


@pytest.mark.parametrize("text", ["龙景花园3号楼", "龙京花园3号楼", "龙景花园(老小区)3号楼"])
def test_a_name_as_it_is_written_or_sounds_is_answered_in_a_city_of_any_size(text: str) -> None:
    best = _town_of(1_400).find(text).best
    assert best is not None
    assert best.id == 9_999


def test_candidates_are_limited_and_ordered() -> None:
    finding = finder().find("阳光花园3号楼", limit=1)
    assert len(finding.candidates) == 1
    assert finding.outcome is Outcome.AMBIGUOUS
    scores = [c.score for c in finder().find("乐山").candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize("text", ["", " ", "\n\t", "。。。", "😀😀", "\u200b", "---"])
def test_nothing_said_is_an_empty_question(text: str) -> None:
    assert finder().find(text).outcome is Outcome.EMPTY


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE place; --",
        'sound:"a" AND NOT (b OR *) ^2 ~1 [1 TO 9] {x} \\',
        "乐" * 10_000,
        "3-" * 5_000,
        "一二三四五六七八九十百" * 900,
        "\x00\x01\x02乐山\x07",
        "\ud800",
        "ﷺ" * 500,
        "1" * 300,
        "🏠" * 2_000 + "乐山小区",
    ],
)
def test_hostile_text_is_harmless(text: str) -> None:
    finding = finder().find(text)
    assert finding.outcome in Outcome
    assert len(finding.asked) <= 240


def test_query_syntax_around_an_address_changes_nothing() -> None:
    best = finder().find('sound:("乐山小区" OR *)3号楼^2').best
    assert best is not None
    assert best.id == town().ids["乐山小区3号楼"]


def test_an_empty_gazetteer_knows_nothing() -> None:
    assert PlaceFinder.build([]).find("乐山小区3号楼").outcome is Outcome.UNKNOWN


def test_many_threads_get_the_answers_of_one() -> None:
    texts = ["木和苑3-2-501", "乐山小区3号楼", "阳光花园3号楼", "几点能来电", "建设路78号"] * 8
    alone = [finder().find(text) for text in texts]
    with ThreadPoolExecutor(max_workers=8) as pool:
        assert list(pool.map(finder().find, texts)) == alone


def test_it_tells_its_size_and_how_long_it_took_to_build() -> None:
    assert finder().memory_bytes > 0
    assert 0 < finder().build_seconds < 30
