"""The original rating stays and counts; what a resident says later stands beside it, with who, when and why."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from tests.cast import Cast
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound
from twingrid.metrics import queries as metrics_queries
from twingrid.work import actions
from twingrid.work.models import Rating, RatingRevision

pytestmark = pytest.mark.django_db


def test_the_original_stays_and_counts(report: Any, walk: Any, cast: Cast, at: datetime) -> None:
    ticket = walk(report(), "accept", "arrive", "resolve")
    own = walk(report(), "accept", "arrive", "resolve", by=cast.sun)
    said = {"number": ticket.number, "reason": "住户来电说后来修好了", "at": at}
    with pytest.raises(NotFound):
        actions.revise_rating(stars=5, by=cast.zhou, **said)
    actions.rate_ticket(token=ticket.token, stars=1, at=at)
    day = metrics_queries.Period(since=at.date(), until=at.date() + timedelta(days=1))
    figures = metrics_queries.figures(cast.people["manager"], at=at, period=day)
    for who, refusal in ((cast.han, NotAllowed), (cast.ding, NotFound), (cast.people["qiao"], NotAllowed)):
        with pytest.raises(refusal):
            actions.revise_rating(stars=5, by=who, **said)
    with pytest.raises(NotAllowed):
        actions.revise_rating(stars=5, by=cast.sun, **(said | {"number": own.number}))
    for wrong in ({"stars": 6}, {"stars": 1}, {"stars": 5, "reason": " "}):
        with pytest.raises(BadInput):
            actions.revise_rating(by=cast.zhou, **(said | wrong))
    for _time in range(2):
        actions.revise_rating(stars=5, by=cast.zhou, **said)
    (revision,) = RatingRevision.objects.all()
    assert (Rating.objects.get().stars, revision.stars, revision.by_id) == (1, 5, cast.zhou.pk)
    assert metrics_queries.figures(cast.people["manager"], at=at, period=day) == figures
    for change in (lambda rows: rows.update(stars=3), lambda rows: rows.delete()):
        with pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
            change(RatingRevision.objects.all())
