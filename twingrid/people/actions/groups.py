"""Groups of areas: made, changed, deleted. What was posted by a group stays posted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import stale
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.people import group_queries
from twingrid.people import queries as people_queries
from twingrid.people.models import AreaGroup, User
from twingrid.people.permissions import PeoplePermission as May
from twingrid.territory import actions as territory_actions

MOST = 500


@dataclass(frozen=True, slots=True)
class GroupIn:
    """What is said about a group: `members` are texts `partition:code`; `until` is the first day it no longer holds."""

    name: str
    members: Sequence[str]
    since: date
    until: date | None


@transaction.atomic
def make_group(*, said: GroupIn, by: User, at: datetime) -> AreaGroup:
    """Make a group of areas. The same group twice is one; `BadInput` for a name that is taken."""
    people_queries.require(by, May.GROUP_CHANGE, at=at)
    name, members = _checked(said)
    known: AreaGroup | None = AreaGroup.objects.filter(name=name).first()
    if known is not None:
        if (known.members, known.valid_from, known.valid_to) == (members, said.since, said.until):
            return known
        raise BadInput(_("There is a group of this name already. Choose another name."), field="name")
    row: AreaGroup = AreaGroup.objects.create(name=name, members=members, valid_from=said.since, valid_to=said.until)
    territory_actions.bump("people")
    journal_actions.record("people.group.made", row, by=by, at=at, facts={"areas": len(members)})
    return row


@transaction.atomic
def change_group(*, group_id: int, said: GroupIn, seen: str, by: User, at: datetime) -> AreaGroup:
    """Another name, other members or days. `seen` is the stamp of what was on the screen. Safe to repeat."""
    people_queries.require(by, May.GROUP_CHANGE, at=at)
    row = _row(group_id)
    name, members = _checked(said)
    if group_queries.group_values(row) == (name, members, said.since, said.until):
        return row
    stale.require_fresh(seen, *group_queries.group_values(row))
    if AreaGroup.objects.filter(name=name).exclude(pk=row.pk).exists():
        raise BadInput(_("There is a group of this name already. Choose another name."), field="name")
    row.name, row.members, row.valid_from, row.valid_to = name, members, said.since, said.until
    row.save(update_fields=("name", "members", "valid_from", "valid_to"))
    territory_actions.bump("people")
    journal_actions.record("people.group.changed", row, by=by, at=at, facts={"areas": len(members)})
    return row


@transaction.atomic
def delete_group(*, group_id: int, by: User, at: datetime) -> None:
    """Delete a group; postings that were made by it stay."""
    people_queries.require(by, May.GROUP_CHANGE, at=at)
    row = _row(group_id)
    journal_actions.record("people.group.deleted", row, by=by, at=at)
    row.delete()
    territory_actions.bump("people")


def _row(group_id: int) -> AreaGroup:
    row: AreaGroup | None = AreaGroup.objects.select_for_update(of=("self",)).filter(pk=group_id).first()
    if row is None:
        raise NotFound(_("There is no such group. Open the list of groups again."))
    return row


def _checked(said: GroupIn) -> tuple[str, list[str]]:
    name, members = said.name.strip(), sorted(set(said.members))
    if not 1 <= len(name) <= 60:
        raise BadInput(_("Give the group a name of at most 60 characters."), field="name")
    if said.until is not None and said.until <= said.since:
        raise BadInput(_("A group ends after it begins. Choose a later day, or none."), field="until")
    if not 1 <= len(members) <= MOST:
        raise BadInput(_("Choose at least one area, and at most 500."), field="members")
    if len(group_queries.areas_by_key(members, on=said.since)) != len(members):
        raise BadInput(
            _("On the first day one of these areas does not hold. Take it away, or choose another day."),
            field="members",
        )
    return name, members
