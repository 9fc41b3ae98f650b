"""The story of a row that is no request: what happened to it, by whom, with the words that were kept beside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from twingrid.journal import queries as journal_queries
from twingrid.people.models import User
from twingrid.work.models import Case, Hazard


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One event: its move (what else happened keeps the name of the event), who, when, the words."""

    move: str
    at: datetime
    by: str
    words: str
    facts: dict[str, Any]


def story_of(row: Hazard | Case, move_of: Mapping[str, str]) -> tuple[Happened, ...]:
    """What happened to a hazard or a case, oldest first. Three queries."""
    events = journal_queries.history_of(row)
    words = dict(row.remarks.values_list("event_id", "words"))
    people = {int(who) for event in events for who in (event.actor_id, event.facts.get("told")) if who}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    return tuple(
        Happened(
            move=move_of.get(event.name, event.name),
            at=event.at,
            by=names.get(event.actor_id or 0, ""),
            words=words.get(event.pk, "") or names.get(event.facts.get("told") or 0, ""),
            facts=event.facts,
        )
        for event in events
    )
