"""What a person decides: send again, it arrived, let it be; with a reason, once, and by whoever may."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.notices import actions as notices_actions
from twingrid.notices import queries as notices_queries
from twingrid.notices.actions import Message, Ref
from twingrid.notices.models import Channel, Delivery
from twingrid.notices.queries import Wanted

pytestmark = pytest.mark.django_db
Make = Callable[..., Channel]


@pytest.fixture
def uncertain(cast: Any, make: Make, at: datetime) -> Delivery:
    message = Message(
        channel_id=make("sms").pk,
        purpose="notice",
        text="3号楼停电",
        dedupe_key="n:1",
        address="13800001234",
        recipient=Ref("people.user", 7),
    )
    row = notices_actions.queue_delivery(message=message, at=at)
    Delivery.objects.update(state="uncertain", done_at=at, attempts=3, code="net.timeout")
    return row


def test_sent_again_it_begins_anew(cast: Any, uncertain: Delivery, at: datetime) -> None:
    row = notices_actions.resend_delivery(delivery_id=uncertain.pk, reason="没有收到", by=cast.zhou, at=at)
    assert (row.state, row.attempts, row.next_at) == ("queued", 0, at)
    assert notices_queries.words_of(row.pk)[0][2:] == ("resend", "没有收到")
    with pytest.raises(Refused):
        notices_actions.resend_delivery(delivery_id=uncertain.pk, reason="再来", by=cast.zhou, at=at)


def test_it_arrived_and_saying_so_twice_is_harmless(cast: Any, uncertain: Delivery, at: datetime) -> None:
    for _ in range(2):
        row = notices_actions.confirm_delivery(delivery_id=uncertain.pk, reason="电话问过", by=cast.zhou, at=at)
        assert row.state == "sent"
    assert len(notices_queries.words_of(row.pk)) == 1


def test_a_dead_one_cannot_have_arrived_but_may_be_let_be(cast: Any, uncertain: Delivery, at: datetime) -> None:
    Delivery.objects.update(state="dead")
    with pytest.raises(Refused):
        notices_actions.confirm_delivery(delivery_id=uncertain.pk, reason="好像到了", by=cast.zhou, at=at)
    row = notices_actions.abandon_delivery(delivery_id=uncertain.pk, reason="空号", by=cast.zhou, at=at)
    assert row.state == "abandoned"


def test_a_reason_is_needed(cast: Any, uncertain: Delivery, at: datetime) -> None:
    with pytest.raises(BadInput) as refusal:
        notices_actions.abandon_delivery(delivery_id=uncertain.pk, reason="  ", by=cast.zhou, at=at)
    assert refusal.value.field == "reason"


def test_only_whoever_may_decides(cast: Any, uncertain: Delivery, at: datetime) -> None:
    for who in (cast.han, cast.qiao, cast.manager):
        with pytest.raises(NotAllowed):
            notices_actions.resend_delivery(delivery_id=uncertain.pk, reason="x", by=who, at=at)
    with pytest.raises(NotFound):
        notices_actions.resend_delivery(delivery_id=uncertain.pk + 999, reason="x", by=cast.zhou, at=at)


def test_an_address_is_whole_for_whoever_may_ring_and_masked_for_others(
    cast: Any, uncertain: Delivery, at: datetime
) -> None:
    seen = {
        who: notices_queries.deliveries(cast.people[who], Wanted(state="unsettled"), at=at).lines[0].address
        for who in ("zhou", "manager", "admin")
    }
    assert seen == {"zhou": "13800001234", "manager": "138****1234", "admin": "138****1234"}
    with pytest.raises(NotAllowed):
        notices_queries.deliveries(cast.han, Wanted(), at=at)


def test_old_texts_and_addresses_are_erased_and_the_row_stays(cast: Any, uncertain: Delivery, at: datetime) -> None:
    notices_actions.confirm_delivery(delivery_id=uncertain.pk, reason="电话问过", by=cast.zhou, at=at)
    assert notices_actions.erase_old_deliveries(at=at + timedelta(days=180)) == 0
    assert notices_actions.erase_old_deliveries(at=at + timedelta(days=181)) == 1
    row = Delivery.objects.get()
    assert (row.text, row.address, row.address_hint, row.state) == ("", "", "", "sent")
    assert notices_queries.words_of(row.pk)[0][3] == ""


def test_a_person_who_asks_is_erased_from_everything(cast: Any, uncertain: Delivery, at: datetime) -> None:
    Delivery.objects.update(state="queued")
    assert notices_actions.erase_recipient(recipient=Ref("people.user", 7), at=at) == 1
    row = Delivery.objects.get()
    assert (row.state, row.text, row.address, row.address_key, row.recipient_id) == ("cancelled", "", "", "", None)
    with pytest.raises(Refused):
        notices_actions.resend_delivery(delivery_id=row.pk, reason="x", by=cast.zhou, at=at)
