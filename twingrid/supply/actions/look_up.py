"""Finding a customer by a number. What is read here is a person's, so every look-up is written down."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from twingrid.journal import actions as journal_actions
from twingrid.kit import clock, masking
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.supply.models import DIGITS_OF_PHONE, Customer
from twingrid.supply.permissions import SupplyPermission as May
from twingrid.supply.rules import ending, known_numbers

SHOWN = 6


@dataclass(frozen=True, slots=True)
class KnownCustomer:
    """Where a customer's meter hangs, with the least of the person: `by` is account, meter or phone."""

    building_id: int
    label: str
    unit: str
    room: str
    name: str
    account: str
    by: str


@transaction.atomic
def find_customer(*, text: str, by: User, at: datetime) -> tuple[KnownCustomer, ...]:
    """The customers whose account number, meter barcode or telephone stands in `text`: at most `SHOWN`, masked.

    The event names who looked and which customer was shown, never the number. Nothing is asked or recorded for a text
    without such a number. Raises `NotAllowed`.
    """
    numbers = known_numbers(text)
    if not numbers:
        return ()
    people_queries.require(by, May.CUSTOMER_FIND, at=at)
    how, found = _matching(numbers, at=at)
    for customer in found:
        _record(customer, by=by, at=at, how=how, found=len(found))
    if not found:
        _record(by, by=by, at=at, how="", found=0)
    return tuple(_shown(customer, how) for customer in found)


def _matching(numbers: tuple[str, ...], *, at: datetime) -> tuple[str, list[Customer]]:
    present = Customer.objects.on(clock.today(at)).select_related("service_point__building").order_by("account_no")
    digits = [number for number in numbers if number.isdigit()]
    written = [form for number in numbers for form in {number, number.upper(), number.lower()}]
    ways: tuple[tuple[str, QuerySet[Customer]], ...] = (
        ("account", present.filter(account_no__in=written)),
        ("meter", present.filter(service_point__meter_no__in=written)),
        ("phone", present.exclude(phone="").alias(digits=DIGITS_OF_PHONE).filter(digits__in=digits)),
    )
    for how, rows in ways:
        if found := list(rows[:SHOWN]):
            return how, found
    return "", []


def _record(subject: User | Customer, *, by: User, at: datetime, how: str, found: int) -> None:
    facts = {"how": how, "found": found}
    journal_actions.record("supply.customer.found", subject, by=by, at=at, facts=facts)


def _shown(customer: Customer, how: str) -> KnownCustomer:
    point = customer.service_point
    return KnownCustomer(
        building_id=point.building_id,
        label=point.building.label,
        unit=point.unit,
        room=point.room,
        name=masking.mask_name(customer.name),
        account=ending(customer.account_no),
        by=how,
    )
