"""Texts of notices: what each kind says to residents, to operations, and in one line; a city may write its own.

Placeholders: `{homes}`, `{start}`, `{end}`, `{until}` (the estimate), `{why}`, `{phone}`, `{what}`, `{link}`; in the
text for operations `{equipment}` too, which no resident reads. Nothing else is filled in.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from twingrid.kit.slots import Slot

PLACEHOLDERS = frozenset({"homes", "start", "end", "until", "why", "phone", "what", "link"})
OPERATIONS_PLACES = PLACEHOLDERS | {"equipment"}
MOST = 400
"""Characters that a text may have before its places are filled: with the homes it still fits a robot's message."""
_ANY = re.compile(r"\{([^{}]*)\}")


class Use(StrEnum):
    """Whom a text is for."""

    RESIDENTS = "residents"
    OPERATIONS = "operations"
    SHORT = "short"
    CORRECTION = "correction"
    CANCELLATION = "cancellation"
    OVER = "over"


# The words of the press offices, made short: what, where, when, what to do, whom to call.
_RESIDENTS: Mapping[str, str] = {
    "planned_outage": (
        "【停电通知】{start}至{end}，{why}，以下地方停电：{homes}。请提前做好准备，有事请打{phone}。"
        "给您带来不便，敬请谅解。"
    ),
    "temporary_outage": "【临时停电】{start}至{end}，因{why}需要临时停电：{homes}。有事请打{phone}，敬请谅解。",
    "fault_progress": "【停电进展】{homes}停电，原因：{why}。师傅已在处理，预计{until}来电。有事请打{phone}。",
    "prices": "【电价与交费】{what} 涉及：{homes}。想了解请打{phone}。",
    "safety": "【用电安全】{what} 涉及：{homes}。发现冒烟、打火请先离开，再打119和{phone}。",
    "weather": "【天气提醒】{what} 涉及：{homes}。用电有事请打{phone}。",
    "event": "【活动】{what} 时间：{start}。欢迎{homes}的邻居参加，联系{phone}。",
    "works": "【施工告知】{start}至{end}，{what} 涉及：{homes}。有事请打{phone}。",
}
_CHANGES: Mapping[Use, str] = {
    Use.CORRECTION: "【更正】{what} 时间：{start}至{end}，地点：{homes}。以本次通知为准，有事请打{phone}。",
    Use.CANCELLATION: "【取消】原定{start}的安排已取消：{homes}不停电、不施工。{why} 有事请打{phone}。",
    Use.OVER: "【已恢复】{homes}已恢复供电。家里仍没电的，请打{phone}。谢谢您的耐心。",
}


def default(kind: str, use: Use) -> str:
    """The text that is shipped for this kind of notice and this use."""
    if use in _CHANGES:
        return _CHANGES[use]
    if use is Use.OPERATIONS:
        return "{start}—{end} {why}{what}。设备：{equipment}。范围：{homes}。联系：{phone}"
    if use is Use.SHORT:
        return _RESIDENTS[kind].partition("】")[0].removeprefix("【") + "：{start} {homes}。详见{link}"
    return _RESIDENTS[kind]


def key_of(kind: str, use: Use) -> str:
    """Under which key a city keeps its own words for this kind and use; one of a kind only for residents."""
    return f"notice.{kind if use is Use.RESIDENTS else use.value}"


def slots() -> list[Slot]:
    """The texts that a city may write itself: to residents by kind, to operations, and the changes of a notice."""
    found = [(kind, Use.RESIDENTS) for kind in _RESIDENTS]
    found += [("", use) for use in (Use.OPERATIONS, *_CHANGES)]
    return [Slot(key_of(kind, use), default(kind, use), MOST, places_of(use)) for kind, use in found]


def places_of(use: Use) -> frozenset[str]:
    """The placeholders that a text of this use may have."""
    return OPERATIONS_PLACES if use is Use.OPERATIONS else PLACEHOLDERS


def unknown_places(text: str, places: frozenset[str] = PLACEHOLDERS) -> list[str]:
    """Placeholders of a text that nothing fills, in order."""
    return [name for name in _ANY.findall(text) if name not in places]


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled; what has no value leaves nothing behind, and no doubled stops."""
    filled = _ANY.sub(lambda found: values.get(found.group(1), ""), text)
    for twice, once in (
        ("设备：。", ""),
        ("。。", "。"),
        ("，，", "，"),
        ("：。", "。"),
        ("，。", "。"),
        ("因。", "。"),
    ):
        filled = filled.replace(twice, once)
    return filled.strip()
