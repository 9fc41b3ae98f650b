"""The steps that every action takes in the same order: lock – may I – is the move open – change – record."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twingrid.journal import actions as journal_actions
from twingrid.journal.models import Event
from twingrid.kit.machine import take
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.outages.actions.expanding import tell_memory
from twingrid.outages.models import Affected, Outage, Remark, Scope
from twingrid.outages.states import EVENTS, OUTAGE_MOVES, OutageState
from twingrid.people import queries as people_queries
from twingrid.people.models import User

WORDS_LIMIT = 1000
FACTS_LIMIT = 500
"""So many ids of scope stand in an event; `scope` says how many there are."""
AHEAD = timedelta(minutes=10)
"""Clocks of two systems differ: a moment may lie so far ahead of ours."""
SAID = {
    OutageState.DRAFT: gettext_lazy("This outage is a draft. Announce it, or say that it has started."),
    OutageState.ANNOUNCED: gettext_lazy("This outage has not started yet. Say first that it has started."),
    OutageState.STARTED: gettext_lazy("This outage is going on. Say first when the electricity was back."),
    OutageState.RESTORED: gettext_lazy(
        "The electricity is back here already. Enter another outage if it is off again."
    ),
    OutageState.CLOSED: gettext_lazy("This outage is closed. Enter another one if the electricity is off again."),
    OutageState.CANCELLED: gettext_lazy("This outage was cancelled. Enter another one if it takes place after all."),
}


def lock(number: str, right: StrEnum, *, by: User | None, at: datetime) -> Outage:
    """Lock an outage on which `by` holds the right in one of the areas it reaches (None: whoever runs the machine)."""
    outage = Outage.objects.select_for_update(of=("self",)).filter(number=number).first()
    if outage is None:
        raise NotFound(_("There is no such outage. Check the number, or look in the list."))
    if by is not None:
        people_queries.require(by, right, at=at, areas=areas_of(outage))
    return outage


def areas_of(outage: Outage) -> list[int | None]:
    """The power service areas that it reaches; [None] when it reaches no customer."""
    rows = Affected.objects.filter(outage=outage).order_by().values_list("power_area_id", flat=True).distinct()
    return list(rows) or [None]


def may_move(outage: Outage, name: str) -> OutageState:
    """Where a move leads from here; `Refused` with the sentence when it is not open."""
    return take(OUTAGE_MOVES, name, outage.state, sentence=str(SAID[OutageState(outage.state)]))


def move(outage: Outage, name: str) -> None:
    """Take a move: change the state, or raise `Refused` with the sentence."""
    outage.state = may_move(outage, name)


def save(
    outage: Outage, name: str, *, by: User | None, at: datetime, facts: Mapping[str, Any] | None = None, words: str = ""
) -> Event:
    """Record the move that was taken, with everything a subscriber has to know, and save the outage."""
    outage.save()
    event = journal_actions.record(EVENTS[name], outage, by=by, at=at, facts={**facts_of(outage), **(facts or {})})
    say(outage, words=words, by=by, at=at, event=event)
    tell_memory()
    return event


def facts_of(outage: Outage) -> dict[str, Any]:
    """What an event tells of an outage: ids of its scope, moments, counts. Nothing of a person."""
    scope = list(Scope.objects.filter(outage=outage).order_by("id").values_list("equipment_id", "building_id"))
    moments = {
        name: value.isoformat() if (value := getattr(outage, name)) else None
        for name in ("starts_at", "estimate_at", "started_at", "restored_at")
    }
    return {
        "to": str(outage.state),
        "kind": str(outage.kind),
        "information": str(outage.information),
        "important": outage.important,
        "equipment": [one for one, _building in scope if one][:FACTS_LIMIT],
        "buildings": [one for _equipment, one in scope if one][:FACTS_LIMIT],
        "scope": len(scope),
        "customers": outage.customers,
        "premises": outage.buildings,
        **moments,
    }


def say(outage: Outage, *, words: str, by: User | None, at: datetime, event: Event | None) -> None:
    """Keep words in an erasable row that points to their event; nothing for empty words."""
    text = words.replace("\x00", "").strip()
    if len(text) > WORDS_LIMIT:
        raise BadInput(
            _("This is too long. Please write no more than {n} characters.").format(n=WORDS_LIMIT), field="words"
        )
    if text:
        Remark.objects.create(outage=outage, event_id=event.pk if event else None, words=text, by=by, at=at)


def choice(value: str, allowed: Any, *, field: str) -> str:
    """A value of a list of choices, else `BadInput`."""
    if value not in allowed.values:
        raise BadInput(_("Please choose one of the list."), field=field)
    return value


def not_ahead(moment: datetime, *, at: datetime, field: str) -> datetime:
    """A moment that has come, else `BadInput`."""
    if moment > at + AHEAD:
        raise BadInput(_("This moment lies ahead. Write when it happened."), field=field)
    return moment
