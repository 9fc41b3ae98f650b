"""The centre's page of figures."""

from datetime import timedelta

import pytest

from tests.cast import Cast
from twingrid.kit import clock
from twingrid.metrics import queries as metrics_queries
from twingrid.work import actions as work_actions

pytestmark = pytest.mark.django_db


def finish(cast: Cast, key: str, *, channel: str = "direct_call", stars: int | None = 5) -> None:
    minute = timedelta(minutes=1)
    said = work_actions.Report(
        channel=channel, kind="no_power", building_id=cast.home.pk, words="没电", intake_key=key, phone="0531-000 44182"
    )
    at = cast.at - timedelta(days=3)
    number = work_actions.report_ticket(report=said, by=cast.zhou, at=at).number
    work_actions.accept_ticket(number=number, by=cast.han, at=at + 5 * minute)
    work_actions.arrive_at_ticket(number=number, by=cast.han, at=at + 30 * minute)
    ticket = work_actions.resolve_ticket(
        number=number,
        outcome="customer_side_courtesy",
        finding="switch",
        words="换了",
        by=cast.han,
        at=at + 50 * minute,
    )
    work_actions.rate_ticket(token=ticket.token, solved=True, stars=stars, at=at + 60 * minute)


def figures(cast: Cast) -> metrics_queries.Figures:
    tomorrow = metrics_queries.period_until(clock.today(cast.at) + timedelta(days=1))
    return metrics_queries.figures(cast.manager, at=cast.at, period=tomorrow)


def test_a_direct_call_is_no_hotline_order(cast: Cast) -> None:
    finish(cast, "a")
    found = figures(cast)
    assert (found.hotline.now, found.direct.now, found.courtesy) == (0, 1, 1)


def test_shares_carry_their_counts_and_are_silent_below_the_minimum(cast: Cast) -> None:
    finish(cast, "a")
    finish(cast, "b", stars=2)
    found = figures(cast)
    assert (found.satisfied.part, found.satisfied.whole, found.satisfied.percent) == (1, 2, None)
    assert (found.first_contact.part, found.first_contact.whole) == (2, 2)


def test_arrival_is_a_mean_beside_a_count(cast: Cast) -> None:
    finish(cast, "a")
    assert (figures(cast).arrival_minutes, figures(cast).arrivals) == (30.0, 1)


def test_the_page_opens_for_those_who_see_figures(cast: Cast) -> None:
    finish(cast, "a")
    codes = {who: cast.client(who).get("/centre/").status_code for who in ("manager", "sun", "lead", "han", "qiao")}
    assert codes == {"manager": 200, "sun": 200, "lead": 200, "han": 403, "qiao": 403}


def test_every_figure_leads_to_its_rows(cast: Cast) -> None:
    finish(cast, "a")
    client = cast.client("manager")
    page = client.get("/centre/rows/", {"channel": "direct_call", "since": "2023-02-01", "until": "2023-03-01"})
    assert page.content.decode().count("data-row") == 1
    assert client.get("/centre/rows/", {"since": "yesterday"}).status_code == 422
