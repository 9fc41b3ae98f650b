"""A customer by account number, meter or telephone: for those who may, masked, and written down."""

import pytest

from tests.cast import Cast
from twingrid.journal.models import Event
from twingrid.kit.refusals import NotAllowed
from twingrid.supply.actions.look_up import find_customer

pytestmark = pytest.mark.django_db


def looked_up() -> list[Event]:
    return list(Event.objects.filter(name="supply.customer.found"))


@pytest.mark.parametrize("how", ["account", "meter", "phone"])
def test_each_number_leads_to_the_unit_and_room_without_the_person(cast: Cast, how: str) -> None:
    customer = cast.customers[0]
    point = customer.service_point
    numbers = {"account": customer.account_no, "meter": point.meter_no, "phone": customer.phone}
    (found,) = find_customer(text=f"户号{numbers[how]}，没电了", by=cast.zhou, at=cast.at)
    assert (found.building_id, found.unit, found.room) == (point.building_id, point.unit, point.room)
    assert found.by == how
    assert customer.name not in repr(found)
    assert customer.account_no not in repr(found)
    assert customer.phone not in repr(found)


def test_a_number_is_read_in_every_usual_form(cast: Cast) -> None:
    customer = cast.customers[0]
    spaced = f"{customer.phone[:3]} {customer.phone[3:7]}-{customer.phone[7:]}"
    wide = "".join(chr(ord(c) + 0xFEE0) for c in customer.account_no)
    assert len(find_customer(text=spaced, by=cast.zhou, at=cast.at)) == 1
    assert len(find_customer(text=wide, by=cast.zhou, at=cast.at)) == 1


def test_every_look_up_is_written_down_without_the_number(cast: Cast) -> None:
    customer = cast.customers[0]
    find_customer(text=customer.account_no, by=cast.zhou, at=cast.at)
    find_customer(text="9999999999", by=cast.zhou, at=cast.at)
    shown, nothing = sorted(looked_up(), key=lambda event: event.facts["found"], reverse=True)
    assert (shown.subject_kind, shown.subject_id, shown.actor_id) == ("supply.customer", customer.pk, cast.zhou.pk)
    assert (nothing.subject_kind, nothing.subject_id) == ("people.user", cast.zhou.pk)
    assert shown.facts == {"how": "account", "found": 1}
    assert customer.account_no not in repr([shown.facts, nothing.facts])


def test_an_address_is_no_number_of_anybody(cast: Cast) -> None:
    assert find_customer(text="乐山小区3-2-501", by=cast.han, at=cast.at) == ()
    assert find_customer(text="建设路78号院12-1-1201", by=cast.han, at=cast.at) == ()
    assert looked_up() == []


@pytest.mark.parametrize("who", ["han", "qiao", "sun", "manager", "admin"])
def test_who_may_not_is_told_so_and_learns_nothing(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        find_customer(text=cast.customers[0].account_no, by=cast.people[who], at=cast.at)
    assert looked_up() == []


def test_a_customer_who_has_left_is_not_found(cast: Cast) -> None:
    customer = cast.customers[0]
    customer.valid_to = cast.at.date()
    customer.save(update_fields=("valid_to",))
    assert find_customer(text=customer.account_no, by=cast.zhou, at=cast.at) == ()
