"""The engine against stand-ins: written down before the call, budgets kept, rest when it is down, nothing twice."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from twingrid.kit import clock
from twingrid.notices import actions as notices_actions
from twingrid.notices import jobs as notices_jobs
from twingrid.notices.actions import Batch, Message
from twingrid.notices.gateways.shapes import Blame, Outcome, Result
from twingrid.notices.models import Attempt, Channel, Delivery
from twingrid.notices.tests.fakes import Trial, trial

pytestmark = pytest.mark.django_db
Make = Callable[..., Channel]
SENT = Result(Outcome.SENT)
DOWN = Result(Outcome.NOT_SENT, "net.refused", blame=Blame.CHANNEL)
SILENT = Result(Outcome.UNKNOWN, "net.broken", blame=Blame.CHANNEL)


def queue(channel: Channel, count: int, at: datetime, **said: Any) -> None:
    given = {"purpose": "notice", "text": "3号楼停电"} | said
    rows = [Message(channel_id=channel.pk, dedupe_key=f"{given['text']}{n}", **given) for n in range(count)]
    notices_actions.queue_deliveries(messages=rows, at=at)


def claim(channel: Channel, at: datetime, most: int = 10) -> Batch:
    return notices_actions.claim_batch(channel_id=channel.pk, at=at, most=most)


def settle(batch: Batch, result: Result, at: datetime, luck: float = 0.5) -> None:
    notices_actions.settle_batch(batch=batch, results=[result] * len(batch.ids), luck=luck, at=at)


def states() -> list[str]:
    return sorted(Delivery.objects.values_list("state", flat=True))


@pytest.fixture
def wecom(make: Make) -> Iterator[tuple[Channel, Trial]]:
    with trial("wecom") as one:
        yield make("wecom", config=one.where), one


def test_what_is_due_goes_out_and_the_rest_waits_for_the_budget(wecom: tuple[Channel, Trial], at: datetime) -> None:
    channel, one = wecom
    queue(channel, 25, at)
    with clock.fixed(at):
        notices_jobs.send_due(city="jinan", channel_id=channel.pk)
    assert len(one.ledger.taken()) == 20
    assert set(one.ledger.codes()) == {"0"}, "the vendor never had to say no"
    assert claim(channel, at + timedelta(seconds=60)).letters == ()
    batch = claim(channel, at + timedelta(seconds=61))
    assert len(batch.letters) == 5
    settle(batch, SENT, at + timedelta(seconds=61))
    assert states() == ["sent"] * 25


def test_a_delivery_is_written_down_as_sending_before_anybody_is_called(make: Make, at: datetime) -> None:
    channel = make("wecom")
    queue(channel, 1, at)
    batch = claim(channel, at)
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.claim, row.claimed_at) == ("sending", 1, batch.claim, at)
    assert Attempt.objects.get().finished_at is None
    assert claim(channel, at).letters == (), "and nobody takes it a second time"


def test_calls_under_way_use_up_the_budget_too(make: Make, at: datetime) -> None:
    channel = make("wecom")
    queue(channel, 30, at)
    assert [len(claim(channel, at).letters) for _ in range(3)] == [10, 10, 0]


def test_a_call_without_an_answer_is_uncertain_and_never_repeated_by_itself(make: Make, at: datetime) -> None:
    channel = make("wecom")
    queue(channel, 1, at)
    settle(claim(channel, at), SILENT, at)
    assert states() == ["uncertain"]
    assert claim(channel, at + timedelta(days=2)).letters == ()


def test_where_the_receiver_honours_our_key_it_is_repeated_under_the_same_key(make: Make, at: datetime) -> None:
    channel = make("webhook")
    queue(channel, 1, at)
    first = claim(channel, at)
    settle(first, SILENT, at)
    assert states() == ["failed"]
    again = claim(channel, at + timedelta(minutes=5))
    assert again.letters[0].key == first.letters[0].key


@pytest.mark.parametrize(("kind", "state"), [("wecom", "uncertain"), ("webhook", "sending")])
def test_a_worker_that_died_in_the_call_leaves_it_uncertain(make: Make, at: datetime, kind: str, state: str) -> None:
    channel = make(kind)
    queue(channel, 1, at)
    claim(channel, at)
    later = at + timedelta(seconds=181)
    claim(channel, later - timedelta(seconds=10))
    assert states() == ["sending"]
    claim(channel, later)
    assert states() == [state]
    assert Attempt.objects.earliest("id").code == "worker.died"


def test_a_late_answer_settles_what_was_held_for_lost(make: Make, at: datetime) -> None:
    channel = make("wecom")
    queue(channel, 1, at)
    batch = claim(channel, at)
    notices_actions.doubt_overdue(at=at + timedelta(minutes=4))
    assert states() == ["uncertain"]
    settle(batch, SENT, at + timedelta(minutes=5))
    assert states() == ["sent"]


def test_a_settled_delivery_is_not_changed_by_a_second_result(make: Make, at: datetime) -> None:
    channel = make("wecom")
    queue(channel, 1, at)
    batch = claim(channel, at)
    settle(batch, SENT, at)
    settle(batch, SILENT, at)
    assert states() == ["sent"]


def test_a_refused_text_is_dead_at_once_and_the_channel_goes_on(make: Make, at: datetime) -> None:
    channel = make("wecom")
    queue(channel, 1, at)
    settle(claim(channel, at), Result(Outcome.REJECTED, "wecom.40058"), at)
    channel.refresh_from_db()
    assert (states(), channel.state, channel.fails) == (["dead"], "on", 0)


def test_a_refused_channel_is_faulty_and_its_messages_wait(make: Make, at: datetime) -> None:
    channel = make("wecom")
    queue(channel, 3, at)
    settle(claim(channel, at), Result(Outcome.REJECTED, "wecom.93000", blame=Blame.CHANNEL), at)
    channel.refresh_from_db()
    assert (states(), channel.state, channel.last_code) == (["failed"] * 3, "faulty", "wecom.93000")
    assert claim(channel, at + timedelta(hours=1)).letters == ()


def test_a_way_that_is_down_three_times_rests_and_is_tried_by_one(make: Make, at: datetime) -> None:
    channel = make("wecom")
    queue(channel, 20, at)
    moment = at
    for _ in range(3):
        settle(claim(channel, moment, most=2), DOWN, moment)
        moment += timedelta(seconds=1)
    channel.refresh_from_db()
    assert channel.closed_until is not None and channel.closed_until > moment
    assert claim(channel, moment).again_at == channel.closed_until
    probe = claim(channel, channel.closed_until)
    assert len(probe.letters) == 1
    settle(probe, SENT, channel.closed_until)
    assert len(claim(channel, channel.closed_until).letters) == 10
    assert set(Delivery.objects.filter(state="failed").values_list("attempts", flat=True)) <= {0}, "not their fault"


def test_asked_to_wait_the_channel_waits_as_long(make: Make, at: datetime) -> None:
    channel = make("dingtalk")
    queue(channel, 1, at)
    limited = Result(Outcome.LIMITED, "dingtalk.130101", retry_after=600, blame=Blame.CHANNEL)
    settle(claim(channel, at), limited, at)
    assert claim(channel, at + timedelta(seconds=599)).letters == ()
    assert len(claim(channel, at + timedelta(seconds=600)).letters) == 1


def test_eight_failures_of_its_own_and_a_message_is_dead(make: Make, at: datetime) -> None:
    channel, moment = make("mail"), at
    queue(channel, 1, at, address="wang@example.cn")
    for _ in range(8):
        settle(claim(channel, moment), Result(Outcome.LIMITED, "mail.452", blame=Blame.ADDRESS), moment)
        moment += timedelta(hours=2)
    assert states() == ["dead"]


def test_quiet_hours_keep_all_but_the_urgent(make: Make, at: datetime) -> None:
    channel = make("sms", quiet_from=time(18), quiet_to=time(8))
    queue(channel, 1, at, address="13800001234")
    queue(channel, 1, at, address="13800001235", urgent=True, text="电线冒火花，请远离")
    batch = claim(channel, at)  # 19:00 in Jinan
    assert [letter.text for letter in batch.letters] == ["电线冒火花，请远离"]
    settle(batch, SENT, at)
    assert claim(channel, at).again_at == at + timedelta(hours=13)
    assert len(claim(channel, at + timedelta(hours=13)).letters) == 1


def test_nobody_gets_more_than_the_days_share_but_for_safety(make: Make, at: datetime) -> None:
    channel = make("mail", per_person_a_day=2)
    queue(channel, 3, at, address="wang@example.cn")
    batch = claim(channel, at)
    assert len(batch.letters) == 2
    settle(batch, SENT, at)
    queue(channel, 1, at, address="wang@example.cn", urgent=True, text="安全")
    assert [letter.text for letter in claim(channel, at).letters] == ["安全"]
    held = Delivery.objects.get(state="queued")
    assert (held.code, held.next_at) == ("limit.person", datetime.fromisoformat("2023-02-23T00:00+08:00"))


def test_fifty_a_day_go_to_one_number_and_no_more(make: Make, at: datetime) -> None:
    channel = make("sms", per_person_a_day=200)
    queue(channel, 52, at, address="13800001234", urgent=True)
    moment = at
    for _ in range(8):
        batch = claim(channel, moment)
        settle(batch, SENT, moment)
        moment += timedelta(seconds=1)
    assert states().count("sent") == 50


def test_what_comes_too_late_is_dead_and_not_sent(make: Make, at: datetime) -> None:
    channel = make("wecom")
    queue(channel, 1, at, not_after=at + timedelta(hours=1))
    assert claim(channel, at + timedelta(hours=2)).letters == ()
    assert Delivery.objects.get().code == "limit.late"


def test_a_channel_that_is_off_keeps_everything(make: Make, at: datetime) -> None:
    channel = make("wecom")
    queue(channel, 1, at)
    Channel.objects.update(state="off")
    assert claim(channel, at).letters == ()
    assert states() == ["queued"]
