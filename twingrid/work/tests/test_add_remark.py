"""A note for colleagues."""

import pytest

from twingrid.kit.refusals import BadInput
from twingrid.work import actions, queries
from twingrid.work.models import RemarkKind


def test_a_note_is_kept_with_its_event(report, cast, at):
    ticket = actions.add_remark(number=report().number, words="钥匙在居委会", by=cast.qiao, at=at)
    entry = queries.history(ticket)[-1]
    assert (entry.words, entry.by, entry.words_kind) == ("钥匙在居委会", cast.qiao.name, RemarkKind.NOTE)


def test_the_same_note_pressed_twice_is_one(report, cast, at):
    number = report().number
    for _press in range(2):
        ticket = actions.add_remark(number=number, words="钥匙在居委会", by=cast.qiao, at=at)
    assert ticket.remarks.filter(kind=RemarkKind.NOTE).count() == 1


@pytest.mark.parametrize("words", ["", " \n", "长" * 1001])
def test_nothing_and_too_much_are_refused(report, cast, at, words):
    with pytest.raises(BadInput):
        actions.add_remark(number=report().number, words=words, by=cast.qiao, at=at)


def test_the_resident_does_not_see_it(report, cast, at):
    ticket = actions.add_remark(number=report().number, words="家里有老人", by=cast.qiao, at=at)
    shown = repr(queries.ticket_by_token(ticket.token, at=at))
    assert "家里有老人" not in shown
    assert cast.qiao.name not in shown
