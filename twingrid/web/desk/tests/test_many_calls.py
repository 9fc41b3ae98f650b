"""Many calls from one line stand as one probable outage above the list, not as many requests (F15)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.house.scene import many_like
from twingrid.outages import actions as outage_actions
from twingrid.web.desk.calls import MANY
from twingrid.work import actions


@pytest.fixture
def calls(cast: Any, at: Any) -> Any:
    """So many open requests of 3号楼 without electricity, and one about a light before them."""

    def make(count: int) -> None:
        light = actions.Report(channel="page", kind="stairwell_light", building_id=cast.home.pk, phone="0531-000 00002")
        actions.report_ticket(report=light, by=None, at=at - timedelta(minutes=5))
        given = actions.Report(channel="page", kind="no_power", building_id=cast.home.pk, phone="0531-000 00001")
        first = actions.report_ticket(report=given, by=None, at=at)
        many_like(first, count - 1)

    return make


def board(cast: Any) -> str:
    page: str = cast.client("zhou").get("/desk/board/").content.decode()
    return page


def test_four_hundred_calls_are_one_row_and_the_rest_is_seen(cast: Any, calls: Any) -> None:
    calls(400)
    page = board(cast)
    assert page.count("tg-row-place") == 1
    assert "楼道灯" in page
    assert "F1" in page
    assert "400" in page
    assert "401" in page  # all that runs
    assert "/outages/staff/new/?equipment=" in page


def test_a_few_calls_stay_requests(cast: Any, calls: Any) -> None:
    calls(MANY - 1)
    page = board(cast)
    assert page.count("tg-row-place") == MANY
    assert "/outages/staff/new/" not in page


def test_once_the_outage_is_known_they_are_attached_to_it(cast: Any, calls: Any, at: Any) -> None:
    calls(MANY)
    plan = outage_actions.Plan(
        kind="fault", starts_at=at, estimate_at=at + timedelta(hours=2), buildings=[cast.home.pk]
    )
    made = outage_actions.make_outage(plan=plan, by=cast.zhou, at=at)
    outage_actions.start_outage(number=made.number, by=cast.zhou, at=at)
    page = board(cast)
    assert f"/outages/staff/{made.number}/callers/" in page
    assert "/outages/staff/new/" not in page
