"""Filters that are kept and shared, and lists that leave as a file."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.people import queries as people_queries
from twingrid.people.models import Posting, User
from twingrid.work.models import SavedFilter
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import filtered as filtered_queries
from twingrid.work.queries.filtered import Shown
from twingrid.work.rules.wanted import Wanted

NAME = 40
MOST_KEPT = 50


@transaction.atomic
def save_filter(
    *, name: str, wanted: Wanted, by: User, at: datetime, share: str = "", filter_id: int | None = None
) -> SavedFilter:
    """Keep a filter under a name, or change one's own (`filter_id`); the same name is written over, so it is safe to
    repeat. `share`: "" for nobody, `role:<role>` or `unit:<id>` of one's own. `NotFound` for another's filter."""
    people_queries.require(by, May.TICKET_SEE, at=at)
    title = name.replace("\x00", "").strip()[:NAME]
    if not title:
        raise BadInput(_("Please give the filter a name."), field="name")
    role, unit_id = _shared(share, by=by, at=at)
    mine = SavedFilter.objects.select_for_update().filter(owner=by)
    if filter_id is not None:
        row = mine.filter(pk=filter_id).first()
        if row is None:
            raise no_such_filter()
        if mine.filter(name=title).exclude(pk=filter_id).exists():
            raise BadInput(_("You have another filter of this name. Choose a different one."), field="name")
        row.name, row.role, row.unit_id, row.content = title, role, unit_id, wanted.saved()
        row.save()
    else:
        if mine.exclude(name=title).count() >= MOST_KEPT:
            raise BadInput(_("You have {n} filters. Delete one first.").format(n=MOST_KEPT), field="name")
        values = {"content": wanted.saved(), "role": role, "unit_id": unit_id, "at": at}
        row, _made = SavedFilter.objects.update_or_create(owner=by, name=title, defaults=values)
    journal_actions.record("work.filter.saved", row, by=by, at=at, facts={"role": role, "unit": unit_id})
    return row


@transaction.atomic
def drop_filter(*, filter_id: int, by: User, at: datetime) -> None:
    """Delete one's own filter. Safe to repeat for one's own; `NotFound` for another's."""
    people_queries.require(by, May.TICKET_SEE, at=at)
    row = SavedFilter.objects.select_for_update().filter(pk=filter_id).first()
    if row is None or row.owner_id != by.pk:
        raise no_such_filter()
    journal_actions.record("work.filter.dropped", row, by=by, at=at)
    row.delete()


@transaction.atomic
def export_list(*, wanted: Wanted, kind: str, by: User, at: datetime) -> tuple[Shown, ...]:
    """Everything that a list shows, for a file of `kind`; that it left is in the journal, without what it was."""
    people_queries.require(by, May.TICKET_SEE, at=at)
    rows = filtered_queries.exported(by, wanted, at=at)
    facts = {"rows": len(rows), "file": kind, "view": wanted.view}
    journal_actions.record("work.list.exported", by, by=by, at=at, facts=facts)
    return rows


def no_such_filter() -> NotFound:
    """The answer for a filter that is gone or somebody else's."""
    return NotFound(_("There is no such filter of yours. Open the list again."))


def _shared(share: str, *, by: User, at: datetime) -> tuple[str, int | None]:
    """A role or unit that the person belongs to; `BadInput` for any other."""
    what, _colon, which = share.partition(":")
    if not share:
        return "", None
    if what == "role" and which in people_queries.grants_of(by, at=at).roles:
        return which, None
    own = Posting.objects.on(clock.today(at)).filter(user_id=by.pk)
    if what == "unit" and which.isdecimal() and own.filter(unit_id=int(which[:9])).exists():
        return "", int(which)
    raise BadInput(_("Share it with a role or a unit of your own."), field="share")
