"""One written form for what people type and say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twingrid.territory.finding.clutter import without_counts
from twingrid.territory.finding.normalise import LONGEST, city_prefixes, normalise, strip_prefix
from twingrid.territory.finding.numerals import value_of
from twingrid.territory.finding.parse import Parts, assign, building_key, door_key, long_numbers, tokens_of, unit_key

ADDRESS_LIKE = st.text(
    alphabet="乐山小区路院里七两十百零〇幺一二三号楼栋幢座单元门室户排层#-—～.、/ 0123456789ABab第之的", max_size=40
)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("建设路七十八号院三号楼二单元五零二", "建设路78号院3号楼2单元502"),
        ("乐山小区３－２－５０１", "乐山小区3-2-501"),
        ("乐山小区3—2—501", "乐山小区3-2-501"),
        ("乐山小区3/2/501", "乐山小区3-2-501"),
        ("３栋２门５０１户", "3号楼2单元501室"),
        ("第三栋两单元", "3号楼2单元"),
        ("3#楼2单元", "3号楼2单元"),
        ("a座１２０１", "A座1201"),
        ("七里山街道", "七里山街道"),
        ("十六里河街道", "16里河街道"),
        ("二七新村三号楼", "二七新村3号楼"),
        ("一百零三号", "103号"),
        ("一百二十号", "120号"),
        ("阳光一百3号楼", "阳光100 3号楼"),
        ("78号之1", "78-1号"),
        ("南门", "南门"),
        ("叁号楼贰单元", "3号楼2单元"),
        ("陆家庄3号楼", "陆家庄3号楼"),
        ("乐山小区3号楼2单元5 0 1", "乐山小区3号楼2单元501"),
        ("乐山小区3 2 501", "乐山小区3 2 501"),
        ("乐山小区3号楼不对4号楼2单元501", "乐山小区4号楼2单元501"),
        ("乐山小区二单元,哦不,三单元", "乐山小区3单元"),
        ("leshan 3 hao lou 2 dan yuan 501 shi", "LESHAN 3号楼 2单元 501室"),
        ("三好楼二丹园5O2", "3号楼2单元502"),
        ("乐山小区五百零二室", "乐山小区502室"),
        ("16号房管所家属院", "16号房管所家属院"),
        ("第二十中学宿舍期号楼医单元六零儿", "第20中学宿舍7号楼1单元602"),
        ("乐山小区是号楼", "乐山小区4号楼"),
        ("乐山小区石号楼", "乐山小区10号楼"),
        ("十儿号楼淡远", "12号楼淡远"),
        ("乐山小区三号漏二但愿", "乐山小区3号楼2单元"),
        ("乐山小区东单元", "乐山小区东单元"),
        ("樂山小區三號樓貳單元", "乐山小区3号楼2单元"),
        ("乾隆花园", "乾隆花园"),
        ("乐山小区 Building 3, unit2 Room 501", "乐山小区 3号楼 2单元 501室"),
        ("乐山小区 Bldg. B, Rm 1201", "乐山小区 B座 1201室"),
        ("SOHO UNITED", "SOHO UNITED"),
        ("乐山小区3-A栋2单元", "乐山小区3A座2单元"),
        ("十十三里洼3号楼", "13里洼3号楼"),
        ("  乐山\u200b小区\n3号楼 ", "乐山小区 3号楼"),
    ],
)
def test_the_usual_forms_become_one(text: str, plain: str) -> None:
    assert normalise(text) == plain


@settings(deadline=None)  # the first example loads the readings
@given(st.one_of(st.text(max_size=300), ADDRESS_LIKE))
def test_normalising_again_changes_nothing_and_it_never_raises(text: str) -> None:
    plain = normalise(text)
    assert normalise(plain) == plain
    assert len(plain) <= LONGEST


@settings(deadline=None)
@given(ADDRESS_LIKE)
def test_every_text_can_be_taken_apart(text: str) -> None:
    plain = normalise(text)
    tokens = tokens_of(plain)
    assert all(0 <= t.start < t.end <= len(plain) for t in tokens)
    assert isinstance(assign(tokens), Parts)


@settings(deadline=None)
@given(st.integers(min_value=1, max_value=999))
def test_a_number_said_in_chinese_is_the_number(number: int) -> None:
    digits = "零一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    said = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        said += f"{digits[tens]}十"
    elif hundreds and ones:
        said += "零"
    said += digits[ones] if ones else ""
    assert value_of(said) == str(number)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("11月24号上午就停了,乐山小区3号楼", "上午就停了 乐山小区3号楼"),
        ("晚上8点半停的电,乐山小区3号楼,停了两个多小时了", "停的电 乐山小区3号楼 停了 了"),
        ("乐山小区3号楼都三天了,家里2个老人", "乐山小区3号楼都 家里"),
        ("实验小学往东50米,乐山小区", "实验小学 乐山小区"),
        ("打了3次电话了,乐山小区一共6户没电", "打了 电话了 乐山小区一共 没电"),
        ("八里洼小区10月1号楼", "八里洼小区10月1号楼"),
        ("三百米大道5号", "300米大道5号"),
        ("七天酒店宿舍", "七天酒店宿舍"),
        ("乐山小区3号楼5楼东户", "乐山小区3号楼5楼"),
        ("东门公寓3号楼", "东门公寓3号楼"),
        ("乐山小区3号楼2单元501户都没电", "乐山小区3号楼2单元501室都没电"),
    ],
)
def test_times_and_counts_are_no_part_of_an_address(text: str, left: str) -> None:
    assert without_counts(normalise(text)) == left


def test_zeros_that_fill_a_number_up_are_left_out() -> None:
    said = assign(tokens_of(normalise("乐山小区03-02-0501")))
    assert (said.building, said.unit, said.room) == ("3", "2", "501")
    assert assign(tokens_of(normalise("乐山小区03号楼02单元0501室"))).room == "501"


def test_province_city_and_district_are_taken_off_the_start_only() -> None:
    prefixes = city_prefixes(["山东省", "济南市", "市中区"])
    assert strip_prefix("山东省济南市市中区乐山小区", prefixes) == "乐山小区"
    assert strip_prefix("乐山小区市中区", prefixes) == "乐山小区市中区"
    assert strip_prefix("济南市", prefixes) == "济南市"
    assert strip_prefix("济南市中区乐山小区", prefixes) == strip_prefix("山东济南乐山小区", prefixes) == "乐山小区"
    assert strip_prefix("济南院子", city_prefixes(["济南市"], taken=["济南院子"])) == "济南院子"


def test_numbers_of_accounts_meters_and_telephones_are_told_from_addresses() -> None:
    assert long_numbers("户号0310370103,电话0531-00000051,乐山小区3-2-501") == ("0310370103", "053100000051")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("3号楼", ("", "3")),
        ("三栋", ("", "3")),
        ("A座", ("", "A")),
        ("03号楼", ("", "3")),
        ("A3号楼", ("", "A3")),
        ("东3号楼", ("东", "3")),
        ("南区12号楼", ("南区", "12")),
        ("4排", ("", "4排")),
        ("9排8号", ("9排", "8")),
        ("综合楼", ("综合楼", "")),
    ],
)
def test_names_of_buildings_are_compared_by_number(name: str, key: tuple[str, str]) -> None:
    assert building_key(name) == key


def test_units_and_doors_are_compared_without_their_words() -> None:
    assert unit_key("二单元") == unit_key("2门") == unit_key("2") == "2"
    assert door_key("78号") == door_key("七十八号院") == "78"
    assert door_key("9排8号") == "9排8"


def test_letters_of_a_name_are_no_part_of_a_buildings_number() -> None:
    assert assign(tokens_of(normalise("虹柏SOHO20号楼2单元"))).building == "20"
    assert assign(tokens_of(normalise("虹柏小区B2号楼"))).building == "B2"
