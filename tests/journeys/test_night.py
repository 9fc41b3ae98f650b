"""F11: a night without anybody stands on the leader's morning page, is filled in two steps, and coverage says so."""

from typing import Any

import pytest

from tests.journeys.conftest import DESK, PHONE

pytestmark = pytest.mark.journey
LACK = "供电片区有无人值守的时段"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_leader_fills_a_night_without_shift(visitor: Any, site: Any, picture: Any, size: Any) -> None:
    before = site.open_night()
    page = visitor("sun", size=size)
    page.goto("/leader/")
    line = page.locator("#cover a", has_text=LACK)
    _until(page, lambda: line.count() == 1)
    line.click()
    night = page.locator("form", has_text="22:00–08:00").first
    assert before["person"] in night.locator("select").inner_text()
    if size is PHONE:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        picture(page, "night-open")
    night.locator("select").select_option(label=before["person"])
    night.get_by_role("button").click()
    page.get_by_text("22:00–08:00").first.wait_for(state="detached")
    assert page.locator("form", has_text="22:00–08:00").count() == 0
    page.goto("/leader/")
    _until(page, lambda: page.locator("#cover a", has_text=LACK).count() == 0)
    page.goto("/centre/coverage/")
    assert page.locator("h1").count() == 1
    assert page.locator("a.tg-chip[href*='no_shift.power']").count() == 0
    assert site.coverage()["open"] == 0


def _until(page: Any, holds: Any) -> None:
    """A change is seen by another process within a second: look again until it is there."""
    for _n in range(12):
        if holds():
            return
        page.wait_for_timeout(300)
        page.reload()
    assert holds()
