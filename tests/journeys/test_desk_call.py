"""A call at the desk: phone, place, what, sent. Hands stay on the keys."""

import re
from typing import Any

import pytest

from tests.journeys.conftest import DESK

pytestmark = pytest.mark.journey


def test_a_call_is_written_down_by_keyboard_alone(visitor: Any, site: Any, picture: Any) -> None:
    before = site.figures()
    page = visitor("zhou", size=DESK)
    page.goto("/desk/")
    keys = page.keyboard
    page.locator("#id_phone:focus").wait_for()
    keys.type("0531-000 44190", delay=30)
    keys.press("Enter")
    keys.type("木和苑8号楼", delay=30)
    page.locator("#place .tg-person").first.wait_for()
    keys.press("Enter")
    page.locator("#request [name=kind]:focus").wait_for(state="attached")
    keys.press("1")
    page.locator("#request [name=scope]:focus").wait_for(state="attached")
    keys.press("2")
    page.locator("#request [name=words]:focus").wait_for()
    keys.type("楼道灯不亮", delay=30)
    picture(page, "desk")
    keys.press("Control+Enter")
    page.locator("[data-sent]").wait_for()
    number = re.search(r"\d{8}-\d{4}", page.locator("[data-sent]").inner_text())
    assert number is not None
    found = site.ticket(number[0])
    assert (found["channel"], found["kind"], found["holder"]) == ("direct_call", "stairwell_light", "韩立群")
    assert page.locator(f"#board [data-key='{number[0]}']").is_visible()
    page.locator("#id_phone:focus").wait_for()
    assert page.locator("#q").input_value() == ""
    after = site.figures()
    assert (after["direct"] - before["direct"], after["hotline"] - before["hotline"]) == (1, 0)


def test_several_places_are_chosen_with_the_arrows(visitor: Any) -> None:
    page = visitor("zhou", size=DESK)
    page.goto("/desk/")
    page.keyboard.press("/")
    page.locator("#q").focus()
    page.keyboard.type("乐山小区")
    page.locator("[data-candidates]").wait_for()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.name") == "pick"
    page.keyboard.press("Enter")
    page.locator("#place .tg-person").first.wait_for()
    assert page.evaluate("document.activeElement.name") == "kind"


def test_an_old_place_never_stays_in_the_form(visitor: Any) -> None:
    page = visitor("zhou", size=DESK)
    page.goto("/desk/")
    page.locator("#q").fill("乐山小区3号楼")
    page.locator("#place .tg-person").first.wait_for()
    assert page.locator("#place-fields [name=building]").input_value() != ""
    page.locator("#q").fill("几点能来电")
    page.locator("#place .tg-person").first.wait_for(state="detached")
    assert page.locator("#place-fields [name=building]").input_value() == ""
    assert page.locator("#place-fields [name=place_words]").input_value() == "几点能来电"


def test_the_desk_is_three_columns_above_the_board(visitor: Any) -> None:
    page = visitor("zhou", size=DESK)
    page.goto("/desk/")
    lefts = page.evaluate(
        "[...document.querySelectorAll('.is-desk > *')].map(e => Math.round(e.getBoundingClientRect().left))"
    )
    assert len(set(lefts)) == 3
    assert page.locator("#board").bounding_box()["y"] < 900


def test_the_desk_works_without_scripts(visitor: Any, site: Any) -> None:
    page = visitor("zhou", size=DESK, java_script_enabled=False)
    page.goto("/desk/")
    page.get_by_label("来电号码").fill("0531-000 44191")
    page.get_by_label("来电人说的地方").fill("乐山小区3号楼")
    page.get_by_role("button", name="查找").click()
    assert page.locator("#place .tg-person").count() == 2
    page.locator("input[value=no_power]").check(force=True)
    page.get_by_role("button", name="派单").click()
    number = re.search(r"\d{8}-\d{4}", page.locator("#place").inner_text())
    assert number is not None
    assert site.ticket(number[0])["holder"] == "韩立群"
