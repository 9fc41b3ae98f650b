"""A pasted message becomes a request and its answer goes back (F8)."""

import re
from typing import Any

import pytest

from tests.house.scene import jpeg

pytestmark = pytest.mark.journey
PASTE = "3-2-501 王姐 18:55\n3号楼2单元501突然没电了,楼下都有电,电话13900001234"


def worker_deals_with(page: Any, number: str) -> None:
    """The holder accepts, arrives and resolves it on the phone."""
    page.goto(f"/work/t/{number}/")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    headers = {"Referer": page.url}
    picture = {"name": "done.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    said = {"outcome": "utility_side", "finding": "service_wire", "words": "换了进户线", "photos": picture}
    done = {f"resolve-{name}": value for name, value in said.items()}
    given: dict[str, Any] = {"resolve": done}
    for move in ("accept", "arrive", "resolve"):
        form = {"csrfmiddlewaretoken": token, **given.get(move, {})}
        assert page.request.post(f"/work/t/{number}/{move}/", multipart=form, headers=headers).status == 200, move


def test_a_pasted_message_becomes_a_request_and_its_answer_goes_back(visitor: Any, site: Any, picture: Any) -> None:
    page = visitor("qiao")
    page.goto("/groups/")
    page.get_by_role("link", name="登记群消息").click()
    page.get_by_label("粘贴群里的消息").fill(PASTE)
    page.get_by_role("button", name="识别").click()
    assert "因为写了“没电”" in page.locator("main").inner_text()
    assert page.locator("[name=kind]:checked").input_value() == "no_power"
    assert page.locator("[name=pick]:checked").input_value().endswith(":2单元:501")
    assert "王姐" not in page.content()
    assert "1390000" not in page.content()
    picture(page, "group-message")
    page.get_by_role("button", name="生成诉求").click()
    answer = page.locator(".tg-quote").inner_text()
    number = re.search(r"\d{8}-\d{4}", answer)
    assert number is not None
    assert "韩立群" in answer
    assert "501" not in answer.replace(number[0], "")
    found = site.ticket(number[0])
    assert (found["channel"], found["kind"], found["holder"]) == ("group", "no_power", "韩立群")
    picture(page, "group-answer")
    page.get_by_role("button", name="已发到群里").click()
    assert page.locator("form[action$='/undo/'] button").first.is_visible()
    worker_deals_with(visitor("han"), number[0])
    site.jobs()
    page.goto("/groups/answers/")
    mine = page.locator("article, li, section").filter(has_text=f"{number[0]}）：已修好").last
    quote = mine.locator(".tg-quote").inner_text()
    assert mine.locator("[data-copy]").get_attribute("data-copy") == quote
    mine.get_by_role("button", name="已发到群里").click()
    assert quote not in page.locator(".tg-quote").all_inner_texts()


def test_a_place_that_was_read_wrongly_is_corrected_before_it_is_sent(visitor: Any, site: Any) -> None:
    page = visitor("qiao")
    page.goto("/groups/message/")
    page.get_by_label("粘贴群里的消息").fill("大院里头那个灯坏了")
    page.get_by_role("button", name="识别").click()
    page.get_by_text("别的地方:按我写的").or_(page.get_by_text("别的地方：按我写的")).click()
    page.get_by_label("其他地点").fill("北门传达室旁边")
    page.get_by_role("button", name="生成诉求").click()
    number = re.search(r"\d{8}-\d{4}", page.locator("main").inner_text())
    assert number is not None
    assert site.ticket(number[0])["channel"] == "group"
