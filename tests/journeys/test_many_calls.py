"""Many calls from one line become one outage: told the estimate, called back when it is over (F15).

Sixty in the suite, the four hundred of the flow in `make slow`.
"""

import re
from typing import Any

import pytest
from django.utils import timezone

from tests.journeys.conftest import DESK
from tests.journeys.test_planned_outage import press

pytestmark = pytest.mark.journey
HOUSE = "建设路78号"
ONLY_THEIRS = f"""rows => rows.forEach(row => {{
  row.querySelector('[name=chosen]').checked = row.querySelector('.tg-row-place').textContent.includes('{HOUSE}') }})"""


def reported(page: Any, building: int) -> str:
    """One more resident of the house reports on the public page; the request's number."""
    page.goto(f"/report/?building={building}")
    page.locator("input[value=no_power]").check(force=True)
    page.get_by_label("您的电话").fill("0531-000 44151")
    page.get_by_role("button", name="提交报修").click()
    page.wait_for_url("**/r/*/")
    number = re.search(r"\d{8}-\d{4}", page.locator("main").inner_text())
    assert number is not None
    return number[0]


def declared(page: Any, count: int, estimate: str, picture: Any) -> str:
    """The desk shows one probable outage above the list, and the dispatcher makes it one; its number."""
    page.goto("/desk/")
    row = page.locator("#board .tg-says").filter(has_text="F1")
    calls = re.search(r"(\d{2,}) 件", row.inner_text())
    assert calls is not None
    assert int(calls[1]) >= count
    assert HOUSE not in "".join(page.locator("#board .tg-row-place").all_inner_texts())
    picture(page, "desk-many")
    row.locator("a.btn").click()
    page.locator("[name=estimate_at]").fill(estimate)
    page.locator("button[name=save]").click()
    press(page, "start")
    return str(page.url).rstrip("/").rsplit("/", 1)[1]


def attached(page: Any, count: int, outage: str) -> None:
    """The calls of the house are chosen on the board and attached in one move."""
    page.goto("/desk/")
    page.locator("#board a[href*='choose=1']").click()
    page.locator("#board a[href*='choose=all']").click()
    page.wait_for_url("**choose=all**")
    page.locator("#board .tg-row [name=chosen]:checked").first.wait_for()
    page.locator("#board .tg-row").evaluate_all(ONLY_THEIRS)
    page.locator("#board select").select_option(outage)
    page.locator("#board form .btn-primary").click()
    page.wait_for_url(f"**/{outage}/callers/**")
    assert f"已并入 {count + 1} 条" in page.locator("main").inner_text()


@pytest.mark.parametrize("count", [59, pytest.param(399, marks=pytest.mark.slow)])
def test_many_calls_are_one_outage(visitor: Any, site: Any, picture: Any, count: int) -> None:
    building = site.calls(count)
    zhou, resident, neighbour = visitor("zhou", size=DESK), visitor(), visitor()
    number = reported(resident, building)
    back = timezone.localtime(site.now()).replace(hour=21, minute=30)
    outage = declared(zhou, count, f"{back:%Y-%m-%dT%H:%M}", picture)

    neighbour.goto(f"/building/{building}/")
    assert "21:30" in neighbour.locator(".tg-outage.is-fault, .tg-outage").filter(has_text="预计").first.inner_text()
    assert neighbour.get_by_role("link", name="我家也停了").is_visible()

    attached(zhou, count, outage)
    resident.reload()
    assert "21:30" in resident.locator(".tg-outage").inner_text()
    assert site.ticket(number)["state"] == "waiting"

    zhou.goto(f"/outages/staff/{outage}/")
    press(zhou, "restore")
    site.jobs()
    resident.reload()
    assert "恢复供电" in resident.locator(".tg-outage").inner_text()
    zhou.goto("/desk/?show=call_back")
    assert zhou.locator(f"#board [data-key='{number}']").is_visible()
    called_back(zhou, number)
    assert site.ticket(number)["state"] == "closed"
    zhou.goto(f"/outages/staff/{outage}/")
    press(zhou, "close", cause="equipment", side="utility", boundary="internal")


def called_back(page: Any, number: str) -> None:
    """The dispatcher calls the resident, who says that the electricity is back."""
    page.locator(f"#board [data-key='{number}'] .tg-row-place").click()
    page.locator("form[action$='/close/'] input[type=radio]").first.check(force=True)
    with page.expect_navigation():
        page.get_by_role("button", name="记录回访").click()
