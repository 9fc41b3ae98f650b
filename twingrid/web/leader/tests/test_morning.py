"""What a leader sees in the morning."""

from datetime import timedelta

import pytest

from tests.cast import Cast
from tests.counting import ask
from twingrid.kit import clock
from twingrid.work import actions as work_actions

pytestmark = pytest.mark.django_db


def report(cast: Cast, key: str, building: str = "3") -> str:
    said = work_actions.Report(
        channel="direct_call", kind="no_power", building_id=cast.buildings[building].pk, words="没电", intake_key=key
    )
    return work_actions.report_ticket(report=said, by=cast.zhou, at=cast.at).number


def test_what_is_late_stands_first(cast: Cast) -> None:
    number = report(cast, "a")
    with clock.fixed(cast.at + timedelta(hours=2)):
        page = cast.client("sun").get("/leader/").content.decode()
    assert page.index('id="late"') < page.index(number)


def test_a_leader_sees_what_each_person_holds(cast: Cast) -> None:
    number = report(cast, "a")
    page = cast.client("sun").get(f"/leader/load/{cast.han.pk}/").content.decode()
    assert number in page


@pytest.mark.parametrize("who", ["han", "qiao", "manager"])
def test_others_are_sent_to_their_own_page(cast: Cast, who: str) -> None:
    assert cast.client(who).get("/leader/").status_code == 403


def test_the_page_takes_as_many_queries_for_thirty_requests_as_for_three(cast: Cast) -> None:
    client = cast.client("sun")
    counts = []
    for rounds in (3, 30):
        for n in range(rounds):
            report(cast, f"{rounds}-{n}")
        client.get("/leader/")
        counts.append(len(ask(client, "/leader/")))
    assert counts[0] == counts[1]
    assert counts[0] <= 12
