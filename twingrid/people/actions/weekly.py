"""Hours that come back each week, set by a leader for one person."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people import pattern_queries, rules
from twingrid.people.actions import patterns, rota
from twingrid.people.actions.duty import require_for
from twingrid.people.choices import OnlyOn, ShiftSource
from twingrid.people.models import ShiftPattern, User
from twingrid.people.permissions import PeoplePermission as May


@transaction.atomic
def set_pattern(
    *,
    user_id: int,
    kind: str,
    weekdays: Sequence[str],
    starts: time,
    ends: time,
    only: str = "",
    since: date,
    until: date | None = None,
    instead: int = 0,
    by: User,
    at: datetime,
) -> ShiftPattern:
    """Give somebody hours that come back from the day `since` (to the day before `until`), rolled out at once.

    `instead` is the id of a pattern that ends on `since`. Safe to repeat. Raises `BadInput`, `NotAllowed`, `NotFound`,
    and `Refused` when the person has regular hours at that time already.
    """
    person = _person(user_id, by=by, at=at)
    rule = _rule(kind, weekdays, starts, ends, only)
    _check(since, until, at=at)
    values = {name: getattr(rule, name) for name in ("kind", "weekdays", "starts", "ends", "only")}
    same: ShiftPattern | None = ShiftPattern.objects.filter(
        user=person, valid_from=since, valid_to=until, turn_of=1, **values
    ).first()
    if same is not None:
        return same
    if instead:
        patterns.end(_pattern(instead, of=person), day=since)
    during = Q(valid_to__isnull=True) | Q(valid_to__gt=since)
    others = ShiftPattern.objects.filter(during, user=person).order_by("id")
    held = others.filter(valid_from__lt=until) if until is not None else others
    if rules.clash([rule, *(pattern_queries.rule_of(row) for row in held)]):
        raise Refused(_("This person has regular hours at that time already. Change or end those first."))
    made = ShiftPattern.objects.create(user=person, source=ShiftSource.HAND, valid_from=since, valid_to=until, **values)
    _roll_out(person, at=at)
    facts = {"user": person.pk, "since": since.isoformat(), "instead": instead}
    journal_actions.record("people.pattern.set", made, by=by, at=at, facts=facts)
    return made


@transaction.atomic
def end_pattern(*, pattern_id: int, on: date, by: User, at: datetime) -> None:
    """Let regular hours end: on the day `on` they begin no more. What was made by hand or swapped stays.

    Raises `BadInput` for a day in the past, `NotAllowed`, `NotFound`.
    """
    row = ShiftPattern.objects.filter(pk=pattern_id).first()
    if row is None:
        raise NotFound(_("There are no such regular hours. Open the person's page again."))
    person = _person(row.user_id, by=by, at=at)
    _check(on, None, at=at)
    pattern = _pattern(pattern_id, of=person)
    if pattern.valid_to is not None and pattern.valid_to <= on:
        return
    # The rest of a list's pattern is the leader's word from now on: the next list does not bring it back.
    ShiftPattern.objects.filter(user=person, source=ShiftSource.IMPORT).update(source=ShiftSource.HAND)
    journal_actions.record(
        "people.pattern.ended", pattern, by=by, at=at, facts={"user": person.pk, "on": on.isoformat()}
    )
    patterns.end(pattern, day=on)
    _roll_out(person, at=at)


def _person(user_id: int, *, by: User, at: datetime) -> User:
    person = User.objects.select_for_update(of=("self",)).filter(pk=user_id, is_active=True).first()
    if person is None:
        raise NotFound(_("Choose somebody who can sign in."))
    require_for(person, May.SHIFT_PLAN, by=by, at=at)
    return person


def _pattern(pattern_id: int, *, of: User) -> ShiftPattern:
    found: ShiftPattern | None = (
        ShiftPattern.objects.select_for_update(of=("self",)).filter(pk=pattern_id, user=of).first()
    )
    if found is None:
        raise NotFound(_("There are no such regular hours. Open the person's page again."))
    return found


def _rule(kind: str, weekdays: Sequence[str], starts: time, ends: time, only: str) -> rules.WeeklyRule:
    """The rule in question, checked."""
    if kind not in list(rules.ShiftKind) or only not in ("", *OnlyOn.values):
        raise BadInput(_("Choose what the hours are."), field="kind")
    days = "".join(sorted(set(weekdays) & set(rules.WEEK)))
    if not days:
        raise BadInput(_("Choose at least one day of the week."), field="weekdays")
    return rules.WeeklyRule(kind, days, starts, ends, only=only)


def _check(since: date, until: date | None, *, at: datetime) -> None:
    if since < clock.today(at):
        raise BadInput(_("The change cannot lie in the past. Choose today or a later day."), field="since")
    if until is not None and until <= since:
        raise BadInput(_("The last day lies before the first. Correct one of the two."), field="until")


def _roll_out(person: User, *, at: datetime) -> Any:
    return rota.fit(user_ids=[person.pk], first=clock.today(at), until=rota.reached(at=at), at=at)
