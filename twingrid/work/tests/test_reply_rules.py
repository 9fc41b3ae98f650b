"""The ten rules for which hotlines send an answer back, each broken and kept."""

from datetime import UTC, datetime
from typing import Any

import pytest

from twingrid.work.reply_words import sentence
from twingrid.work.rules.reply import OrderType, Reply, check_reply

EVENING = datetime(2023, 2, 22, 11, 0, tzinfo=UTC)
GOOD: dict[str, Any] = {
    "order_type": OrderType.SUDDEN_OUTAGE,
    "contacted": True,
    "contacted_at": EVENING,
    "opinion": "诉求人表示认可",
    "solved": True,
    "lead_unit": "市中供电中心",
    "began_at": EVENING,
    "restored_at": EVENING,
    "cause": "楼道空开老化跳闸",
    "found": "现场核实3号楼2单元空开烧损",
    "measures": "更换空开并试送成功",
    "handling": "抢修人员现场核实后更换空开，已恢复供电并告知诉求人。",
    "public_reply": "经现场核实，空开老化跳闸，已更换并恢复供电。",
}


def faults(**changes: Any) -> set[tuple[int, str]]:
    return {(fault.rule, fault.field) for fault in check_reply(Reply(**GOOD | changes))}


def test_a_whole_answer_may_go() -> None:
    assert faults() == set()


@pytest.mark.parametrize(
    ("rule", "field", "changes"),
    [
        (1, "contacted", {"handling": "多次拨打无人接听，现场核实后更换空开，恢复供电。"}),
        (1, "contacted_at", {"contacted_at": None}),
        (1, "not_contacted_reason", {"contacted": False}),
        (2, "opinion", {"opinion": "未知意见"}),
        (3, "handling", {"handling": "已处理。"}),
        (3, "public_reply", {"public_reply": "已安排临时检修。"}),
        (3, "handling", {"handling": ""}),
        (4, "year_record", {"caller_words": "我们这经常停电，一晚上停两次"}),
        (4, "cause", {"order_type": OrderType.FREQUENT_OUTAGE, "cause": ""}),
        (4, "measures", {"caller_words": "老停电", "measures": ""}),
        (5, "restored_at", {"restored_at": None, "handling": "现场核实后更换空开。", "public_reply": "已更换空开。"}),
        (5, "began_at", {"began_at": None}),
        (5, "lead_unit", {"lead_unit": ""}),
        (5, "found", {"order_type": OrderType.OUTAGE_NOTICE, "found": ""}),
        (6, "handling", {"handling": "师傅现场核实后更换空开，已恢复供电。"}),
        (6, "public_reply", {"public_reply": "我们小哥更换了空开，已恢复供电。"}),
        (7, "unsolved_reason", {"solved": False}),
        (
            8,
            "exclusion_conclusion",
            {"excluded": True, "exclusion_basis": "条例第二十五条", "exclusion_evidence": "录音"},
        ),
        (9, "exclusion_basis", {"excluded": True, "exclusion_conclusion": "不计入", "exclusion_evidence": "录音"}),
        (
            10,
            "exclusion_evidence",
            {"excluded": True, "exclusion_conclusion": "不计入", "exclusion_basis": "第二十五条"},
        ),
    ],
)
def test_each_fault_is_found_at_its_field(rule: int, field: str, changes: dict[str, Any]) -> None:
    assert (rule, field) in faults(**changes)


def test_solved_needs_two_of_cause_measures_result_and_feedback() -> None:
    bare = Reply(order_type=OrderType.OTHER, solved=True, handling="更换门锁。", public_reply="更换门锁。")
    assert {(fault.rule, fault.field) for fault in check_reply(bare)} == {(7, "solved")}
    told = Reply(order_type=OrderType.OTHER, solved=True, cause="锁坏", measures="更换", handling="更换门锁。",
                 public_reply="更换门锁。")  # fmt: skip
    assert check_reply(told) == ()


def test_the_hour_may_stand_in_the_words() -> None:
    for said in ("21:40恢复供电", "于21时40分恢复供电", "恢复供电时间为21:40", "21:40，恢复供电"):
        assert faults(restored_at=None, handling=f"抢修人员更换空开，{said}。") == set(), said
    assert (5, "restored_at") in faults(
        restored_at=None, handling="抢修人员9:00现场核实，更换空开后恢复供电。" + "好" * 20
    )


def test_a_frequent_outage_with_its_year_may_go() -> None:
    assert faults(caller_words="总停电", year_record="近一年2次，均为树障") == set()


def test_every_fault_has_its_sentence() -> None:
    empty = Reply(
        order_type=OrderType.SUDDEN_OUTAGE, contacted=True, solved=False, excluded=True, caller_words="老停电"
    )
    found = check_reply(empty)
    assert {fault.rule for fault in found} >= {1, 3, 4, 5, 7, 8, 9, 10}
    for fault in found:
        assert len(sentence(fault)) > 8
        assert "%(" not in sentence(fault)
