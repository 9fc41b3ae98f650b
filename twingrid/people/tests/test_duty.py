"""Keeping who answers true."""

from datetime import date, datetime, timedelta

import pytest

from tests.cast import Cast, make_shift
from twingrid.coverage import queries as coverage_queries
from twingrid.kit import memo
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.people.actions import duty, numbers, pairing
from twingrid.people.models import Contact, Pairing, Posting, Shift
from twingrid.territory.models import Generation

pytestmark = pytest.mark.django_db
MONDAY = date(2023, 2, 27)


def posting(cast: Cast) -> Posting:
    return Posting.objects.get(user=cast.han, area=cast.powers["12"])


def holder(cast: Cast, at: datetime) -> str:
    memo.forget_all()
    found = coverage_queries.responsible_for_building(cast.home.pk, at=at)
    assert found is not None and found.power is not None and found.power.answering.holder is not None
    return found.power.answering.holder.name


def test_a_worker_is_replaced_from_a_day_on(cast: Cast, at: datetime) -> None:
    duty.replace_holder(posting_id=posting(cast).pk, to=cast.zhao.pk, since=MONDAY, by=cast.admin, at=at)
    assert holder(cast, at) == cast.han.name
    assert holder(cast, at + timedelta(days=5)) == cast.zhao.name


def test_replacing_twice_changes_once(cast: Cast, at: datetime) -> None:
    ids = {
        duty.replace_holder(posting_id=posting(cast).pk, to=cast.zhao.pk, since=MONDAY, by=cast.admin, at=at).pk
        for _ in range(2)
    }
    assert len(ids) == 1


def test_the_pairs_are_proposed_and_both_have_to_confirm(cast: Cast, at: datetime) -> None:
    duty.replace_holder(posting_id=posting(cast).pk, to=cast.zhao.pk, since=MONDAY, by=cast.admin, at=at)
    pair = Pairing.objects.get(power=cast.zhao, community=cast.qiao)
    assert (pair.confirmed_by_power_on, pair.confirmed_by_community_on) == (None, None)
    duty.confirm_pairing(pairing_id=pair.pk, by=cast.zhao, at=at)
    duty.confirm_pairing(pairing_id=pair.pk, by=cast.qiao, at=at)
    pair.refresh_from_db()
    assert pair.confirmed_by_power_on == pair.confirmed_by_community_on == at.date()


def test_nobody_confirms_for_others(cast: Cast, at: datetime) -> None:
    with pytest.raises(NotFound):
        duty.confirm_pairing(pairing_id=Pairing.objects.filter(power=cast.han)[0].pk, by=cast.sun, at=at)


@pytest.mark.parametrize("since", [date(2023, 2, 21), date(2020, 1, 1)])
def test_the_past_is_not_rewritten(cast: Cast, at: datetime, since: date) -> None:
    with pytest.raises(BadInput):
        duty.replace_holder(posting_id=posting(cast).pk, to=cast.zhao.pk, since=since, by=cast.admin, at=at)


@pytest.mark.parametrize("who", ["sun", "han", "manager"])
def test_only_the_administrator_replaces(cast: Cast, at: datetime, who: str) -> None:
    with pytest.raises(NotAllowed):
        duty.replace_holder(posting_id=posting(cast).pk, to=cast.zhao.pk, since=MONDAY, by=cast.people[who], at=at)


def test_every_change_is_seen_by_other_processes(cast: Cast, at: datetime) -> None:
    before = Generation.objects.get(name="people").number
    duty.replace_holder(posting_id=posting(cast).pk, to=cast.zhao.pk, since=MONDAY, by=cast.admin, at=at)
    assert Generation.objects.get(name="people").number > before


def test_a_leader_fills_hours_once(cast: Cast, at: datetime) -> None:
    night = {"starts_at": at + timedelta(days=2), "ends_at": at + timedelta(days=2, hours=10)}
    ids = {duty.plan_shift(user_id=cast.ding.pk, kind="night", by=cast.sun, at=at, **night).pk for _ in range(2)}
    assert len(ids) == 1
    with pytest.raises(Refused):
        duty.plan_shift(
            user_id=cast.ding.pk, kind="night", by=cast.sun, at=at,
            starts_at=night["starts_at"] + timedelta(hours=1), ends_at=night["ends_at"],
        )  # fmt: skip


def test_a_colleague_does_not_plan_for_others(cast: Cast, at: datetime) -> None:
    with pytest.raises(NotAllowed):
        duty.plan_shift(
            user_id=cast.ding.pk, kind="night", starts_at=at, ends_at=at + timedelta(hours=8), by=cast.han, at=at
        )


def test_an_exchange_needs_the_other_ones_word(cast: Cast, at: datetime) -> None:
    mine = make_shift(cast.han, kind="night", starts_at=at + timedelta(days=3), hours=8)
    theirs = make_shift(cast.zhao, kind="night", starts_at=at + timedelta(days=4), hours=8)
    asked = duty.ask_exchange(shift_id=mine.pk, against_id=theirs.pk, by=cast.han, at=at)
    assert Shift.objects.get(pk=mine.pk).user_id == cast.han.pk
    with pytest.raises(NotFound):
        duty.answer_exchange(exchange_id=asked.pk, agree=True, by=cast.ding, at=at)
    duty.answer_exchange(exchange_id=asked.pk, agree=True, by=cast.zhao, at=at)
    assert (Shift.objects.get(pk=mine.pk).user_id, Shift.objects.get(pk=theirs.pk).user_id) == (
        cast.zhao.pk,
        cast.han.pk,
    )


def test_a_number_that_failed_twice_is_doubted_until_verified(cast: Cast, at: datetime) -> None:
    contact = Contact.objects.get(user=cast.han, kind="duty")
    for minutes in (0, 1, 30):  # the second is the same call again
        numbers.note_failed_call(contact_id=contact.pk, by=cast.zhou, at=at + timedelta(minutes=minutes))
    contact.refresh_from_db()
    assert contact.failed_calls == 2
    duty.verify_contact(contact_id=contact.pk, by=cast.sun, at=at)
    contact.refresh_from_db()
    assert (contact.failed_calls, contact.verified_on) == (0, at.date())


def test_a_replaced_number_ends_the_old_one_today(cast: Cast, at: datetime) -> None:
    old = Contact.objects.get(user=cast.han, kind="duty")
    ids = {numbers.replace_contact(contact_id=old.pk, number="0531-000 09999", by=cast.sun, at=at).pk for _ in range(2)}
    old.refresh_from_db()
    assert (len(ids), old.valid_to) == (1, at.date())
    assert Contact.objects.get(pk=ids.pop()).verified_on is None
    with pytest.raises(NotAllowed):
        numbers.replace_contact(contact_id=old.pk, number="0531-000 08888", by=cast.ding, at=at)
    with pytest.raises(BadInput):
        numbers.replace_contact(contact_id=old.pk, number="call me", by=cast.sun, at=at)


def test_a_leader_proposes_pairs_once_and_only_own_people(cast: Cast, at: datetime) -> None:
    for _ in range(2):
        pairing.propose_pairings(pairs=[(cast.ding.pk, cast.qiao.pk)], by=cast.sun, at=at)
    pair = Pairing.objects.get(power=cast.ding, community=cast.qiao)
    assert (pair.rank, pair.confirmed_by_power_on) == (1, None)
    with pytest.raises(NotAllowed):
        pairing.propose_pairings(pairs=[(cast.ding.pk, cast.ma.pk)], by=cast.han, at=at)
    with pytest.raises(BadInput):
        pairing.propose_pairings(pairs=[(cast.ding.pk, cast.zhao.pk)], by=cast.sun, at=at)


def test_an_ended_pair_holds_no_more(cast: Cast, at: datetime) -> None:
    pair = Pairing.objects.get(power=cast.han, community=cast.qiao)
    for _ in range(2):
        pairing.end_pairing(pairing_id=pair.pk, by=cast.sun, at=at)
    assert not Pairing.objects.on(at.date()).filter(pk=pair.pk).exists()
    with pytest.raises(NotAllowed):
        pairing.end_pairing(pairing_id=pair.pk, by=cast.han, at=at)
