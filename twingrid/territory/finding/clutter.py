"""Numbers in a text that are no part of an address: times, counts of people and hours, metres."""

from __future__ import annotations

import re

_N = "[0-9一二三四五六七八九十百两几半多]"
_CLUTTER = re.compile(
    "|".join(
        (
            r"(?:上午|下午|早上|晚上|夜里|中午|凌晨|今早|昨晚)?\d{1,2}点(?:\d{1,2}分?|钟|半|多)?(?=[^\d号]|$)",
            rf"(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}[号日](?![楼院])|\d{{4}}年|{_N}{{1,3}}月份",
            rf"{_N}{{1,4}}个?多?(?:小时|钟头|分钟)",
            rf"{_N}{{1,3}}(?:个多?月|个(?:老人|孩子|小孩|人|病人)|口人|多天|天[了没呢吧]|天(?=$|[ 都一])|宿了)",
            rf"(?:第 ?)?{_N}{{1,3}}(?:次|遍|趟|回[了啊]?)(?=[^民族迁龙家郎街路巷大公花小元]|$)",
            rf"{_N}{{1,4}}(?:户|家)(?:人家?|居民)?(?=没电|停电|都|全|断电)",
            rf"[往向]?(?:东|西|南|北|里|前|后)?(?:走|边|侧|面)?{_N}{{1,4}}(?:多?米|公里|步|站地?)(?=[^\dA-Z仓粒面线街路巷大公花小]|$)",
            rf"{_N}{{1,4}}(?:度电|块钱|瓦|千瓦|安的?空开|伏)",
            rf"{_N}{{1,3}}(?:岁|周岁)",
            r"(?:户号|表号|电表|账号|手机|电话|编号)?(?:尾号|[最]?后[三四五六]位(?:数)?)[是为 ]*\d{3,8}",
            r"\d{2,}(?:[. ]\d{1,2})?[块元](?:\d(?!\d))?(?:[毛角]\d?)?钱?(?![一-鿿]?[区路街])",
            r"从?[东西南北正后大]门口?(?:进[来去]?|往里走?|这[个边]|那[个边])+(?:[往向靠]?[左右][手边转拐]*)?",
            r"(?:哪|第?几|多少)[1一]?个?(?:号楼|号|座|单元|楼|层|室|户|家|小区|院子?|社区|条?[街路])[啊呀呢]?",
            r"(?<=\d[楼层])(?:[东西南北中左右](?:户|门|边|手|首)|靠[东西南北])",  # 5楼东户
        )
    )
)


_EXPLAINED = re.compile(r"(?<![一-鿿])([一-鿿]{2,5})的([一-鿿])(?![一-鿿])")
"""How a character is written: 凤凰的凤."""
_PART_FIRST = re.compile(
    r"(?:^|(?<=[ 是在住]))((?:\d{1,2}|[A-Z])[期区]|[东西南北中][区苑院])的([一-鿿][一-鿿A-Z]{1,12}?)(?=\d|[A-Z]座| |$)"
)


def without_counts(text: str) -> str:
    """A normalised text with a space where something was counted that is no place (停了2个多小时, 往东50米, 3天了) or
    where a character was explained, and with an estate's part behind its name (2期的乐山小区)."""
    text = _EXPLAINED.sub(lambda found: " " if found[2] in found[1] else found.group(), text)
    text = _PART_FIRST.sub(r"\2\1", text)
    return " ".join(_CLUTTER.sub(" ", text).split())
