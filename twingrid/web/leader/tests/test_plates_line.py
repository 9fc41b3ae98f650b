"""How many plates are to be printed again, on the morning page: the same as the list, without a question more."""

from typing import Any

import pytest

from tests.cast import Cast, forget_memory
from tests.counting import ask
from twingrid.coverage import actions as coverage_actions
from twingrid.kit import memo
from twingrid.people.models import Contact

pytestmark = pytest.mark.django_db
LIST = "/plates/?standing=changed"


def line(cast: Cast, who: str = "sun") -> int:
    forget_memory()
    memo.forget_all()
    return sum(one.n for one in cast.client(who).get("/leader/").context["cover"] if one.href == LIST)


@pytest.fixture
def hung(cast: Cast, at: Any) -> Cast:
    coverage_actions.make_plates(at=at)
    coverage_actions.adopt_plates(at=at)
    return cast


def test_nothing_is_said_while_every_plate_is_true(hung: Cast) -> None:
    assert line(hung) == 0


def test_a_new_number_counts_the_plates_that_show_it(hung: Cast) -> None:
    Contact.objects.filter(user=hung.han).update(number="0531-000 09999")
    n = line(hung)
    assert n > 0
    assert n == hung.client("sun").get(LIST).context["found"].total


def test_plates_printed_and_put_up_leave_the_count(hung: Cast, at: Any) -> None:
    Contact.objects.filter(user=hung.han).update(number="0531-000 09999")
    before = line(hung)
    client = hung.client("sun")
    coverage_actions.print_plates(plate_ids=[hung.plate.pk], paper="a5", look="standard", by=hung.sun, at=at)
    memo.forget_all()
    assert line(hung) == before - 1
    assert client.get("/leader/").status_code == 200


def test_the_count_costs_no_question_once_it_is_known(hung: Cast) -> None:
    Contact.objects.filter(user=hung.han).update(number="0531-000 09999")
    assert line(hung) > 0
    client = hung.client("sun")
    client.get("/leader/")
    assert len(ask(client, "/leader/")) <= 12
