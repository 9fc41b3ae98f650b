"""Keeping personal data no longer than a city says: periods, holds, and the night's run, which says what it did."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.work.actions import anonymising
from twingrid.work.models import Case, Hazard, RetentionHold, RetentionPeriod, RetentionRun, Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import retention as retention_queries
from twingrid.work.rules.retention import LEAST, MOST, Period, ended_before, others
from twingrid.work.states import HazardState, MatterState, ProjectState, TicketState

AT_ONCE = 200


@transaction.atomic
def set_period(*, family: str, kind: str, days: int, reason: str, by: User, at: datetime) -> RetentionPeriod:
    """Choose how long personal data of a family or kind stay, with the reason. Safe to repeat."""
    people_queries.require(by, May.RETENTION_SET, at=at)
    if (family, kind) not in {(one.family, one.kind) for one in retention_queries.periods_now()} and not (
        family == "request" and kind in retention_queries.kind_keys()
    ):
        raise BadInput(_("Please choose one of the list."), field="kind")
    if not LEAST <= days <= MOST:
        raise BadInput(_("Choose between {least} and {most} days.").format(least=LEAST, most=MOST), field="days")
    words = reason.replace("\x00", "").strip()[:300]
    if not words:
        raise BadInput(_("Please write why it is this long: the law or the purpose it serves."), field="reason")
    values = {"days": days, "reason": words, "by": by, "at": at}
    row, _made = RetentionPeriod.objects.update_or_create(family=family, kind=kind, defaults=values)
    facts = {"family": family, "kind": kind, "days": days}
    journal_actions.record("work.period.set", row, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def keep_matter(*, number: str, reason: str, by: User, at: datetime) -> RetentionHold:
    """Keep one piece of work as it is, for a claim or an inquiry, by its number. Safe to repeat."""
    people_queries.require(by, May.RETENTION_SET, at=at)
    family, matter = _by_number(number.strip().upper())
    words = reason.replace("\x00", "").strip()[:300]
    if not words:
        raise BadInput(
            _("Please write the reason in a few words, so that the next person understands."), field="reason"
        )
    known = RetentionHold.objects.filter(family=family, matter_id=matter.pk, ended_at__isnull=True).first()
    if known is not None:
        return known
    hold = RetentionHold.objects.create(
        family=family, matter_id=matter.pk, number=str(matter), reason=words, by=by, at=at
    )
    journal_actions.record("work.matter.kept", matter, by=by, at=at)
    return hold


@transaction.atomic
def end_hold(*, hold_id: int, by: User, at: datetime) -> RetentionHold:
    """The claim or inquiry is over: the period counts again. Safe to repeat."""
    people_queries.require(by, May.RETENTION_SET, at=at)
    hold = RetentionHold.objects.select_for_update().filter(pk=hold_id).first()
    if hold is None:
        raise NotFound(_("There is no such hold. Open the page again."))
    if hold.ended_at is None:
        hold.ended_at, hold.ended_by = at, by
        hold.save(update_fields=("ended_at", "ended_by"))
        journal_actions.record("work.hold.ended", hold, by=by, at=at)
    return hold


def run_retention(*, at: datetime, dry: bool = False) -> RetentionRun:
    """Take personal data out of everything whose time is over, in batches of one transaction each; `dry` only counts.

    What it did stands in the run and, for each piece of work, in the journal. Cut off, it goes on the next night.
    """
    counts: dict[str, Counter[str]] = {}
    every = retention_queries.periods_now()
    for period in every:
        rows = _due(period, every, at=at)
        told = counts.setdefault(period.family, Counter())
        if dry:
            told["matters"] += rows.count()
            continue
        for done in _batches(period, rows, at=at):
            told.update(done)
    with transaction.atomic():
        plain = {family: dict(told) for family, told in counts.items() if any(told.values())}
        run = RetentionRun.objects.create(at=at, dry=dry, counts=plain)
        total = sum(told["matters"] for told in counts.values())
        journal_actions.record("work.retention.run", run, by=None, at=at, facts={"dry": dry, "matters": total})
    return run


def _batches(period: Period, rows: QuerySet[models.Model], *, at: datetime) -> Iterator[Counter[str]]:
    while True:
        with transaction.atomic():
            found = list(rows.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:AT_ONCE])
            if not found:
                return
            ids = [one.pk for one in found]
            done = anonymising.OF[period.family](ids)
            type(found[0])._default_manager.filter(pk__in=ids).update(anonymised_at=at)
            for one in found:
                journal_actions.record(EVENTS[period.family], one, by=None, at=at)
            done["matters"] = len(ids)
        yield done


EVENTS = {
    "request": "work.ticket.anonymised",
    "hazard": "work.hazard.anonymised",
    "matter": "work.matter.anonymised",
    "project": "work.project.anonymised",
    "joint": "work.joint.anonymised",
}


def _due(period: Period, every: tuple[Period, ...], *, at: datetime) -> QuerySet[models.Model]:
    """Finished work of a period whose time is over and that nobody holds back."""
    before = ended_before(period, at=at)
    held = RetentionHold.objects.filter(family=period.family, ended_at__isnull=True).values("matter_id")
    kinds = Q(kind=period.kind) if period.kind else ~Q(kind__in=others(period, every))
    rows = _ended(period.family, before).filter(kinds, anonymised_at__isnull=True)
    return rows.exclude(pk__in=held)


def _ended(family: str, before: datetime) -> QuerySet[models.Model]:
    if family == "request":
        over = Q(state=TicketState.CLOSED, closed_at__lt=before) | Q(
            state=TicketState.CANCELLED, reported_at__lt=before
        )
        return Ticket.objects.filter(over)
    if family == "hazard":
        over = Q(state=HazardState.INSPECTED, inspected_at__lt=before)
        return Hazard.objects.filter(over | Q(state=HazardState.CANCELLED, found_at__lt=before))
    last = (MatterState.CLOSED, MatterState.CANCELLED, ProjectState.CLOSED, ProjectState.CANCELLED)
    return Case.objects.filter(family=family, state__in=[str(one) for one in last], ended_at__lt=before)


def _by_number(number: str) -> tuple[str, models.Model]:
    """A piece of work of the city by its number; `BadInput` for none."""
    ticket = Ticket.objects.filter(number=number).first()
    if ticket is not None:
        return "request", ticket
    hazard = Hazard.objects.filter(number=number).first()
    if hazard is not None:
        return "hazard", hazard
    case = Case.objects.filter(number=number).first()
    if case is not None:
        return case.family, case
    raise BadInput(_("Nothing has this number. Write it as it stands on the page."), field="number")
