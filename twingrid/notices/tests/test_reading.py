"""A message of a group is read by rules: how good they are on the open messages, and what they may not do."""

import pytest

from benchmarks import messages as bench
from twingrid.notices.rules import reading
from twingrid.notices.rules.pasting import clean
from twingrid.territory.tests.gazetteer import finder

# (kind right, kind told without a doubt and wrong, place right of requests, place certain and wrong): floors and roofs.
KIND, KIND_WRONG, PLACE, PLACE_WRONG = 0.98, 0.01, 0.97, 0.01


def test_the_open_messages_are_read_and_placed() -> None:
    made = bench.score(bench.messages("open"), bench.ours)
    naive = bench.score(bench.messages("open"), bench.naive)
    assert made.messages == 250
    assert made.kind / made.messages >= KIND
    assert made.kind_wrong / made.messages <= KIND_WRONG
    assert made.place / made.requests >= PLACE
    assert made.place_wrong / made.requests <= PLACE_WRONG
    assert (made.kind, made.place) > (naive.kind, naive.place)


@pytest.mark.parametrize(
    ("text", "kind", "place", "scope"),
    [
        ("3号楼2单元楼道灯不亮", "stairwell_light", "舜世3号楼", "unit"),
        ("过来看看我家没电了,6-2-301", "no_power", "舜世6号楼", "home"),
        ("舜雅5号楼没电了", "no_power", "舜雅小区5号楼", "unknown"),
        ("全小区都停了吗 没电", "no_power", "舜世", "around"),
        ("2号楼电动车充电着火", "sparks", "舜世2号楼", "unknown"),
        ("今天晚上还来电吗", "when_back", "舜世", "unknown"),
        ("来电啦,感谢师傅", "thanks", "", "unknown"),
        ("谁家的车挡了路", "none", "", "unknown"),
        ("停电梯检修通知:周五", "none", "", "unknown"),
    ],
)
def test_it_says_what_and_where(text: str, kind: str, place: str, scope: str) -> None:
    read = reading.read(text, estates=("舜世",))
    found = reading.locate(read, text, find=finder().find)
    assert (read.kind, found.best.label if found.best else "", read.scope) == (kind, place, scope)
    assert kind == "none" or read.why


def test_a_place_is_not_guessed_where_a_group_has_several_estates() -> None:
    read = reading.read("3号楼没电", estates=bench.LIANGNAN)
    assert reading.locate(read, "3号楼没电", find=finder().find).best is None


def test_danger_is_seen_in_a_tree_and_a_meter_box() -> None:
    assert reading.read("4号楼树枝碰电线,冒火", estates=("舜世",)).safety
    assert reading.read("13号楼电表箱漏电,摸着麻手", estates=("舜世",)).safety
    assert not reading.read("4号楼树枝该剪了,碰电线", estates=("舜世",)).safety


@pytest.mark.parametrize(
    ("pasted", "words", "door"),
    [
        ("王姐:\n3号楼没电", "3号楼没电", ""),
        ("3-2-501 王姐 18:50\n家里没电", "家里没电", "3-2-501"),
        ("—————  2023-2-22  —————\n\n李哥  18:50\n\n没电了", "没电了", ""),
        ("张大爷:打我电话13900001234", "打我电话…", ""),
        ("@电工韩师傅 七号楼灯坏了", "七号楼灯坏了", ""),
        ("居委会通知:本周五换届选举", "居委会通知:本周五换届选举", ""),
        ("3号楼:没电了", "3号楼:没电了", ""),
        ("3-2-501没电", "3-2-501没电", ""),
        ("身份证370103199001011234", "身份证…", ""),
        ("王姐:", "", ""),
    ],
)
def test_who_said_it_does_not_come_in(pasted: str, words: str, door: str) -> None:
    found = clean(pasted)
    assert (found.words, found.door) == (words, door)
    assert clean(found.words).words == found.words
