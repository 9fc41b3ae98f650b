"""F1: the stairwell light, from the plate on the wall to the resident's rating, all on phones."""

import io
from typing import Any

import pytest
from PIL import Image

pytestmark = pytest.mark.journey


def photo(colour: str, name: str) -> dict[str, Any]:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


def press(page: Any, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def number_on(page: Any) -> str:
    return str(page.locator("main .tg-role").first.inner_text()).split()[-1]


def report_from_the_plate(page: Any, picture: Any) -> None:
    page.goto("/p/leshan3/")
    calls = page.locator("a.tg-call")
    assert calls.count() == 2
    assert all(calls.nth(n).bounding_box()["y"] + calls.nth(n).bounding_box()["height"] <= 844 for n in range(2))
    picture(page, "public")
    page.get_by_role("link", name="报修", exact=True).click()
    page.get_by_text("楼道灯不亮").click()
    page.get_by_text("整个单元").click()
    page.get_by_label("看到什么情况").fill("二单元楼道灯全灭了，老人下楼看不见")
    page.get_by_label("您的电话").fill("0531-000 44182")
    page.get_by_label("照片").set_input_files(photo("#20303a", "dark.jpg"))
    picture(page, "report")
    press(page, "提交报修")
    page.wait_for_url("**/r/*/")


def test_a_light_is_repaired_from_plate_to_rating(visitor: Any, site: Any, picture: Any) -> None:
    before = site.figures()
    resident = visitor()
    report_from_the_plate(resident, picture)
    number = number_on(resident)
    picture(resident, "sent")
    site.jobs()

    worker = visitor("han")
    worker.goto("/work/")
    row = worker.locator(f"[data-key='{number}']")
    assert "乐山小区 3号楼 2单元" in row.inner_text()
    picture(worker, "worker-list")
    row.get_by_role("link").click()
    picture(worker, "worker-new")
    press(worker, "接单")
    site.minutes(3)
    press(worker, "出发")
    resident.reload()
    assert "网格员正在路上" in resident.locator("main").inner_text()
    picture(resident, "on-the-way")
    site.minutes(14)
    press(worker, "我到了")
    finish(worker, picture)
    site.jobs()

    site.minutes(20)
    rate(resident, solved="解决了", stars="非常满意", picture=picture)
    assert site.ticket(number) == {
        "channel": "plate",
        "kind": "stairwell_light",
        "state": "closed",
        "outcome": "customer_side_courtesy",
        "side": "customer",
        "finding": "switch",
        "first_contact": True,
        "times_reopened": 0,
        "unit": "2单元",
        "holder": "韩立群",
        "events": site.ticket(number)["events"],
    }
    after = site.figures()
    gained = {name: after[name] - before[name] for name in after}
    assert gained == {"reported": 1, "hotline": 0, "direct": 1, "first_contact": 1, "courtesy": 1}


def finish(worker: Any, picture: Any) -> None:
    """Finding, outcome, words, photo; sent too early it says what is missing and keeps the words."""
    worker.get_by_label("做了什么").fill("表后开关老化，义务更换，楼道灯已亮")
    press(worker, "办完了")
    assert worker.get_by_role("alert").is_visible()
    worker.locator("input[value=switch]").check(force=True)
    worker.locator("input[value=customer_side_courtesy]").check(force=True)
    worker.locator("#move-resolve input[type=file]").set_input_files(photo("#f5d76e", "light.jpg"))
    picture(worker, "worker-finish")
    press(worker, "办完了")
    worker.get_by_text("已办完").first.wait_for()
    picture(worker, "worker-done")


def rate(resident: Any, *, solved: str, stars: str, picture: Any) -> None:
    """The resident's own word by the private link."""
    resident.reload()
    assert "义务更换" in resident.locator("main").inner_text()
    picture(resident, "solved")
    resident.get_by_text(solved, exact=True).click()
    resident.get_by_text(stars, exact=True).click()
    press(resident, "提交评价")
    resident.wait_for_load_state()
    picture(resident, "rated")


def test_what_is_not_solved_is_opened_again(visitor: Any, site: Any) -> None:
    resident = visitor()
    report_from_the_plate(resident, lambda *_: None)
    number = number_on(resident)
    worker = visitor("han")
    worker.goto(f"/work/t/{number}/")
    for words in ("接单", "我到了"):
        press(worker, words)
    finish(worker, lambda *_: None)
    rate(resident, solved="还没有", stars="不满意", picture=lambda *_: None)
    found = site.ticket(number)
    assert (found["state"], found["times_reopened"], found["first_contact"]) == ("new", 1, False)
    worker.goto("/work/")
    assert worker.locator(f"[data-key='{number}']").is_visible()


def test_what_was_typed_survives_a_reload_and_is_gone_after_sending(visitor: Any) -> None:
    page = visitor()
    page.goto("/report/?building=")
    page.get_by_text("楼道灯不亮").click()
    page.get_by_label("看到什么情况").fill("灯不亮")
    page.reload()
    assert page.get_by_label("看到什么情况").input_value() == "灯不亮"
    assert page.locator("input[value=stairwell_light]").is_checked()
    page.get_by_label("在哪里").fill("乐山小区5号楼")
    page.get_by_label("您的电话").fill("0531-000 44183")
    press(page, "提交报修")
    page.wait_for_url("**/r/*/")
    page.goto("/report/")
    assert page.get_by_label("看到什么情况").input_value() == ""


def test_sparks_bring_the_safety_words(visitor: Any) -> None:
    page = visitor()
    page.goto("/report/")
    warning = page.locator("[data-safety]")
    assert not warning.is_visible()
    page.locator("input[value=sparks]").check(force=True)
    assert warning.is_visible()


def test_without_scripts_everything_still_works(visitor: Any, site: Any) -> None:
    page = visitor(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("searchbox").fill("乐山小区3号楼")
    press(page, "查找")
    page.get_by_role("link", name="报修", exact=True).click()
    page.locator("input[value=no_power]").check(force=True)
    page.get_by_label("您的电话").fill("0531-000 44184")
    press(page, "提交报修")
    assert site.ticket(number_on(page))["kind"] == "no_power"
