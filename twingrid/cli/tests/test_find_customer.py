"""`twingrid find NUMBER --as EMPLOYEE_NO`: a customer by number, for those who may."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.cast import Cast
from twingrid.cli.find import find
from twingrid.journal.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _numbers(cast: Cast) -> None:
    for who, number in (("zhou", "D1"), ("han", "W1")):
        person = cast.people[who]
        person.employee_no = number
        person.save(update_fields=("employee_no",))


def ask(*words: str) -> Result:
    return CliRunner().invoke(find, words)


def test_a_dispatcher_is_told_the_room_and_who_answers_there(cast: Cast) -> None:
    customer = cast.customers[0]
    answer = ask(customer.account_no, "--as", "D1")
    assert answer.exit_code == 0, answer.output
    assert customer.service_point.room in answer.output
    assert cast.han.name in answer.output
    assert customer.name not in answer.output
    assert Event.objects.filter(name="supply.customer.found", actor_id=cast.zhou.pk).count() == 1


def test_machines_get_the_same(cast: Cast) -> None:
    (found,) = json.loads(ask(cast.customers[0].account_no, "--as", "D1", "--json").output)
    assert found["by"] == "account"


@pytest.mark.parametrize("words", [("--as", "W1"), ("--as", "NOBODY"), ()])
def test_anybody_else_learns_nothing(cast: Cast, words: Any) -> None:
    customer = cast.customers[0]
    answer = ask(customer.account_no, *words)
    assert answer.exit_code != 0
    assert customer.service_point.building.label not in answer.output


def test_a_place_is_found_as_before(cast: Cast) -> None:
    assert cast.han.name in ask("乐山小区3号楼", "--as", "D1").output
