"""What the resident's private link shows."""

from datetime import timedelta

import pytest

from twingrid.kit.refusals import NotFound
from twingrid.work import queries


def test_it_tells_the_story_without_a_name(report, walk, cast, at):
    ticket = walk(report(phone="0531-000 01234", name="王小明"), "accept", "depart", "arrive", "resolve")
    shown = queries.ticket_by_token(ticket.token, at=at)
    assert [step.move for step in shown.steps] == ["report", "accept", "depart", "arrive", "resolve"]
    assert (shown.done, shown.said) == ("换了表后开关,灯亮了", "楼道灯不亮了")
    text = repr(shown)
    for hidden in (cast.han.name, cast.sun.name, cast.qiao.name, "王小明", "053100001234"):
        assert hidden not in text
    assert shown.phone == "053*****1234"


def test_it_says_when_somebody_will_be_there(report, walk, at):
    ticket = report()
    assert queries.ticket_by_token(ticket.token, at=at).promised_at == at + timedelta(minutes=45)
    walk(ticket, "accept", "arrive")
    assert queries.ticket_by_token(ticket.token, at=at).promised_at is None


def test_one_may_rate_when_it_is_done_and_answer_for_a_week(report, walk, at):
    ticket = report()
    asked = queries.ticket_by_token(ticket.token, at=at)
    assert (asked.may_rate, asked.may_answer) == (False, False)
    walk(ticket, "accept", "arrive", "resolve", "close")
    asked = queries.ticket_by_token(ticket.token, at=at + timedelta(days=1))
    assert (asked.may_rate, asked.may_answer) == (True, True)
    assert not queries.ticket_by_token(ticket.token, at=at + timedelta(days=8)).may_answer


def test_a_wrong_link_is_not_found(cast, at):
    with pytest.raises(NotFound):
        queries.ticket_by_token("nothing", at=at)


def test_another_citys_link_is_not_found(report, at):
    from twingrid.cities import queries as cities_queries

    token = report().token
    with cities_queries.inside("yunting"), pytest.raises(NotFound):
        queries.ticket_by_token(token, at=at)
