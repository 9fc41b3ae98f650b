"""What was answered stands on the page of the request, in the words of its version."""

from typing import Any

import pytest

from tests.cast import Cast
from twingrid.kit import memo
from twingrid.work import actions
from twingrid.work.models import Ticket
from twingrid.work.queries import kind_settings

pytestmark = pytest.mark.django_db


def make(cast: Cast, at: Any) -> Ticket:
    report = actions.Report(
        channel="direct_call",
        kind="meter",
        intake_key="answers",
        building_id=cast.home.pk,
        phone="0531-000 44188",
        answers={"what": "blank", "account": "3701000001"},
    )
    return actions.report_ticket(report=report, by=cast.zhou, at=at)


def test_the_holder_reads_all_the_community_side_what_is_not_personal(cast: Cast, at: Any) -> None:
    ticket = make(cast, at)
    path = f"/work/t/{ticket.number}/"
    page = cast.client("han").get(path).content.decode()
    assert "不显示" in page
    assert "3701000001" in page
    other = cast.client("ma" if ticket.counterpart_id == cast.people["ma"].pk else "qiao").get(path).content.decode()
    assert "不显示" in other
    assert "3701000001" not in other
    assert "仅回访人员可见" in other


def test_an_old_request_says_under_which_version_it_was_asked(cast: Cast, at: Any) -> None:
    ticket = make(cast, at)
    found = kind_settings.kind_page("meter")
    content = found.start.content.model_dump(mode="json") | {"fields": []}
    admin = cast.people["admin"]
    actions.save_draft(key="meter", content=content, seen=found.stamp, by=admin, at=at)
    actions.publish_kind(key="meter", seen=kind_settings.kind_page("meter").stamp, by=admin, at=at)
    memo.forget_all()
    page = cast.client("han").get(f"/work/t/{ticket.number}/").content.decode()
    assert "不显示" in page
    assert "第 1 版" in page


def test_the_worker_fills_in_what_was_asked_on_the_phone(cast: Cast, at: Any) -> None:
    ticket = make(cast, at)
    client, path = cast.client("han"), f"/work/t/{ticket.number}/"
    first = client.get(path)
    assert "电表怎么了" in first.content.decode()
    seen = first.context["answers_seen"]
    wrong = client.post(f"{path}answers/", {"seen": seen, "a-what": "nonsense", "a-account": "37010 7"})
    assert wrong.status_code == 422
    assert "37010 7" in wrong.content.decode()
    right = client.post(f"{path}answers/", {"seen": seen, "a-what": "fast", "a-account": "3701000001"})
    assert right.status_code == 302
    ticket.refresh_from_db()
    assert ticket.details == {"what": "fast"}
    page = client.get(path).content.decode()
    assert "补充了情况" in page
