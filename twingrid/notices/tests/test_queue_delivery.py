"""Queueing: once per key, with its job, sealed and masked; too long is refused before anything is written."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from twingrid.kit.refusals import BadInput, NotFound
from twingrid.notices import actions as notices_actions
from twingrid.notices.actions import Message, Ref
from twingrid.notices.models import Channel, Delivery

pytestmark = pytest.mark.django_db
Make = Callable[..., Channel]


def message(channel: Channel, **said: Any) -> Message:
    given = {"channel_id": channel.pk, "purpose": "notice", "text": "3号楼明天停电", "dedupe_key": "notice:1:1"}
    return Message(**given | said)


def waiting() -> int:
    return ProcrastinateJob.objects.filter(task_name="twingrid.notices.jobs.send_due", status="todo").count()


def test_a_message_and_its_job_are_written_together(make: Make, at: datetime) -> None:
    before = waiting()
    row = notices_actions.queue_delivery(message=message(make("wecom")), at=at)
    assert (row.state, row.next_at, row.attempts) == ("queued", at, 0)
    assert waiting() == before + 1
    job = ProcrastinateJob.objects.latest("id")
    assert (job.queue_name, job.args) == ("notices", {"city": "jinan", "channel_id": row.channel_id})


def test_neither_is_written_when_the_transaction_is_rolled_back(make: Make, at: datetime) -> None:
    channel, before = make("wecom"), waiting()
    with transaction.atomic():
        notices_actions.queue_delivery(message=message(channel), at=at)
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()
    assert waiting() == before


def test_the_same_key_is_queued_once(make: Make, at: datetime) -> None:
    channel = make("wecom")
    first = notices_actions.queue_delivery(message=message(channel), at=at)
    again = notices_actions.queue_delivery(message=message(channel, text="别的话"), at=at + timedelta(minutes=1))
    assert again.pk == first.pk
    assert again.text == "3号楼明天停电"


def test_many_are_queued_by_one_copy_and_known_ones_are_left(make: Make, at: datetime) -> None:
    channel = make("sms")
    notices_actions.queue_delivery(message=message(channel, dedupe_key="n:7", address="13800000007"), at=at)
    rows = [
        message(
            channel,
            dedupe_key=f"n:{n}",
            address=f"138{n:08d}",
            extras={"values": {"p": "3号楼\t\\"}},
            about=Ref("x", 9),
        )
        for n in range(500)
    ]
    queued = notices_actions.queue_deliveries(messages=rows, at=at)
    assert (queued.new, queued.known) == (499, 1)
    row = Delivery.objects.get(dedupe_key="n:8")
    assert (row.extras, row.about_id, row.state) == ({"values": {"p": "3号楼\t\\"}}, 9, "queued")
    assert notices_actions.queue_deliveries(messages=rows, at=at).new == 0


def test_an_address_lies_sealed_and_is_shown_masked(make: Make, at: datetime) -> None:
    row = notices_actions.queue_delivery(message=message(make("sms"), address="13800001234"), at=at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(d)::text FROM notices_delivery d")
        (text,) = cursor.fetchone()
    assert "13800001234" not in text
    assert row.address_hint == "138****1234"
    assert "13800001234" not in repr(message(make("sms", name="other"), address="13800001234"))


def test_mail_is_masked_too(make: Make, at: datetime) -> None:
    row = notices_actions.queue_delivery(message=message(make("mail"), address="wang@example.cn"), at=at)
    assert row.address_hint == "w***@example.cn"


@pytest.mark.parametrize(
    ("kind", "text", "fits"),
    [
        ("wecom", "停" * 682, True),
        ("wecom", "停" * 683, False),
        ("sms", "停" * 494, True),
        ("sms", "停" * 495, False),
        ("dingtalk", "停" * 6666, True),
        ("dingtalk", "停" * 6667, False),
        ("wecom", " \n", False),
    ],
)
def test_a_text_that_the_channel_cannot_carry_is_refused(
    make: Make, at: datetime, kind: str, text: str, fits: bool
) -> None:
    wanted = message(make(kind), text=text, address="13800001234" if kind == "sms" else "")
    if fits:
        assert notices_actions.queue_delivery(message=wanted, at=at).text == text
        return
    with pytest.raises(BadInput) as refusal:
        notices_actions.queue_deliveries(messages=[wanted], at=at)
    assert refusal.value.field == "text"
    assert not Delivery.objects.exists()


def test_a_channel_that_needs_an_address_asks_for_it(make: Make, at: datetime) -> None:
    with pytest.raises(BadInput) as refusal:
        notices_actions.queue_delivery(message=message(make("sms")), at=at)
    assert refusal.value.field == "address"


def test_a_channel_that_is_not_there_is_refused(make: Make, at: datetime) -> None:
    channel = make("wecom")
    with pytest.raises(NotFound):
        notices_actions.queue_delivery(message=message(channel, channel_id=channel.pk + 1), at=at)


def test_what_still_waits_is_withdrawn_with_its_thing(make: Make, at: datetime) -> None:
    channel = make("wecom")
    for n, about in enumerate((Ref("notices.notice", 1), Ref("notices.notice", 1), Ref("notices.notice", 2))):
        notices_actions.queue_delivery(message=message(channel, dedupe_key=f"n{n}", about=about), at=at)
    Delivery.objects.filter(dedupe_key="n0").update(state="sent")
    assert notices_actions.cancel_about(about=Ref("notices.notice", 1), at=at) == 1
    assert list(Delivery.objects.order_by("id").values_list("state", flat=True)) == ["sent", "cancelled", "queued"]
