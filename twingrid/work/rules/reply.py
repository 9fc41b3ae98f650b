"""What makes an electricity company's answer to a hotline order come back, found before it goes out.

The ten checks are those of the open review tool for Beijing's orders (domain.md 2.3): contradictions, vague words,
missing facts, and reports that ask for an order not to be counted. No Django here: each fault has a number, and its
sentence stands in `work.reply_words`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class OrderType(StrEnum):
    """What an order is about, as the hotline sorts the electricity orders."""

    SUDDEN_OUTAGE = "sudden_outage"
    FREQUENT_OUTAGE = "frequent_outage"
    VOLTAGE = "voltage"
    BILL = "bill"
    CONNECTION = "connection"
    CHARGING = "charging"
    MANNER = "manner"
    METERING = "metering"
    OUTAGE_NOTICE = "outage_notice"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer as it is written: facts in their fields, words in theirs. Moments are aware; None is "not said"."""

    order_type: OrderType
    caller_words: str = ""
    contacted: bool | None = None
    contacted_at: datetime | None = None
    not_contacted_reason: str = ""
    opinion: str = ""
    solved: bool | None = None
    unsolved_reason: str = ""
    lead_unit: str = ""
    began_at: datetime | None = None
    restored_at: datetime | None = None
    cause: str = ""
    found: str = ""
    measures: str = ""
    year_record: str = ""
    handling: str = ""
    public_reply: str = ""
    excluded: bool = False
    application_type: str = ""
    exclusion_conclusion: str = ""
    exclusion_basis: str = ""
    exclusion_evidence: str = ""
    same_as: str = ""

    @property
    def words(self) -> str:
        """Everything that the hotline and the caller will read."""
        return "\n".join((self.opinion, self.found, self.measures, self.handling, self.public_reply))


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that would bring the answer back: the rule (1 to 10), the field to mend, the words found or lacking."""

    rule: int
    field: str
    detail: str = ""


_NOT_REACHED = ("无法联系", "联系不上", "未能联系", "未联系上", "无人接听", "电话保密", "号码保密", "拒接")
_UNKNOWN_OPINION = re.compile(r"未知意见|意见[:\uff1a]?\s*未知|诉求人意见不详")
_VAGUE = ("已处理", "已办理", "临时检修", "正在处理", "已安排", "已转办", "已解决")
# Verbs that tell what somebody did; without one of them "handled" says nothing.
_PROCESS = (
    "现场核实", "现场查看", "到达现场", "更换", "修复", "试送", "验电", "测量", "检测", "排查", "隔离", "恢复供电",
    "接线", "紧固", "合闸", "核对", "校验", "退费", "解释", "告知", "抢修", "清除", "修剪", "改接", "加装",
)  # fmt: skip
_FREQUENT = re.compile(r"频繁停电|经常停电|老是?停电|总是?停电|动不动就?停电|三天两头.{0,4}停电|一直停电")
_YEAR = re.compile(r"近一年|一年内|近12个月|近十二个月|今年以来|本年度|过去一年")
_BACK = r"(?:恢复|送电|来电|复电)"
_HOUR = r"\d{1,2}\s*[:\uff1a时点]\s*\d{0,2}分?"
# An hour just before the electricity is back, or in the same breath after it.
_RESTORED_AT = re.compile(rf"{_HOUR}[,，]?[^,，。;；]{{0,8}}?{_BACK}|{_BACK}[^,，。;；]{{0,10}}?{_HOUR}")
_COLLOQUIAL = ("师傅", "小哥", "大姐", "大哥", "老板", "哥们", "那家伙", "电工佬")
_FEEDBACK = re.compile(r"回访|反馈|满意|认可|知晓|告知")
_RESULT = re.compile(r"恢复|正常|已通电|已送电|完好|消除|到账")
OUTAGE_FIELDS = ("contacted", "lead_unit", "began_at", "cause", "found", "measures", "opinion")
NOTICE_FIELDS = ("found", "measures")


def check_reply(reply: Reply) -> tuple[Fault, ...]:
    """Every fault of an answer by rule; empty when it may go."""
    return tuple(sorted(_faults(reply), key=lambda fault: (fault.rule, fault.field)))


def check_exclusion(*, conclusion: str, basis: str, evidence: str) -> tuple[Fault, ...]:
    """What an application lacks by which an order is asked not to be counted (rules 8 to 10)."""
    asked = Reply(
        order_type=OrderType.OTHER,
        excluded=True,
        exclusion_conclusion=conclusion,
        exclusion_basis=basis,
        exclusion_evidence=evidence,
    )
    return tuple(_exclusion(asked))


def _faults(reply: Reply) -> Iterator[Fault]:
    yield from _contact(reply)
    yield from _wording(reply)
    yield from _outage(reply)
    yield from _solved(reply)
    yield from _exclusion(reply)


def _contact(reply: Reply) -> Iterator[Fault]:
    said = next((word for word in _NOT_REACHED if word in reply.words), "")
    if reply.contacted and said:
        yield Fault(1, "contacted", said)
    if reply.contacted and reply.contacted_at is None:
        yield Fault(1, "contacted_at")
    if reply.contacted is False and not reply.not_contacted_reason:
        yield Fault(1, "not_contacted_reason")
    if found := _UNKNOWN_OPINION.search(reply.words):
        yield Fault(2, "opinion", found.group())


def _wording(reply: Reply) -> Iterator[Fault]:
    for name, text in (("handling", reply.handling), ("public_reply", reply.public_reply)):
        vague = next((word for word in _VAGUE if word in text), "")
        if not text or (vague and not any(verb in text for verb in _PROCESS)):
            yield Fault(3, name, vague)
        rough = next((word for word in _COLLOQUIAL if word in text), "")
        if rough:
            yield Fault(6, name, rough)


def _outage(reply: Reply) -> Iterator[Fault]:
    if reply.order_type is OrderType.FREQUENT_OUTAGE or _FREQUENT.search(reply.caller_words):
        if not (reply.year_record or _YEAR.search(reply.words)):
            yield Fault(4, "year_record")
        yield from (Fault(4, name) for name in ("cause", "measures") if not getattr(reply, name))
    if reply.order_type is OrderType.SUDDEN_OUTAGE:
        if reply.restored_at is None and not _RESTORED_AT.search(reply.words):
            yield Fault(5, "restored_at")
        yield from (Fault(5, name) for name in OUTAGE_FIELDS if getattr(reply, name) in ("", None))
    if reply.order_type is OrderType.OUTAGE_NOTICE:
        yield from (Fault(5, name) for name in NOTICE_FIELDS if not getattr(reply, name))


def _solved(reply: Reply) -> Iterator[Fault]:
    if reply.solved is False and not reply.unsolved_reason:
        yield Fault(7, "unsolved_reason")
    if not (reply.solved or "【已解决】" in reply.words):
        return
    told = (
        bool(reply.cause),
        bool(reply.measures),
        bool(reply.restored_at or _RESULT.search(reply.words)),
        bool(reply.contacted or _FEEDBACK.search(reply.words)),
    )
    if sum(told) < 2:
        yield Fault(7, "solved")


def _exclusion(reply: Reply) -> Iterator[Fault]:
    if not reply.excluded:
        return
    for rule, name in ((8, "exclusion_conclusion"), (9, "exclusion_basis"), (10, "exclusion_evidence")):
        if not getattr(reply, name):
            yield Fault(rule, name)
