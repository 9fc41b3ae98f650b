"""A family moves in (F7): one form for three companies; one refuses, the others finish, the resident sees one page."""

import re
from typing import Any

import pytest

from tests.journeys.conftest import DESK

pytestmark = pytest.mark.journey


def test_a_company_that_refuses_holds_up_nobody_else(visitor: Any) -> None:
    clerk = visitor("clerk", size=DESK)
    clerk.goto("/counter/")
    clerk.keyboard.type("乐山小区6号楼1单元")  # the place has the focus
    clerk.locator("#place h2", has_text="6号楼").wait_for()
    clerk.get_by_text("搬入过户").click()
    clerk.get_by_text("自有", exact=True).click()
    clerk.get_by_label("姓名").first.fill("新住户甲")
    for company in ("power", "water"):
        clerk.locator(f"[name=pass_{company}]").check()
    clerk.locator("[name=shares]").first.check(force=True)
    clerk.keyboard.press("Control+Enter")
    clerk.wait_for_url(re.compile(r"/counter/cases/J\d{8}-\d{4}/$"))
    number = clerk.url.rstrip("/").rsplit("/", 1)[1]
    link = clerk.locator("[data-copy]").first.get_attribute("data-copy")

    gas = visitor("gas")
    gas.goto(f"/partner/{number}/gas/")
    assert "没有同意告知姓名" in gas.locator("main").inner_text()
    gas.locator("summary", has_text="办不了").click()
    gas.locator("#refuse").get_by_label("为什么办不了").fill("户内管道没有通过检查")
    gas.locator("#refuse").get_by_role("button", name="办不了").click()
    gas.get_by_text("户内管道没有通过检查").first.wait_for()

    water = visitor("water")
    water.goto("/partner/")
    water.locator(f"[data-key='{number}'] a").click()
    assert "新住户甲" in water.locator("main").inner_text()
    water.get_by_role("button", name="接单").click()
    water.locator("summary", has_text="办好了").click()
    water.locator("#finish").get_by_label("答复").fill("已过户，从今天起用新户名")
    water.locator("#finish").get_by_role("button", name="办好了").click()
    water.get_by_text("已过户，从今天起用新户名").first.wait_for()

    han = visitor("han")
    han.goto(f"/counter/cases/{number}/")
    leg = han.locator("#leg-power")
    leg.get_by_role("button", name="接单").click()
    leg.locator("summary", has_text="办好了").click()
    leg.get_by_label("答复").fill("已更名")
    leg.get_by_role("button", name="办好了").click()
    leg.get_by_text("已更名").wait_for()

    resident = visitor()
    resident.goto(link)
    said = resident.locator("main").inner_text()
    for words in ("部分办结", "已过户，从今天起用新户名", "已更名", "户内管道没有通过检查", "其他单位照常办理"):
        assert words in said
    assert "新住户甲" not in said
