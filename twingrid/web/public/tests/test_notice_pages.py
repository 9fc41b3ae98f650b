"""Notices as residents read them: pages, calendar, feed, and the private link of a subscription."""

import re
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
from icalendar import Calendar

from twingrid.notices.actions import releasing
from twingrid.notices.models import Channel, Subscription
from twingrid.notices.tests.composer import *  # noqa: F403 - fixtures

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def out(write: Any, group: Any) -> Any:
    """The planned outage is told."""
    group("leshan")
    return write("paper", "submit", "approve", "publish")


def test_everybody_reads_what_is_told_and_never_the_network(client: Any, out: Any) -> None:
    page = client.get("/notices/").content.decode()
    assert "乐山小区1至7号楼" in page
    one = client.get(f"/notices/{out.number}/").content.decode()
    assert "更换变压器" in one
    assert "T1" not in re.sub(r"<[^>]*>", " ", one)
    assert "周晓宁" not in one


def test_a_draft_or_a_private_notice_is_not_there(client: Any, write: Any) -> None:
    draft = write(intake_key="draft")
    assert client.get(f"/notices/{draft.number}/").status_code == 404
    assert draft.number not in client.get("/notices/").content.decode()


def test_the_building_says_what_comes_and_offers_to_tell(client: Any, out: Any, cast: Any) -> None:
    page = client.get(f"/building/{cast.home.pk}/").content.decode()
    assert f"/notices/{out.number}/" in page
    assert f"/building/{cast.home.pk}/told/" in page


def test_a_calendar_takes_a_cancelled_notice_away(client: Any, out: Any, cast: Any, at: Any) -> None:
    path = f"/building/{cast.home.pk}/notices.ics"
    answer = client.get(path)
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["STATUS"] == "CONFIRMED"
    assert event.decoded("DTSTART") == out.starts_at
    assert "乐山小区3号楼" in event["DESCRIPTION"]
    assert "睦和苑" not in event["DESCRIPTION"]
    releasing.cancel_notice(number=out.number, why="改期", by=cast.sun, at=at)
    (again,) = Calendar.from_ical(client.get(path).content).walk("VEVENT")
    assert (again["STATUS"], again["UID"]) == ("CANCELLED", event["UID"])
    assert int(again["SEQUENCE"]) > int(event["SEQUENCE"])


def test_a_feed_is_valid_and_names_the_building(client: Any, out: Any, cast: Any) -> None:
    answer = client.get(f"/building/{cast.home.pk}/notices.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    assert cast.home.label in feed.findtext(f"{ATOM}title")
    assert feed.find(f"{ATOM}entry/{ATOM}link").get("href").endswith(f"/notices/{out.number}/")


def test_another_building_hears_nothing_of_it(client: Any, write: Any, cast: Any) -> None:
    notice = write(kind="works", what="换电缆", outage_number="", buildings=[cast.buildings["1"].pk], ends_at=None)
    assert notice.number not in client.get(f"/building/{cast.home.pk}/notices.ics").content.decode()


def test_one_asks_confirms_and_stops_without_an_account(client: Any, cast: Any, at: Any) -> None:
    Channel.objects.create(kind="mail", name="mail", config={}, made_at=at)
    path = f"/building/{cast.home.pk}/told/"
    wrong = client.post(path, {"kind": "mail", "address": "nonsense"})
    assert wrong.status_code == 422
    assert "nonsense" in wrong.content.decode()
    asked = client.post(path, {"kind": "mail", "address": "a@example.cn"})
    assert asked.status_code == 200
    assert "a@example.cn" not in asked.content.decode()
    row = Subscription.objects.get()
    link = f"/told/{row.token}/"
    client.get(link)
    row.refresh_from_db()
    assert row.confirmed_at is None, "a mail program that looks at the link confirms nothing"
    client.post(link, {"act": "confirm"})
    row.refresh_from_db()
    assert row.confirmed_at is not None
    client.post(link, {"List-Unsubscribe": "One-Click"})
    row.refresh_from_db()
    assert row.stopped_at is not None
    assert "清除" in client.get(link).content.decode()
