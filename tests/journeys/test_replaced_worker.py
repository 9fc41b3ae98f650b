"""F10, F11: an administrator replaces a worker from Monday; plates to print appear, and coverage stays proved."""

from typing import Any

import pytest

from tests.journeys.conftest import DESK, PHONE

pytestmark = pytest.mark.journey
FIVE_DAYS = 5 * 24 * 60


def _until(page: Any, holds: Any) -> None:
    """A change is seen by another page within a second: look again until it is there."""
    for _n in range(12):
        if holds():
            return
        page.wait_for_timeout(300)
        page.reload()
    assert holds()


def statement(page: Any, on: str) -> tuple[str, list[str]]:
    """The percentage of a day, and what is missing by reason with its count."""
    page.goto(f"/centre/coverage/?on={on}")
    reasons = page.locator("a.tg-chip[href*='reason=']").all_inner_texts()
    return page.locator(".tg-figure-value").inner_text(), reasons


def confirm_pairs(page: Any) -> None:
    """Say on one's own page that one works with everybody one is paired with."""
    page.goto("/work/me/")
    waiting = page.locator("#pairs .btn-primary")
    while n := waiting.count():
        waiting.first.click()
        _until(page, lambda n=n: waiting.count() < n)


def test_a_worker_is_replaced_from_monday_and_coverage_stays_proved(visitor: Any, site: Any) -> None:
    monday = site.proved()
    admin = visitor("admin", size=DESK)
    percent, missing = statement(admin, monday)
    assert not percent.startswith("0.00")

    admin.goto("/settings/people/?q=韩立群")
    admin.get_by_role("link", name="韩立群").first.click()
    admin.get_by_text("换人").first.click()
    form = admin.locator("form[action$='/replace/']").first
    name = next(words for words in form.locator("option").all_inner_texts() if words.startswith("丁海峰"))
    form.locator("select").select_option(label=name)
    form.locator("input[type=date]").fill(monday)
    form.get_by_role("button").click()
    admin.locator("[data-toast]").wait_for()
    _until(admin, lambda: statement(admin, monday) != (percent, missing))  # the new pairs are not confirmed yet

    with site.later(minutes=FIVE_DAYS):
        leader = visitor("sun", size=PHONE)
        leader.goto("/leader/")
        plates = leader.locator("#cover a", has_text="块牌子要重印")
        _until(leader, lambda: plates.count() == 1)
        assert int(plates.locator("b").inner_text()) >= 8
        leader.goto("/leader/pairs/")
        assert leader.locator("form[action$='/end/']", has_text="丁海峰").count() == 2, (
            "the pairs go over to the new worker"
        )
        for who in ("ding", "qiao", "ma"):
            confirm_pairs(visitor(who))
        _until(admin, lambda: statement(admin, monday) == (percent, missing))

        admin.goto("/plates/?standing=changed&kind=building")
        assert "供电网格员" in admin.locator(".tg-plate-why").first.inner_text()
        admin.locator("button[name=all]").click()
        leaves = admin.locator("[data-leaf]")
        leaves.first.wait_for()
        assert leaves.count() >= 8
        assert all("丁海峰" in words for words in leaves.all_inner_texts())
        admin.goto("/plates/?standing=changed&kind=building")
        assert admin.locator("li.tg-plate-row").count() == 0
