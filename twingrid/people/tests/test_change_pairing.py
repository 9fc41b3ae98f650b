"""Rank and days of a pair, and until when a number holds, changed by hand."""

from datetime import date, timedelta

import pytest

from tests.cast import Cast
from twingrid.kit import stale
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people import duty_queries
from twingrid.people.actions.numbers import date_contact
from twingrid.people.actions.pairing import change_pairing
from twingrid.people.models import Contact, Pairing

pytestmark = pytest.mark.django_db
SINCE = date(2023, 1, 1)


def seen(pair: Pairing) -> str:
    pair.refresh_from_db()
    return stale.stamp(*duty_queries.pair_values(pair))


@pytest.fixture
def pair(cast: Cast) -> Pairing:
    """Han's pair with Ma; his pair with Qiao stands before it."""
    found: Pairing = Pairing.objects.get(power=cast.han, community=cast.ma)
    Pairing.objects.filter(power=cast.han).exclude(pk=found.pk).update(rank=1)
    Pairing.objects.filter(pk=found.pk).update(rank=2, valid_from=SINCE)
    found.refresh_from_db()
    return found


def order(cast: Cast) -> list[int]:
    rows = Pairing.objects.filter(power=cast.han).order_by("rank", "id")
    return [row.community_id for row in rows]


def test_the_first_place_moves_the_others_behind(cast: Cast, pair: Pairing) -> None:
    given = {"rank": 1, "since": SINCE, "until": None, "by": cast.sun, "at": cast.at}
    for _ in range(2):
        change_pairing(pairing_id=pair.pk, seen=seen(pair), **given)
    assert order(cast)[0] == cast.ma.pk
    assert sorted(Pairing.objects.filter(power=cast.han).values_list("rank", flat=True)) == [1, 2]


def test_a_pair_ends_on_the_day_given_and_not_before_today(cast: Cast, pair: Pairing) -> None:
    given = {"pairing_id": pair.pk, "rank": 2, "since": SINCE, "by": cast.sun, "at": cast.at}
    with pytest.raises(BadInput):
        change_pairing(until=cast.at.date() - timedelta(days=1), seen=seen(pair), **given)
    until = cast.at.date() + timedelta(days=30)
    change_pairing(until=until, seen=seen(pair), **given)
    assert Pairing.objects.on(until - timedelta(days=1)).filter(pk=pair.pk).exists()
    assert not Pairing.objects.on(until).filter(pk=pair.pk).exists()


def test_the_same_two_are_not_paired_twice_on_a_day(cast: Cast, pair: Pairing) -> None:
    Pairing.objects.create(power=cast.han, community=cast.ma, valid_from=date(2022, 1, 1), valid_to=SINCE)
    with pytest.raises(BadInput, match="搭档"):
        change_pairing(
            pairing_id=pair.pk,
            rank=1,
            since=date(2022, 12, 1),
            until=None,
            seen=seen(pair),
            by=cast.sun,
            at=cast.at,
        )


def test_what_somebody_else_changed_meanwhile_is_not_written_over(cast: Cast, pair: Pairing) -> None:
    before = seen(pair)
    given = {"pairing_id": pair.pk, "since": SINCE, "by": cast.sun, "at": cast.at}
    change_pairing(rank=2, until=cast.at.date() + timedelta(days=3), seen=before, **given)
    with pytest.raises(Refused):
        change_pairing(rank=1, until=None, seen=before, **given)


def test_a_worker_changes_no_pair(cast: Cast, pair: Pairing) -> None:
    from twingrid.kit.refusals import NotAllowed

    with pytest.raises((NotAllowed, NotFound)):
        change_pairing(pairing_id=pair.pk, rank=1, since=SINCE, until=None, seen="", by=cast.han, at=cast.at)


def test_a_number_holds_until_the_day_its_owner_says(cast: Cast) -> None:
    contact = Contact.objects.get(user=cast.han, kind="duty")
    stamp = stale.stamp(*duty_queries.contact_values(contact))
    given = {"contact_id": contact.pk, "seen": stamp, "at": cast.at}
    with pytest.raises(BadInput):
        date_contact(until=cast.at.date(), by=cast.han, **given)
    until = cast.at.date() + timedelta(days=7)
    for _ in range(2):
        date_contact(until=until, by=cast.han, **given)
    assert Contact.objects.get(pk=contact.pk).valid_to == until
    with pytest.raises(Refused):
        date_contact(until=None, by=cast.sun, **given)
