"""Cleaning what is pasted from a group: who said it and their numbers do not come in with it.

A paste carries the sender's name as the app writes it: before a colon, or on a line of its own with the time. Numbers
by which a person can be called, and people mentioned with @, go as well. Names inside the words stay: they are erased
with them.
"""

import re
from dataclasses import dataclass

_HIDDEN = re.compile(r"[\u200b-\u200f\u2060\ufeff\x00]")
_DAY_LINE = re.compile(r"^[—–\-─ ]*\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?[—–\-─ ]*$")
_SENDER_LINE = re.compile(
    r"^(?P<who>\S.{0,23}?)\s+(?:\d{4}[-/年.])?(?:\d{1,2}[-/月.]\d{1,2}日?\s+)?(?:[上下]午)?\d{1,2}:\d{2}(?::\d{2})?$"
)
_SENDER = re.compile(
    r"^(?P<who>[^\s:：,，。!！?？]{1,10}(?: [^\s:：,，。!！?？]{1,8})?)[:：]\s*(?P<rest>.*)$", re.DOTALL
)
_NO_SENDER = re.compile(
    r"通知|公告|转发|提醒|提示|地址|地点|电话|时间|求助|紧急|注意|请问|停电|没电|楼道|灯|邻居|大家|情况|如下"
)
_CALLED = re.compile(r"@\S{1,20}\s?")
_PHONE = re.compile(
    r"(?<![\d-])(?:\+?86[- ]?)?(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{3}[- ]?\d{4,5}|\d{7,8})(?![\d-])"
)
_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_DOOR = re.compile(
    r"\d{1,2}[-－]\d{1,2}(?:[-－]\d{3,4})?|\d{1,2}\s?(?:号楼|栋|幢|#)(?:\s?\d{1,2}单元)?(?:\s?\d{3,4}室?)?"
)
GAP = "…"


@dataclass(frozen=True, slots=True)
class Pasted:
    """The words without the sender. `door` is the home that people in such groups carry in their name (3-2-501)."""

    words: str
    door: str = ""


def clean(text: str) -> Pasted:
    """The words of a paste, without who sent them, numbers and mentions."""
    text = _HIDDEN.sub("", text).replace("\r", "").strip()
    senders: list[str] = []
    kept: list[str] = []
    for raw in text.split("\n"):
        line = raw.strip()
        if not line or _DAY_LINE.match(line):
            continue
        found = _SENDER_LINE.match(line)
        if found:
            senders.append(found["who"])
            continue
        kept.append(_without_sender(line, senders))
    words = "\n".join(line for line in kept if line)
    for pattern in (_IDENTITY, _PHONE):
        words = pattern.sub(GAP, words)
    words = _CALLED.sub("", words).strip()
    doors = [door[0] for who in senders if (door := _DOOR.search(who))]
    return Pasted(words, doors[0].replace("－", "-") if len(set(doors)) == 1 else "")


def _without_sender(line: str, senders: list[str]) -> str:
    found = _SENDER.match(line)
    if found is None or _NO_SENDER.search(found["who"]) or not found["rest"]:
        named_alone = re.fullmatch(r"([^:：,，。]{1,20})[:：]", line)
        if named_alone and not _NO_SENDER.search(line):
            senders.append(named_alone[1])
            return ""
        return line
    if re.fullmatch(r"\D{0,6}\d{1,2}(?:号楼|栋|幢)\S{0,6}", found["who"]) and not re.search(
        r"[姐哥妈爸叔姨]", found["who"]
    ):
        return line
    senders.append(found["who"])
    return found["rest"].strip()
