"""A notice of two hundred buildings, whole text and all, stays within what each channel carries."""

from typing import Any

import pytest

from twingrid.notices.actions import composing
from twingrid.notices.composing import NoticeKind
from twingrid.notices.gateways.registry import GATEWAYS
from twingrid.notices.queries import texts
from twingrid.notices.rules.homes import Home
from twingrid.notices.rules.wording import Use
from twingrid.notices.tests.composer import *  # noqa: F403 - fixtures

WAYS = [kind for kind, gateway in GATEWAYS.items() if gateway.limits.bytes or gateway.limits.characters]
SIGN = {"sign": "双网格供电", "keyword": "停电"}


def many(cast: Any, n: int = 200) -> list[Home]:
    """So many buildings of twenty estates, the first one known here."""
    homes = [Home(10_000 + k, f"第{k % 20 + 1}生活区", f"{k // 20 * 2 + 1}号楼") for k in range(n)]
    return [Home(cast.home.pk, "乐山小区", "3号楼"), *homes[1:]]


def length(kind: str, text: str) -> tuple[int, int]:
    """How long the text is there, and how long it may be."""
    limits = GATEWAYS[kind].limits
    return GATEWAYS[kind].length_of(text, SIGN), limits.bytes or limits.characters or 0


@pytest.mark.parametrize("kind", NoticeKind.values)
def test_two_hundred_buildings_fit_every_channel(write: Any, cast: Any, at: Any, kind: str) -> None:
    notice = write(kind=kind, outage_number="", buildings=[cast.home.pk], what="雷雨天请拔掉不用的插头。" * 20)
    homes, edition = many(cast), notice.editions.get()
    for use in (Use.RESIDENTS, Use.CORRECTION, Use.CANCELLATION, Use.OVER):
        words = texts.suggested_texts(notice, use=use, at=at)
        edition.residents, edition.operations = words["residents"], words["operations"]
        for way in WAYS:
            text = texts.text_for_homes(notice, edition, homes, at=at, channel_kind=way, config=SIGN)
            long, most = length(way, text)
            print(f"{kind} {use} {way}: {long} of {most}")
            assert 0 < long <= most
    assert {"wecom", "dingtalk", "feishu", "sms"} <= set(WAYS)


def test_a_group_of_people_reads_five_hundred_characters_with_every_estate_named(
    write: Any, cast: Any, at: Any
) -> None:
    notice = write()
    text = texts.text_for_homes(notice, notice.editions.get(), many(cast), at=at)
    assert len(text) <= texts.ROOM
    assert all(f"第{k}生活区" in text for k in range(1, 21))


def test_own_words_that_leave_no_room_are_cut_and_the_way_to_stop_stays(write: Any, cast: Any, at: Any) -> None:
    notice = write()
    own = "{homes}停电。" + "请提前做好准备，" * 120
    composing.write_texts(number=notice.number, residents=own, operations="", by=cast.zhou, at=at)
    given: dict[str, Any] = {"at": at, "channel_kind": "sms", "config": SIGN}
    tail = " 退订：https://grid.example.cn/told/abc/"
    text = texts.text_for_homes(notice, notice.editions.get(), many(cast), tail=tail, **given)
    long, most = length("sms", text)
    assert most - 12 <= long <= most
    assert text.endswith(f"…{tail}")
