"""A resident finds the own report by its number and the end of the telephone."""

from datetime import timedelta

import pytest

from twingrid.kit.refusals import TooMany
from twingrid.work import actions


def find(ticket, at, *, end="1234", address="203.0.113.7", number=""):
    return actions.find_own_ticket(number=number or ticket.number, phone_end=end, address=address, at=at)


@pytest.fixture
def ticket(report):
    return report(phone="0531-000 01234")


def test_number_and_last_four_digits_lead_to_the_private_link(ticket, at):
    assert find(ticket, at, number=f" {ticket.number} ") == ticket.token


@pytest.mark.parametrize("end", ["", "4", "234", "4321", "01234", "%", "٤٣٢١"])
def test_nothing_less_and_nothing_else_does(ticket, at, end):
    assert find(ticket, at, end=end) == ""


def test_one_address_may_not_guess_on(ticket, at):
    for n in range(30):
        find(ticket, at, end="0000", number=f"20230101-{n:04d}")
    with pytest.raises(TooMany):
        find(ticket, at)
    assert find(ticket, at + timedelta(days=1)) == ticket.token


def test_many_addresses_may_not_guess_at_one_number(ticket, at):
    for n in range(30):
        find(ticket, at, end="0000", address=f"203.0.113.{n}")
    with pytest.raises(TooMany):
        find(ticket, at, address="198.51.100.1")
