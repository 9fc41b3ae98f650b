"""A planned outage becomes a list of premises; a gap is found and closed; approved, posted, corrected, over (F9)."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.journeys.conftest import DESK

pytestmark = pytest.mark.journey
UNREACHED = ("建设路78号", "舜雅苑")
AHEAD = timedelta(days=9)


def at_nine(now: datetime, *, hours: int = 0) -> str:
    """Nine days on, at nine o'clock (and so many hours), as a form takes it."""
    day = timezone.localtime(now) + AHEAD
    return f"{day:%Y-%m-%d}T{9 + hours:02d}:00"


def press(page: Any, move: str, **fields: str) -> Any:
    """Take a move on the page of a notice or an outage, with what its form asks for."""
    form = page.locator(f"form[action$='/{move}/']")
    if fields and not form.is_visible():
        form.locator("xpath=..").locator("summary").click()
    for name, value in fields.items():
        field = form.locator(f"[name={move}-{name}]")
        choice = field.evaluate("e => e.tagName") == "SELECT"
        field.select_option(value) if choice else field.fill(value)
    with page.expect_navigation() as moved:
        form.locator("button").last.click()
    return moved.value


def entered(page: Any, now: datetime) -> str:
    """The dispatcher enters the transformer's outage and announces it; its number."""
    page.goto("/outages/staff/new/")
    page.locator("[name=q]").fill("T1")
    page.locator("button[name=look]").click()
    page.locator("button[name=add]").first.click()
    assert "影响 10 栋楼，共 32 户" in page.locator(".tg-says").inner_text()
    page.locator("label:has([value=planned])").click()
    page.locator("[name=starts_at]").fill(at_nine(now))
    page.locator("[name=estimate_at]").fill(at_nine(now, hours=8))
    page.locator("[name=title]").fill("更换变压器")
    page.locator("button[name=save]").click()
    press(page, "announce")
    return page.url.rstrip("/").rsplit("/", 1)[1]


def test_a_transformers_outage_is_told_home_by_home_until_it_is_over(visitor: Any, site: Any, picture: Any) -> None:
    zhou, sun, qiao = visitor("zhou", size=DESK), visitor("sun", size=DESK), visitor("qiao")
    outage = entered(zhou, site.now())

    zhou.get_by_role("link", name="写停电通知").click()
    zhou.locator("button[name=save]").click()
    notice = zhou.url
    gap = zhou.locator("#coverage [role=status]").inner_text()
    assert all(name in gap for name in UNREACHED)
    assert "乐山小区1至7号楼" in zhou.locator("#preview").inner_text()
    press(zhou, "submit")

    close_the_gap(zhou, sun, notice)

    first = posted(qiao, "更换变压器")
    assert "乐山小区1至7号楼" in first
    assert "睦和苑" not in first
    zhou.goto(notice)
    assert "乔玉兰" in zhou.locator("#posts li").filter(has_text="乐山小区社区网格服务群").inner_text()

    zhou.goto(f"/outages/staff/{outage}/")
    press(zhou, "revise", estimate_at=at_nine(site.now(), hours=10), why="harder")
    zhou.goto(notice)
    assert "请发更正" in zhou.locator("main").inner_text()
    press(zhou, "correct", what="送电时间推迟两小时。")
    press(zhou, "submit")
    sun.goto(notice)
    press(sun, "approve")
    press(sun, "publish")
    corrected = posted(qiao, "更正")
    assert "送电时间推迟两小时" in corrected
    assert "9:00至19:00" in corrected

    with site.later(minutes=int(AHEAD.total_seconds() // 60) + 6 * 60):
        zhou.goto(f"/outages/staff/{outage}/")
        press(zhou, "start")
        press(zhou, "restore")
        site.jobs()
        assert "已恢复供电" in posted(qiao, "已恢复供电")
        zhou.goto(notice)
        assert re.search("已结束", zhou.locator("h1 + .tg-chips").inner_text())


def close_the_gap(zhou: Any, sun: Any, notice: str) -> None:
    """The second person is refused while somebody is reached by nobody; the author closes the gap, and it goes out."""
    sun.goto(notice)
    press(sun, "approve")
    assert press(sun, "publish").status == 409
    assert "没有任何渠道" in sun.locator("main").inner_text()
    sun.goto(notice)
    press(sun, "send_back")

    zhou.goto(notice)
    zhou.locator("[name=paper]").check()
    press(zhou, "ways")
    assert "每一户都能通知到" in zhou.locator("#coverage").inner_text()
    press(zhou, "submit")
    sun.goto(notice)
    press(sun, "approve")
    assert press(sun, "publish").status == 200


def posted(page: Any, words: str) -> str:
    """The owner of a group copies the text with these words and says that it is posted; the text."""
    page.goto("/composer/mine/")
    mine = page.locator("article").filter(has_text=words).filter(has=page.locator("[data-copy]")).first
    text: str = mine.locator(".tg-quote").inner_text()
    button = mine.locator("[data-copy]")
    assert button.get_attribute("data-copy") == text
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button.click()
    page.get_by_text("已复制").first.wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == text
    mine.locator("form[action$='/done/'] button").click()
    page.wait_for_load_state()
    return text
