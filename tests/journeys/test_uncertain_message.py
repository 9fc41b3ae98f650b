"""A message that is refused and one that nobody knows to have arrived are seen by a person, and sent again."""

from typing import Any

import pytest

from tests.journeys.conftest import DESK

pytestmark = pytest.mark.journey


def tried(page: Any, site: Any, address: str) -> None:
    """The administrator sends a test message to a number; the worker carries it."""
    site.minutes(1)
    page.goto(f"/settings/channels/{site.sms()['channel']}/")
    page.locator("#test_address").fill(address)
    page.get_by_role("button", name="发送测试消息").click()
    page.wait_for_url("**/deliveries/**")
    site.jobs()
    page.reload()


def decide(page: Any, button: str, *, reason: str) -> None:
    page.locator("#reason").fill(reason)
    page.get_by_role("button", name=button).click()
    page.wait_for_load_state()


def test_a_dead_letter_is_sent_again_and_then_let_be(visitor: Any, site: Any) -> None:
    page = visitor("admin", size=DESK)
    tried(page, site, "12345678")
    assert "未送达" in page.locator("main header").inner_text()
    page.goto("/settings/deliveries/?state=unsettled")
    page.locator(".tg-row-place").first.click()
    page.get_by_role("button", name="重新发送").click()
    assert page.locator("#reason").evaluate("e => !e.checkValidity()")
    decide(page, "重新发送", reason="问过号码，再试一次")
    site.jobs()
    page.reload()
    assert "问过号码，再试一次" in page.locator("main").inner_text()
    decide(page, "放弃", reason="号码是错的")
    assert page.get_by_role("button", name="重新发送").count() == 0


def test_a_message_without_an_answer_waits_for_a_person_and_goes_out_again(visitor: Any, site: Any) -> None:
    page = visitor("admin", size=DESK)
    before = site.sms(mood="silent")["taken"]
    tried(page, site, "13000000001")
    assert "不确定" in page.locator("main header").inner_text()
    site.jobs()
    assert site.sms(mood="")["taken"] == before + 1
    page.goto("/settings/deliveries/?state=unsettled")
    page.locator(".tg-row-place").first.click()
    decide(page, "重新发送", reason="电话问过，没有收到")
    site.jobs()
    page.reload()
    assert "已送达" in page.locator("main header").inner_text()
    assert site.sms()["taken"] == before + 2
