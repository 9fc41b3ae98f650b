"""Recording an event."""

from datetime import datetime

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from twingrid.journal import actions as journal_actions
from twingrid.journal import queries as journal_queries
from twingrid.journal.tests.attacks import ATTACKS

pytestmark = pytest.mark.django_db


def test_an_event_is_read_back_as_history(city: object, at: datetime) -> None:
    from twingrid.people.models import Unit

    unit = Unit.objects.create(name="市中供电中心", side="power")
    journal_actions.record("people.unit.made", unit, by=None, at=at, facts={"n": 1})
    [event] = journal_queries.history_of(unit)
    assert (event.name, event.actor_kind, event.facts) == ("people.unit.made", "system", {"n": 1})


@pytest.mark.parametrize(
    "fact", ["张三", "13800000000", "a sentence that is far too long to be a code of anything at all, really"]
)
def test_it_refuses_words_and_numbers_of_people(city: object, at: datetime, fact: str) -> None:
    from twingrid.people.models import Unit

    unit = Unit.objects.create(name="u", side="power")
    with pytest.raises(ValueError, match="may not enter the journal"):
        journal_actions.record("people.unit.made", unit, by=None, at=at, facts={"x": fact})


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_app_role_cannot_change_history(city: object, at: datetime, attack: str) -> None:
    from twingrid.people.models import Unit

    unit = Unit.objects.create(name="u", side="power")
    journal_actions.record("people.unit.made", unit, by=None, at=at)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack.format(owner="twingrid_owner"))
    assert [event.name for event in journal_queries.history_of(unit)] == ["people.unit.made"]


def test_an_event_is_handled_once(city: object, at: datetime) -> None:
    assert journal_actions.handle_once(event_id=1, subscriber="x", at=at)
    assert not journal_actions.handle_once(event_id=1, subscriber="x", at=at)
