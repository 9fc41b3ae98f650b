"""The resident answers by the private link."""

import pytest
from django.db import DatabaseError, connection, transaction

from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.work import actions
from twingrid.work.models import CallBack, Rating, RemarkKind
from twingrid.work.states import TicketState as S

DONE = ("accept", "arrive", "resolve")


def test_solved_and_five_stars_close_it(report, walk, at):
    ticket = walk(report(), *DONE)
    rated = actions.rate_ticket(token=ticket.token, stars=5, solved=True, words="谢谢", at=at)
    assert rated.state == S.CLOSED
    assert Rating.objects.get(ticket=ticket).stars == 5
    assert CallBack.objects.get(ticket=ticket).how == "link"
    assert ticket.remarks.get(kind=RemarkKind.RATING).words == "谢谢"


def test_not_solved_opens_it_again_also_after_it_was_closed(report, walk, at):
    ticket = walk(report(), *DONE, "close")
    again = actions.rate_ticket(token=ticket.token, solved=False, words="又灭了", at=at)
    assert (again.state, again.times_reopened) == (S.NEW, 1)


def test_pressing_not_solved_twice_opens_it_once(report, walk, at):
    ticket = walk(report(), *DONE)
    for _press in range(2):
        again = actions.rate_ticket(token=ticket.token, solved=False, at=at)
    assert again.times_reopened == 1


def test_the_first_rating_of_a_round_stays(report, walk, at):
    ticket = walk(report(), *DONE, "close")
    actions.rate_ticket(token=ticket.token, stars=2, at=at)
    actions.rate_ticket(token=ticket.token, stars=2, at=at)
    with pytest.raises(Refused):
        actions.rate_ticket(token=ticket.token, stars=5, at=at)
    assert Rating.objects.get(ticket=ticket).stars == 2


def test_each_round_has_its_own_rating(report, walk, at):
    ticket = walk(report(), *DONE)
    actions.rate_ticket(token=ticket.token, stars=1, solved=False, at=at)
    walk(ticket, *DONE)
    actions.rate_ticket(token=ticket.token, stars=4, solved=True, at=at)
    assert list(Rating.objects.order_by("round").values_list("round", "stars")) == [(0, 1), (1, 4)]


@pytest.mark.parametrize(
    "statement", ["UPDATE work_rating SET stars = 5", "DELETE FROM work_rating", "TRUNCATE work_rating"]
)
def test_the_database_refuses_to_change_a_rating(report, walk, at, statement):
    ticket = walk(report(), *DONE)
    actions.rate_ticket(token=ticket.token, stars=1, at=at)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Rating.objects.get(ticket=ticket).stars == 1


def test_it_is_not_rated_before_it_is_done(report, walk, at):
    ticket = walk(report(), "accept")
    with pytest.raises(Refused):
        actions.rate_ticket(token=ticket.token, stars=5, at=at)


@pytest.mark.parametrize("stars", [0, 6, None])
def test_it_needs_one_to_five_stars_or_an_answer(report, walk, at, stars):
    with pytest.raises(BadInput):
        actions.rate_ticket(token=walk(report(), *DONE).token, stars=stars, at=at)


def test_a_wrong_link_is_not_found(cast, at):
    with pytest.raises(NotFound):
        actions.rate_ticket(token="nothing", stars=5, at=at)
