"""A feeder's cabinet is held up by residents (F5): the community opens it on the phone, both sides do their steps."""

import re
from typing import Any

import pytest

pytestmark = pytest.mark.journey


def test_both_sides_settle_works_that_are_held_up(visitor: Any) -> None:
    qiao, han = visitor("qiao"), visitor("han")
    qiao.goto("/work/")
    qiao.get_by_role("link", name="协调事项").first.click()
    qiao.get_by_role("link", name="新的协调事项").click()
    qiao.get_by_label("在哪里？").fill("乐山小区6号楼")
    qiao.get_by_text("施工协调").click()
    qiao.get_by_text("位置有意见").click()
    qiao.get_by_label("什么事？谁有意见？").fill("箱变要立在楼前，居民不同意。")
    qiao.get_by_role("button", name="提交协调事项").click()
    qiao.wait_for_url(re.compile(r"/work/matters/C\d{8}-\d{4}/$"))
    path = re.sub(r"^https?://[^/]+", "", qiao.url)
    han.goto(path)
    han.locator("summary", has_text="加一步").click()
    step = han.locator("details#step")
    step.get_by_text("社区侧").click()
    step.get_by_label("要做什么？").fill("贴公告，请居民代表来看")
    step.get_by_label("哪天前完成？").fill("2023-02-25")
    step.get_by_role("button", name="加一步").click()
    assert han.locator("#steps").get_by_role("button", name="处理完成").count() == 0
    qiao.goto("/work/")
    qiao.get_by_role("link", name="贴公告，请居民代表来看").click()
    todo = qiao.locator("#steps")
    todo.locator("summary", has_text="处理完成").click()
    todo.get_by_label("备注").first.fill("已贴，代表周六来")
    todo.get_by_role("button", name="处理完成").click()
    assert "已贴，代表周六来" in qiao.locator("main").inner_text()
