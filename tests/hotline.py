"""A 12345 hotline as the guide describes it: a real server that gives out its orders, returns and moves, and takes no
answer that its own examiners would send back. It keeps twice what is sent twice."""

import json
from collections.abc import Mapping
from typing import Any

from tests.platform import Handler, Platform

STEPS = ("received", "accepted", "on_the_way", "on_site", "resolved", "replied")


class Hotline(Platform):
    """`orders`: by number, the states that we told it and whether it has closed the order."""

    def __init__(self) -> None:
        super().__init__(Desk)
        self.told: dict[str, list[str]] = {}
        self.refused: list[str] = []

    def order(self, number: str, **given: Any) -> None:
        """Give an order out."""
        place = {"address": "乐山小区3号楼2单元"}
        self.events.append({"event": {"number": number, "words": "家里没电", "place": place, **given}})

    def give_back(self, number: str, return_no: str, reason: str) -> None:
        """Send our answer back."""
        self.events.append({"return": {"number": number, "return_no": return_no, "reason": reason}})

    def move(self, number: str, move: str, move_no: str, **given: Any) -> None:
        """Do something with an order."""
        self.events.append({"move": {"number": number, "move": move, "move_no": move_no, **given}})


class Desk(Handler):
    """What the hotline's own form accepts."""

    def keep(self, method: str, path: str, body: bytes) -> tuple[int, Any]:
        server: Any = self.server
        if method != "POST" or not path.endswith("/changes"):
            return super().keep(method, path, body)
        change = json.loads(body)
        wrong = examine(change, server.told.get(change["number"], []))
        if wrong:
            server.refused.append(wrong)
            return 422, {"detail": wrong}
        kept = super().keep(method, path, body)
        if kept[0] < 300:
            server.told.setdefault(change["number"], []).append(change["state"])
        return kept


def examine(change: Mapping[str, Any], before: list[str]) -> str:
    """What the hotline's examiner says against a change; empty when it may be kept."""
    number, answer = change["number"], change.get("answer") or {}
    if not (number.isdigit() and len(number) == 18):
        return "记录编号应为18位数字"
    if change["state"] == "closed":
        return "结案由热线办理"
    if change["state"] != "replied":
        return ""
    if before[-1:] == ["replied"]:
        return "本单已答复，不得重复提交"
    for name, sentence in (
        ("contacted", "请填写是否联系群众"),
        ("solved", "请填写是否解决"),
        ("handling", "请填写办理情况"),
        ("public_reply", "请填写公开答复内容"),
    ):
        if answer.get(name) in (None, ""):
            return sentence
    if answer["contacted"] and not (answer["contacted_at"] and answer["contact_number"]):
        return "已联系的请填写联系时间和联系号码"
    return "请填写未解决原因" if answer["solved"] is False and not answer["unsolved_reason"] else ""
