"""The calendar of a year: typed, loaded from a file, or taken back to the one that is shipped."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import stale
from twingrid.kit.refusals import BadInput
from twingrid.kit.working_days import Special
from twingrid.people import calendar_queries
from twingrid.people import queries as people_queries
from twingrid.people.models import CalendarYear, User
from twingrid.people.permissions import PeoplePermission as May
from twingrid.territory import actions as territory_actions

FIRST, LAST = 2004, 2100


@transaction.atomic
def set_calendar(*, year: int, days: Mapping[date, Special], seen: str, by: User, at: datetime) -> CalendarYear:
    """Let `days` be the holidays and make-up days of a year in this city. Safe to repeat.

    `seen` is the stamp of the days that were on the screen; `Refused` when somebody else changed them since.
    """
    people_queries.require(by, May.CALENDAR_SET, at=at)
    if not FIRST <= year <= LAST:
        raise BadInput(_("Choose a year from {first} to {last}.").format(first=FIRST, last=LAST), field="year")
    if not days or any(day.year != year for day in days):
        raise BadInput(_("Name the holidays of this year, at least one."), field="days")
    row = CalendarYear.objects.select_for_update(of=("self",)).filter(year=year).first()
    kept = {day.isoformat(): [special.works, special.name] for day, special in sorted(days.items())}
    if row is not None and row.days == kept:
        return row
    stale.require_fresh(seen, *calendar_queries.calendar_year(year).days)
    row, _made = CalendarYear.objects.update_or_create(year=year, defaults={"days": kept, "set_by": by, "set_at": at})
    territory_actions.bump(calendar_queries.GENERATION)
    facts = {"year": year, "days": len(kept)}
    journal_actions.record("people.calendar.set", row, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def reset_calendar(*, year: int, by: User, at: datetime) -> None:
    """Forget the city's own calendar of a year: the shipped one counts again, or the week alone."""
    people_queries.require(by, May.CALENDAR_SET, at=at)
    row = CalendarYear.objects.select_for_update(of=("self",)).filter(year=year).first()
    if row is None:
        return
    journal_actions.record("people.calendar.reset", row, by=by, at=at, facts={"year": year})
    row.delete()
    territory_actions.bump(calendar_queries.GENERATION)
