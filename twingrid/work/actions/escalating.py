"""Telling people of what nobody accepts, what is soon late and what is late: one way for every family of work.

A family registers here with `watch`; it keeps for each piece of work a moment `next_at` at which to look again. What
is looked at is locked, what another worker has locked is left to it, and each telling is a row that can stand only
once: two workers, or one that is killed and comes again, tell once.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db import models, transaction

from twingrid.journal import actions as journal_actions
from twingrid.people.models import User
from twingrid.work.actions.steps import present_limits
from twingrid.work.models import Escalation
from twingrid.work.queries.clocks import present_rules
from twingrid.work.rules import ladders
from twingrid.work.rules.ladders import Pace, Telling, Watched

MOST = 500


class Family(Protocol):
    """What a family of work has to say, so that its people are told."""

    name: str
    event: str

    def due(self, *, at: datetime, most: int) -> Sequence[int]:
        """The ids of what is to be looked at by now, the most urgent first."""

    def lock(self, pk: int) -> Any:
        """Lock one for this transaction; None if it is finished, or locked by somebody else."""

    def watched(self, matter: Any, *, at: datetime) -> Watched:
        """How the ladders see it now."""

    def keep(self, matter: Any, following: Telling | None) -> None:
        """Keep when to look again, and for whom; None: not until something happens to it."""


_families: dict[str, Family] = {}


def watch(family: Family) -> None:
    """Have the people of a further family told."""
    _families[family.name] = family


def tell_due(*, at: datetime) -> int:
    """Tell everybody whose turn has come, in every family; how many were told."""
    told = 0
    for family in _families.values():
        for pk in family.due(at=at, most=MOST):
            told += _tell(family, pk, at=at)
    return told


def tell(
    matter: models.Model, *, family: Family, watched: Watched, telling: Telling, at: datetime, record: bool = True
) -> Escalation:
    """Keep that somebody was told, and journal it unless the move itself says so."""
    rows = Escalation.objects.filter(family=family.name, matter_id=matter.pk, round=watched.round)
    step = rows.filter(clock=telling.clock, ladder=telling.ladder).count() + 1
    row = Escalation.objects.create(
        ticket_id=matter.pk if family.name == "request" else None,
        family=family.name,
        matter_id=matter.pk,
        round=watched.round,
        clock=telling.clock,
        why=telling.why,
        ladder=telling.ladder,
        step=step,
        to_id=telling.to,
        at=at,
    )
    if record:
        facts = {"told": telling.to, "step": step, "why": telling.why, "ladder": telling.ladder, "clock": telling.clock}
        journal_actions.record(family.event, matter, by=None, at=at, facts=facts)
    return row


def told_of(family: Family, matter: models.Model, *, number: int) -> list[Telling]:
    """Who was told of a matter in this round."""
    rows = Escalation.objects.filter(family=family.name, matter_id=matter.pk, round=number).order_by("at", "id")
    return [Telling(*row) for row in rows.values_list("clock", "why", "ladder", "to_id", "at")]


def pace(*, at: datetime) -> Pace:
    """How fast people are told in this city."""
    limits = present_limits()
    return Pace(
        accept=timedelta(minutes=limits.next_step_minutes),
        late=timedelta(minutes=limits.late_step_minutes),
        quiet=present_rules(at=at).quiet,
    )


def look_again(family: Family, matter: models.Model, watched: Watched, *, at: datetime) -> None:
    """Keep who is told next and when, as it stands now."""
    rest = ladders.tellings(watched, told_of(family, matter, number=watched.round), pace(at=at))
    family.keep(matter, rest[0] if rest else None)


@transaction.atomic
def _tell(family: Family, pk: int, *, at: datetime) -> int:
    matter = family.lock(pk)
    if matter is None:
        return 0
    watched = _present(family.watched(matter, at=at))
    known = told_of(family, matter, number=watched.round)
    turns: set[tuple[str, str, str]] = set()
    for telling in ladders.tellings(watched, known, pace(at=at)):
        turn = (telling.clock, telling.why, telling.ladder)
        # One step a ladder: whoever is told late still gets the whole time before the next one is.
        if telling.at <= at and turn not in turns:
            tell(matter, family=family, watched=watched, telling=telling, at=at)
            turns.add(turn)
    look_again(family, matter, watched, at=at)
    return len(turns)


_PEOPLE = ("holder", "deputy", "leader", "lead", "counterpart", "beside", "secretary")


def _present(watched: Watched) -> Watched:
    """Without people whose account is closed."""
    asked = {getattr(watched, name) for name in _PEOPLE} - {None}
    here = set(User.objects.filter(pk__in=asked, is_active=True).values_list("pk", flat=True))
    if asked == here:
        return watched
    gone: dict[str, Any] = {name: None for name in _PEOPLE if getattr(watched, name) not in here}
    return replace(watched, **gone)
