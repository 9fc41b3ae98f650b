"""Being told: asked, confirmed by the link, each with their own home only, stopped with one click."""

from datetime import timedelta
from typing import Any

import pytest

from twingrid.kit.refusals import BadInput, NotFound, Refused, TooMany
from twingrid.notices.actions import releasing, subscribing
from twingrid.notices.models import Channel, Delivery, Subscription
from twingrid.notices.tests.composer import *  # noqa: F403 - fixtures

LINK = "http://testserver/told/{token}/"


@pytest.fixture
def ask(cast: Any, at: Any) -> Any:
    """Ask to be told of 乐山小区 3号楼 by mail."""
    for kind in ("mail", "sms"):
        Channel.objects.create(kind=kind, name=f"{kind} out", config={"sign": "双网格"}, made_at=at)

    def asked(**changes: Any) -> Subscription:
        given = {"building_id": cast.home.pk, "unit": "", "kind": "mail", "address": "a@example.cn", "link": LINK}
        return subscribing.subscribe(**(given | {"at": at} | changes))

    return asked


def test_nothing_is_told_before_the_link_was_followed(ask: Any, write: Any, cast: Any, at: Any) -> None:
    row = ask()
    (asked,) = Delivery.objects.all()
    assert asked.urgent, "whoever asks at night waits for it"
    assert f"/told/{row.token}/" in asked.text
    assert "example" not in asked.text
    notice = write("paper", "submit", "approve", "publish")
    edition = notice.editions.get()
    assert subscribing.tell_subscribers(edition_id=edition.pk, link=LINK, at=at) == 0
    subscribing.confirm_subscription(token=row.token, at=at)
    assert subscribing.tell_subscribers(edition_id=edition.pk, link=LINK, at=at) == 1
    assert subscribing.tell_subscribers(edition_id=edition.pk, link=LINK, at=at) == 0
    told = Delivery.objects.exclude(pk=asked.pk).get()
    assert "乐山小区3号楼" in told.text
    assert "睦和苑" not in told.text
    assert told.extras["stop_url"] == LINK.replace("{token}", row.token)


def test_a_stairwell_hears_of_its_own_only(ask: Any, cast: Any, at: Any, write: Any) -> None:
    row = ask(unit="2单元", kind="sms", address="0531-000 44109")
    subscribing.confirm_subscription(token=row.token, at=at)
    notice = write("paper", "submit", "approve", "publish")
    subscribing.tell_subscribers(edition_id=notice.editions.get().pk, link=LINK, at=at)
    told = Delivery.objects.get(dedupe_key__startswith="edition")
    assert "乐山小区3号楼（2单元）" in told.text
    assert told.text.endswith(f"退订：http://testserver/told/{row.token}/")
    assert len(told.text) <= 500


def test_a_correction_and_the_end_reach_the_same_people(ask: Any, write: Any, cast: Any, at: Any) -> None:
    subscribing.confirm_subscription(token=ask().token, at=at)
    notice = write("paper", "submit", "approve", "publish")
    releasing.end_notice(number=notice.number, by=cast.zhou, at=at)
    for edition in notice.editions.all():
        assert subscribing.tell_subscribers(edition_id=edition.pk, link=LINK, at=at) == 1


def test_one_click_stops_and_erases(ask: Any, write: Any, at: Any) -> None:
    row = ask()
    subscribing.confirm_subscription(token=row.token, at=at)
    stopped = subscribing.stop_subscription(token=row.token, at=at)
    assert (stopped.address, stopped.stopped_at) == ("", at)
    subscribing.stop_subscription(token=row.token, at=at + timedelta(hours=1))
    notice = write("paper", "submit", "approve", "publish")
    assert subscribing.tell_subscribers(edition_id=notice.editions.get().pk, link=LINK, at=at) == 0
    with pytest.raises(Refused):
        subscribing.confirm_subscription(token=row.token, at=at)


def test_the_same_form_twice_is_one_subscription_and_one_message(ask: Any) -> None:
    assert ask().pk == ask().pk
    assert Delivery.objects.count() == 1


def test_nobody_is_pestered_by_anothers_form(ask: Any, cast: Any) -> None:
    for key in ("1", "2", "3", "4", "5"):
        ask(building_id=cast.buildings[key].pk)
    with pytest.raises(TooMany):
        ask(building_id=cast.buildings["6"].pk)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"address": "not an address"}, "address"),
        ({"kind": "sms", "address": "12"}, "address"),
        ({"kind": "pigeon"}, "kind"),
        ({"unit": "99单元"}, "unit"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_field(ask: Any, change: Any, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        ask(**change)
    assert refused.value.field == field


def test_no_channel_says_what_to_do_instead(cast: Any, at: Any) -> None:
    with pytest.raises(Refused, match=r"日历|calendar"):
        subscribing.subscribe(building_id=cast.home.pk, unit="", kind="mail", address="a@example.cn", link=LINK, at=at)


def test_another_citys_link_leads_nowhere(ask: Any, at: Any) -> None:
    with pytest.raises(NotFound):
        subscribing.confirm_subscription(token="nosuchtoken", at=at)


def test_the_address_lies_sealed(ask: Any) -> None:
    row = ask()
    row.refresh_from_db()
    assert "example" not in row.address
    assert row.address_hint != "a@example.cn"
