"""Parts of a larger request: the whole is not finished before them, unless a part is said not to be needed."""

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.work import actions
from twingrid.work import queries as work_queries
from twingrid.work.models import TicketChild
from twingrid.work.queries import nesting

pytestmark = pytest.mark.django_db


def test_the_whole_waits_for_its_part_or_for_the_reason(report: Any, walk: Any, cast: Cast, at: datetime) -> None:
    whole, part, other = report(), report(), report()
    for _time in range(2):
        actions.nest_ticket(number=part.number, parent=whole.number, by=cast.zhou, at=at)
    actions.nest_ticket(number=other.number, parent=whole.number, by=cast.zhou, at=at)
    walk(other, "accept", "arrive", "resolve")
    walk(whole, "accept", "arrive")
    with pytest.raises(Refused, match=part.number):
        walk(whole, "resolve")
    with pytest.raises(BadInput):
        actions.spare_ticket(number=whole.number, child=part.number, reason=" ", by=cast.zhou, at=at)
    for _time in range(2):
        actions.spare_ticket(number=whole.number, child=part.number, reason="已一并换好", by=cast.zhou, at=at)
    assert walk(whole, "resolve").state == "resolved"
    seen = nesting.parts_of(cast.zhou, work_queries.ticket_for(cast.zhou, whole.number, at=at), at=at)
    assert {(one.number, one.spared) for one in seen} == {(part.number, True), (other.number, False)}
    (up,) = nesting.parts_of(cast.zhou, work_queries.ticket_for(cast.zhou, part.number, at=at), at=at)
    assert (up.number, up.is_whole) == (whole.number, True)


def test_one_level_only_and_only_by_those_who_decide(report: Any, walk: Any, cast: Cast, at: datetime) -> None:
    whole, part, third = report(), report(), report()
    actions.nest_ticket(number=part.number, parent=whole.number, by=cast.sun, at=at)
    for child, parent in ((third, part), (whole, third), (part, third)):
        with pytest.raises(Refused):
            actions.nest_ticket(number=child.number, parent=parent.number, by=cast.zhou, at=at)
    with pytest.raises(BadInput):
        actions.nest_ticket(number=third.number, parent=third.number, by=cast.zhou, at=at)
    with pytest.raises(NotFound):
        actions.spare_ticket(number=whole.number, child=third.number, reason="x", by=cast.zhou, at=at)
    for who, refusal in ((cast.han, NotAllowed), (cast.ding, NotFound)):
        with pytest.raises(refusal):
            actions.nest_ticket(number=third.number, parent=whole.number, by=who, at=at)
        with pytest.raises(refusal):
            actions.free_ticket(number=part.number, by=who, at=at)
    with pytest.raises(Refused, match="部分"):
        actions.join_tickets(number=whole.number, into=third.number, by=cast.zhou, at=at)
    actions.free_ticket(number=part.number, by=cast.zhou, at=at)
    assert not TicketChild.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        TicketChild.objects.create(child=part, parent=part, at=at, by=cast.zhou)
