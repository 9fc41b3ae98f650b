"""Four hundred requests of the board become callers of one outage in one move."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.house.scene import many_like
from twingrid.outages import actions as outage_actions
from twingrid.work import actions
from twingrid.work.models import Attachment, Ticket

MANY = 400


@pytest.fixture
def fault(cast: Any, at: Any) -> Any:
    """3号楼 is off."""
    plan = outage_actions.Plan(
        kind="fault", starts_at=at, estimate_at=at + timedelta(hours=2), buildings=[cast.home.pk]
    )
    made = outage_actions.make_outage(plan=plan, by=cast.zhou, at=at)
    return outage_actions.start_outage(number=made.number, by=cast.zhou, at=at)


@pytest.fixture
def many(cast: Any, at: Any) -> list[Ticket]:
    """Four hundred open requests, all like one that was really reported."""
    given = actions.Report(channel="page", kind="no_power", building_id=cast.home.pk, phone="0531-000 00001")
    first = actions.report_ticket(report=given, by=None, at=at)
    return [first, *many_like(first, MANY - 1)]


def test_four_hundred_at_once(cast: Any, fault: Any, many: list[Ticket]) -> None:
    browser = cast.client("zhou")
    page = browser.get("/desk/?choose=all").content.decode()
    assert page.count('name="chosen"') == page.count(" checked aria") == MANY
    said = {"outage": fault.number, "chosen": [one.number for one in many]}
    began = time.perf_counter()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = browser.post("/desk/attach/", said)
    took = time.perf_counter() - began
    print(f"{MANY} requests attached in {took:.2f} s, {len(asked)} statements")
    assert len(asked) <= 2 * MANY + 40
    assert answer.url.startswith(f"/outages/staff/{fault.number}/callers/?batch=")
    assert Attachment.objects.filter(outage=fault).count() == MANY
    assert set(Ticket.objects.values_list("state", flat=True)) == {"waiting"}
    assert Attachment.objects.values("batch").distinct().count() == 1


def test_nothing_ticked_is_said(cast: Any, fault: Any) -> None:
    assert cast.client("zhou").post("/desk/attach/", {"outage": fault.number}).status_code == 422
