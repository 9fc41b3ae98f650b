"""The toast after a hand-over has an Undo that works, on the page where it is shown."""

import html
import re
from datetime import timedelta

import pytest

from tests.cast import Cast
from twingrid.kit import clock
from twingrid.work import actions as work_actions
from twingrid.work.models import Ticket

pytestmark = pytest.mark.django_db


def report(cast: Cast, key: str) -> str:
    said = work_actions.Report(
        channel="direct_call", kind="no_power", building_id=cast.home.pk, words="没电", intake_key=key
    )
    return work_actions.report_ticket(report=said, by=cast.zhou, at=cast.at).number


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize(("who", "path"), [("sun", "/leader/load/{han}/"), ("han", "/work/me/hand-over/")])
def test_one_some_or_all_are_taken_back(cast: Cast, n: int, who: str, path: str) -> None:
    numbers = [report(cast, key) for key in "abc"]
    client, path = cast.client(who), path.format(han=cast.han.pk)
    said = {"chosen": numbers[:n], "to": cast.zhao.pk}
    page = client.post(path, said, follow=True)
    assert Ticket.objects.filter(holder=cast.zhao).count() == n
    words = page.content.decode()
    address = re.search(r'action="(/work/me/hand-over/\d+/undo/)"', words)
    here = re.search(r'name="next" value="([^"]+)"', words[words.index("data-toast") :])
    assert address is not None
    assert here is not None
    with clock.fixed(cast.at + timedelta(seconds=9)):
        answer = client.post(address[1], {"next": html.unescape(here[1])})
        assert answer.url == page.request["PATH_INFO"]
        again = client.get(answer.url).content.decode()
    assert Ticket.objects.filter(holder=cast.han).count() == 3
    assert "撤销" not in again[again.index("data-toast") :][:900]


def test_a_request_given_to_somebody_else_on_its_page_is_taken_back(cast: Cast) -> None:
    number = report(cast, "a")
    client = cast.client("sun")
    page = client.post(f"/work/t/{number}/reassign/", {"reassign-to": cast.zhao.pk}, follow=True).content.decode()
    address = re.search(r'action="(/work/me/hand-over/\d+/undo/)"', page)
    assert address is not None
    client.post(address[1], {"next": f"/work/t/{number}/"})
    assert Ticket.objects.get(number=number).holder == cast.han
