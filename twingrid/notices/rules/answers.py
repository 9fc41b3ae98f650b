"""What goes back to a group: short, with number, who comes and by when; nothing by which a neighbour is known.

Building and stairwell are named, never the home; no number of a resident's telephone.
"""

from collections.abc import Mapping

from twingrid.notices.rules.wording import fill

# In residents' words: what it is about.
WHAT: Mapping[str, str] = {
    "stairwell_light": "楼道灯不亮",
    "no_power": "停电",
    "voltage": "电压不稳",
    "sparks": "冒火花或冒烟",
    "meter": "电表问题",
    "bill": "电费问题",
    "meter_box": "电表箱问题",
    "tree": "树碰电线",
    "other": "用电问题",
}
_TAKEN = "【已登记】{place}{what}，编号{number}。{who}{until}感谢告知，处理好了在群里回复。"
_SAFETY = "请先离开，不要碰；有明火请打119。"
_KNOWN = "【已知停电】{place}停电我们已知道，{until}不用重复报修。家里有老人、病人用电急需的，请直接告诉群主。"
_PLANNED = "【停电提醒】{place}有安排好的停电，请看停电通知。{until}"
_THANKS = "谢谢您的认可，我们会转告师傅。用电有事，随时在群里说。"
_ENDS: Mapping[str, str] = {
    "utility_side": "已修好",
    "customer_side": "师傅已到现场查看，并说明了怎么办",
    "customer_side_courtesy": "已修好",
    "nothing_found": "师傅已到现场查看，目前正常",
    "answered": "已答复",
    "passed_on": "已转给负责的单位",
}
_SOLVED = "【已处理】{place}{what}（编号{number}）：{end}。还有问题请在群里说一声。"


def what_of(kind: str, own: str) -> str:
    """What it is about: residents' words for the first kinds, the city's `own` word for others, else no more than that
    it is about electricity: nobody's complaint is told to a group."""
    return WHAT.get(kind) or own or WHAT["other"]


def taken(*, place: str, what: str, number: str, who: str, until: str, safety: bool) -> str:
    """That a request was made: its number, who comes, by when. Danger first."""
    values = {
        "place": place,
        "what": what,
        "number": number,
        "who": f"{who}师傅负责" if who else "值班人员马上安排师傅",
        "until": f"，预计{until}前到。" if until else "。",
    }
    return (_SAFETY if safety else "") + fill(_TAKEN, values)


def known(*, place: str, back: str, on: bool = True) -> str:
    """That the outage is known, and when the electricity is expected back ("" when nobody has said so)."""
    if not on:
        return fill(_PLANNED, {"place": place, "until": f"预计{back}来电。" if back else ""})
    return fill(
        _KNOWN, {"place": place, "until": f"预计{back}来电，" if back else "正在抢修，来电时间定了马上告诉大家，"}
    )


def thanks() -> str:
    """Thanks back."""
    return _THANKS


def solved(*, place: str, what: str, number: str, outcome: str) -> str:
    """That it is dealt with, and how it ended as far as a group may know."""
    return fill(_SOLVED, {"place": place, "what": what, "number": number, "end": _ENDS.get(outcome, "已处理好")})
