"""Units: made, renamed, moved under another one, given numbers, and deleted while nobody needs them."""

import re
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import clock, stale
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people import queries as people_queries
from twingrid.people.choices import ContactKind, Side
from twingrid.people.models import Contact, Unit, User
from twingrid.people.permissions import PeoplePermission as May
from twingrid.territory import actions as territory_actions

NUMBER = re.compile(r"[0-9+() -]{3,30}")


@transaction.atomic
def make_unit(*, name: str, side: str, parent_id: int | None, by: User, at: datetime) -> Unit:
    """Make a unit, under another one or on its own. The same unit twice is one; `BadInput` for a name that is taken."""
    people_queries.require(by, May.UNIT_CHANGE, at=at)
    title = _name(name)
    known = Unit.objects.filter(name=title).first()
    if known is not None:
        if (known.side, known.parent_id) == (side, parent_id):
            return known
        raise BadInput(_("There is a unit of this name already. Choose another name."), field="name")
    unit = Unit.objects.create(name=title, side=_side(side), parent=_parent(parent_id))
    journal_actions.record("people.unit.made", unit, by=by, at=at, facts={"parent": parent_id})
    return unit


@transaction.atomic
def change_unit(
    *, unit_id: int, name: str, side: str, parent_id: int | None, seen: str, by: User, at: datetime
) -> Unit:
    """Rename a unit, move it under another one, or set its side. `seen` is the stamp of what was on the screen."""
    people_queries.require(by, May.UNIT_CHANGE, at=at)
    unit = _unit(unit_id)
    title = _name(name)
    if (unit.name, unit.side, unit.parent_id) == (title, side, parent_id):
        return unit
    stale.require_fresh(seen, unit.name, unit.side, unit.parent_id)
    if Unit.objects.filter(name=title).exclude(pk=unit.pk).exists():
        raise BadInput(_("There is a unit of this name already. Choose another name."), field="name")
    parent = _parent(parent_id)
    above = parent
    while above is not None:
        if above.pk == unit.pk:
            raise BadInput(_("A unit cannot lie under itself. Choose another one above it."), field="parent")
        above = above.parent
    unit.name, unit.side, unit.parent = title, _side(side), parent
    unit.save(update_fields=("name", "side", "parent"))
    territory_actions.bump("people")
    journal_actions.record("people.unit.changed", unit, by=by, at=at, facts={"parent": parent_id})
    return unit


@transaction.atomic
def delete_unit(*, unit_id: int, by: User, at: datetime) -> None:
    """Delete a unit that nobody belongs to, now or in the past; `Refused` with what still needs it otherwise."""
    people_queries.require(by, May.UNIT_CHANGE, at=at)
    unit = _unit(unit_id)
    postings = unit.postings.count() + unit.managed.count()
    below = unit.children.count()
    if postings or below:
        raise Refused(
            _(
                "{postings} postings and {units} units below still need this unit. Move them first, or rename it."
            ).format(postings=postings, units=below)
        )
    journal_actions.record("people.unit.deleted", unit, by=by, at=at)
    try:
        unit.delete()
    except ProtectedError as error:
        raise Refused(_("Something still needs this unit. Move it first, or rename the unit.")) from error


@transaction.atomic
def set_number(*, unit_id: int, kind: str, number: str, seen: str, by: User, at: datetime) -> Contact | None:
    """The duty or supervision number of a unit from today; the former one ends. "" takes it away. Safe to repeat."""
    people_queries.require(by, May.UNIT_CHANGE, at=at)
    unit, day = _unit(unit_id), clock.today(at)
    if kind not in {ContactKind.DUTY, ContactKind.SUPERVISION}:
        raise BadInput(_("Choose the duty number or the supervision number."), field="kind")
    open_ = Contact.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), unit=unit, kind=kind)
    former: list[Contact] = list(open_.select_for_update(of=("self",)).order_by("id"))
    wanted = _number(number)
    if [row.number for row in former] == ([wanted] if wanted else []):
        return former[0] if former else None
    stale.require_fresh(seen, *(row.number for row in former))
    for row in former:
        if row.valid_from >= day:
            row.delete()
        else:
            row.valid_to = day
            row.save(update_fields=("valid_to",))
    made: Contact | None = None
    if wanted:
        made = Contact.objects.create(unit=unit, kind=kind, number=wanted, verified_on=day, valid_from=day)
    territory_actions.bump("people")
    journal_actions.record("people.number.set", unit, by=by, at=at, facts={"kind": kind, "given": bool(wanted)})
    return made


def _name(text: str) -> str:
    title = text.strip()
    if not 1 <= len(title) <= 80:
        raise BadInput(_("Give the unit a name of at most 80 characters."), field="name")
    return title


def _side(side: str) -> str:
    if side not in Side.values:
        raise BadInput(_("Choose the side of the unit."), field="side")
    return side


def _unit(unit_id: int) -> Unit:
    unit = Unit.objects.select_for_update(of=("self",)).filter(pk=unit_id).first()
    if unit is None:
        raise NotFound(_("There is no such unit. Open the list of units again."))
    return unit


def _parent(parent_id: int | None) -> Unit | None:
    if parent_id is None:
        return None
    parent = Unit.objects.filter(pk=parent_id).first()
    if parent is None:
        raise BadInput(_("The unit above is gone. Choose another one."), field="parent")
    return parent


def _number(text: str) -> str:
    number = text.strip()
    if number and not NUMBER.fullmatch(number):
        raise BadInput(_("Write the number with digits, blanks and hyphens only."), field="number")
    return number
