"""The page on which a hotline order is answered."""

from datetime import datetime
from typing import Any

import pytest

from tests.cast import Cast
from tests.house.scene import report
from twingrid.work.models import HotlineReply, Ticket

pytestmark = pytest.mark.django_db
GOOD = {
    "order_type": "other",
    "contacted": "no",
    "not_contacted_reason": "三次拨打未接通",
    "solved": "yes",
    "cause": "灯头损坏",
    "measures": "更换灯头",
    "handling": "供电网格员现场核实后更换灯头。",
    "public_reply": "经现场核实，已更换灯头，照明正常。",
}


@pytest.fixture
def order(cast: Cast, at: datetime) -> Any:
    ticket = report(cast, "3", at=at)
    Ticket.objects.filter(pk=ticket.pk).update(
        channel="hotline_12345", external_no="250912101108115409", state="resolved", resolved_at=at, holder=cast.han
    )
    return ticket


def test_the_request_leads_there_and_the_answer_is_read_afterwards(order: Any, cast: Cast) -> None:
    client = cast.client("han")
    address = f"/work/t/{order.number}/reply/"
    assert address in client.get(f"/work/t/{order.number}/").content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address, GOOD)["Location"] == f"/work/t/{order.number}/"
    page = client.get(address).content.decode()
    assert "灯头损坏" in page
    assert "<form" not in page.split("<h1>")[1].split("</main>")[0]
    assert "已答复热线" in client.get(f"/work/t/{order.number}/").content.decode()


def test_every_fault_is_told_at_its_field_and_nothing_typed_is_lost(order: Any, cast: Cast) -> None:
    wrong = GOOD | {"handling": "师傅已处理。", "public_reply": "", "not_contacted_reason": "", "cause": "写下的原因"}
    answer = cast.client("zhou").post(f"/work/t/{order.number}/reply/", wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "岗位名称" in page and "怎么办的" in page and "未能联系的原因" in page
    assert "写下的原因" in page and "师傅已处理" in page
    assert not HotlineReply.objects.exists()


def test_others_find_nothing(order: Any, cast: Cast) -> None:
    for who in ("ding", "qiao", "manager"):
        assert cast.client(who).post(f"/work/t/{order.number}/reply/", GOOD).status_code in (403, 404), who
    Ticket.objects.update(state="accepted")
    assert cast.client("han").get(f"/work/t/{order.number}/reply/").status_code == 404
