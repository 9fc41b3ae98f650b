"""The clock rules of a city and of its areas: drafted, published. A published version stays for ever."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError

from twingrid.journal import actions as journal_actions
from twingrid.kit import clock, stale
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.territory import actions as territory_actions
from twingrid.territory.models import Area
from twingrid.work.models import ClockSet, ClockSetDraft, ClockSetVersion
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import clock_settings
from twingrid.work.queries.clocks import GENERATION
from twingrid.work.rules import clock_sets as rules
from twingrid.work.rules.clock_sets import SetContent


@transaction.atomic
def make_clocks(*, partition: str, area_code: str, by: User, at: datetime) -> ClockSet:
    """Give an area rules of its own, with an empty draft. Safe to repeat. `BadInput` for an area that is not there."""
    people_queries.require(by, May.CLOCK_PUBLISH, at=at)
    territory_actions.bump(GENERATION)  # its row is the lock: one writer of clock rules at a time
    if not Area.objects.filter(partition=partition, code=area_code).exists():
        raise BadInput(_("There is no such area. Choose one of the list."), field="area")
    row, made = ClockSet.objects.get_or_create(partition=partition, area_code=area_code)
    if made:
        content = SetContent(settlement="rural").model_dump(mode="json")
        ClockSetDraft.objects.create(set=row, content=content, changed_by=by, changed_at=at)
        journal_actions.record("work.clocks.made", row, by=by, at=at, facts={"area": area_code})
    return row


@transaction.atomic
def save_clocks(
    *, set_id: int, content: dict[str, Any], valid_from: date | None, seen: str, by: User, at: datetime
) -> ClockSetDraft:
    """Keep the next version as it stands now; it may still have to be mended. Safe to repeat.

    `seen` is the stamp of what was on the screen. Raises `BadInput` for what is no content at all, `Refused` when
    somebody else was faster.
    """
    row = _lock(set_id, by=by, at=at)
    try:
        plain = SetContent.model_validate(content).model_dump(mode="json")
    except ValidationError as error:
        raise BadInput(_("This cannot be kept. Look at the hours and the amounts.")) from error
    draft = ClockSetDraft.objects.filter(set=row).first()
    if draft is not None and (draft.content, draft.valid_from) == (plain, valid_from):
        return draft
    stale.require_fresh(seen, *clock_settings.stamped(row))
    draft = draft or ClockSetDraft(set=row)
    draft.content, draft.valid_from, draft.changed_by, draft.changed_at = plain, valid_from, by, at
    draft.save()
    journal_actions.record("work.clocks.saved", draft, by=by, at=at, facts={"set": row.pk})
    return draft


@transaction.atomic
def drop_clocks(*, set_id: int, seen: str, by: User, at: datetime) -> None:
    """Throw the draft away; what is in force stays. Safe to repeat."""
    row = _lock(set_id, by=by, at=at)
    draft = ClockSetDraft.objects.filter(set=row).first()
    if draft is None:
        return
    stale.require_fresh(seen, *clock_settings.stamped(row))
    journal_actions.record("work.clocks.dropped", draft, by=by, at=at, facts={"set": row.pk})
    draft.delete()


@transaction.atomic
def publish_clocks(*, set_id: int, seen: str, by: User, at: datetime) -> ClockSetVersion:
    """Let the draft hold for all that is reported from its day on; clocks that follow are derived anew by a job.

    Raises `BadInput` while something has to be mended, `Refused` without a draft or when somebody was faster.
    """
    row = _lock(set_id, by=by, at=at)
    draft = ClockSetDraft.objects.filter(set=row).first()
    if draft is None:
        raise Refused(
            _("There is no draft any more; somebody has published it or thrown it away. Open the page again.")
        )
    stale.require_fresh(seen, *clock_settings.stamped(row))
    content = SetContent.model_validate(draft.content)
    if found := rules.troubles(content, whole=not row.partition):
        raise BadInput(clock_settings.trouble_words(*found[0]))
    last = ClockSetVersion.objects.filter(set=row).order_by("-number").first()
    version = ClockSetVersion.objects.create(
        set=row,
        number=last.number + 1 if last else 1,
        valid_from=draft.valid_from or clock.today(at),
        content=content.model_dump(mode="json"),
        made_by=by,
        made_at=at,
    )
    draft.delete()
    facts = {"set": row.pk, "number": version.number, "valid_from": version.valid_from.isoformat()}
    journal_actions.record("work.clocks.published", version, by=by, at=at, facts=facts)
    return version


def _lock(set_id: int, *, by: User, at: datetime) -> ClockSet:
    people_queries.require(by, May.CLOCK_PUBLISH, at=at)
    territory_actions.bump(GENERATION)  # its row is the lock: one writer of clock rules at a time
    row: ClockSet | None = ClockSet.objects.filter(pk=set_id).first()
    if row is None:
        raise NotFound(_("There are no such clock rules. Open the list again."))
    return row
