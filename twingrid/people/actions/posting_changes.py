"""Postings one by one: made for a scope, changed, ended; and the particulars of a person."""

from copy import copy
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import clock, stale
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.people import posting_queries
from twingrid.people import queries as people_queries
from twingrid.people.actions.postings import end
from twingrid.people.choices import Role, Side
from twingrid.people.models import Posting, Unit, User
from twingrid.people.permissions import PeoplePermission as May
from twingrid.territory import actions as territory_actions
from twingrid.territory.models import Area

PEOPLE = "people"
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a posting says besides who, where and when. Ids; `title` is the job title."""

    title: str
    unit_id: int
    manager_unit_id: int | None = None
    leader_id: int | None = None
    deputy_id: int | None = None


@transaction.atomic
def make_postings(
    *,
    user_id: int,
    role: str,
    side: str,
    scope: str,
    said: Particulars,
    since: date,
    until: date | None,
    by: User,
    at: datetime,
) -> list[Posting]:
    """Post somebody to every area of a scope (one posting each) or to the whole city. Safe to repeat.

    Raises `BadInput` for what does not fit together, `Refused` when the person holds one of the areas already.
    """
    person = User.objects.select_for_update(of=("self",)).filter(pk=user_id, is_machine=False).first()
    if person is None:
        raise NotFound(_("There is nobody with this number. Search by name."))
    _dates(since, until, at=at)
    if role not in Role.values or side not in posting_queries.SIDES_OF.get(role, frozenset(Side.values)):
        raise BadInput(_("This role is not held for this side. Choose the other side."), field="side")
    areas = posting_queries.areas_of(scope, side=side, on=since)
    if len(areas) > AT_ONCE:
        raise BadInput(_("These are too many areas at once. Choose a smaller part of the city."), field="scope")
    wanted: list[Area | None] = [*areas] or [None]
    _may(by, wanted, at=at)
    values = _values(said, user_id=user_id)
    like = Posting(user=person, role=role, side=side, valid_from=since, valid_to=until, **values)
    fresh = [_one(like, area) for area in wanted]
    made = [posting for posting in fresh if posting.pk is None]
    if made:
        Posting.objects.bulk_create(made)
        territory_actions.bump(PEOPLE)
        facts = {"role": role, "areas": [p.area_id for p in made], "since": since.isoformat()}
        journal_actions.record("people.posting.made", person, by=by, at=at, facts=facts)
    return fresh


def _one(like: Posting, area: Area | None) -> Posting:
    """The posting to one area: the same if it is there already, `Refused` if one overlaps, else a new one."""
    since, until = like.valid_from, like.valid_to
    held: Posting
    for held in Posting.objects.filter(user=like.user, role=like.role, area=area).order_by("valid_from"):
        if (held.valid_from, held.valid_to, held.side) == (since, until, like.side):
            return held
        if (until is None or held.valid_from < until) and (held.valid_to is None or held.valid_to > since):
            where = area.name if area is not None else _("the whole city")
            raise Refused(
                _("This person is posted to {where} in this role already. Change that posting instead.").format(
                    where=where
                )
            )
    fresh = copy(like)
    fresh.area = area
    fresh.division_id = area.division_id if area is not None and like.side == Side.COMMUNITY else None
    return fresh


@transaction.atomic
def change_posting(*, posting_id: int, said: Particulars, seen: str, by: User, at: datetime) -> Posting:
    """Another title, unit, manager, leader or deputy from now on. `seen` is the stamp of what was on the screen."""
    posting = _posting(posting_id, by=by, at=at)
    values = _values(said, user_id=posting.user_id)
    if all(getattr(posting, name) == value for name, value in values.items()):
        return posting
    stale.require_fresh(seen, *posting_queries.posting_values(posting))
    changed = [name for name, value in values.items() if getattr(posting, name) != value]
    for name, value in values.items():
        setattr(posting, name, value)
    posting.save(update_fields=changed)
    territory_actions.bump(PEOPLE)
    facts = {"area": posting.area_id, "changed": changed}
    journal_actions.record("people.posting.changed", posting, by=by, at=at, facts=facts)
    return posting


@transaction.atomic
def end_posting(*, posting_id: int, on: date, all_the_same: bool, seen: str, by: User, at: datetime) -> Posting:
    """Let a posting end: `on` is the first day it no longer holds. One that has not begun by then never was.

    Raises `BadInput` naming the area that nobody would hold from that day, unless `all_the_same` says that this is
    known; coverage shows it from then on.
    """
    posting = _posting(posting_id, by=by, at=at)
    if posting.valid_to == on:
        return posting
    if on < clock.today(at):
        raise BadInput(_("The change cannot lie in the past. Choose today or a later day."), field="on")
    if posting.valid_to is not None and posting.valid_to < on:
        raise BadInput(_("On this day the present posting does not hold. Choose a day within it."), field="on")
    if posting.user_id == by.pk and posting.role == Role.ADMINISTRATOR:
        raise Refused(_("You cannot end your own posting. Ask another administrator."))
    stale.require_fresh(seen, *posting_queries.posting_values(posting))
    left = posting_queries.left_without([posting], on=on)
    if left and not all_the_same:
        raise BadInput(
            _(
                "From {day} nobody would hold {area}. Let somebody take over, or tick that you end it all the same."
            ).format(day=on.isoformat(), area=left[0]),
            field="all_the_same",
        )
    territory_actions.bump(PEOPLE)
    facts = {"area": posting.area_id, "on": on.isoformat(), "left": bool(left)}
    journal_actions.record("people.posting.ended", posting, by=by, at=at, facts=facts)
    end(posting, day=on)
    return posting


@transaction.atomic
def change_person(
    *, user_id: int, name: str, employee_no: str, unit_id: int | None, seen: str, by: User, at: datetime
) -> User:
    """Another name, employee number, or unit (of every posting that holds today or later; None: as they are)."""
    people_queries.require(by, May.USER_INVITE, at=at)
    person = User.objects.select_for_update(of=("self",)).filter(pk=user_id, is_machine=False).first()
    if person is None:
        raise NotFound(_("There is nobody with this number. Search by name."))
    name, employee_no = name.strip(), employee_no.strip()
    if not name or not employee_no:
        raise BadInput(_("Give the name and the employee number."), field="name" if not name else "employee_no")
    if User.objects.filter(employee_no__iexact=employee_no).exclude(pk=person.pk).exists():
        raise BadInput(
            _("Somebody has this employee number already. Search the list of people for it."), field="employee_no"
        )
    moved = _move(person, unit_id, at=at)
    changed = [
        field for field, value in (("name", name), ("employee_no", employee_no)) if getattr(person, field) != value
    ]
    if changed:
        stale.require_fresh(seen, *posting_queries.person_values(person))
        person.name, person.employee_no = name, employee_no
        person.save(update_fields=changed)
    if changed or moved:
        territory_actions.bump(PEOPLE)
        facts = {"changed": changed, "moved": moved, "unit": unit_id if moved else None}
        journal_actions.record("people.user.changed", person, by=by, at=at, facts=facts)
    return person


def _move(person: User, unit_id: int | None, *, at: datetime) -> int:
    """Let every posting of today or later belong to a unit; how many moved."""
    if unit_id is None:
        return 0
    unit = _unit(unit_id, field="unit")
    held = [p.pk for p in people_queries.postings_until(person, on=clock.today(at)) if p.unit_id != unit.pk]
    return Posting.objects.filter(pk__in=held).update(unit=unit)


def _posting(posting_id: int, *, by: User, at: datetime) -> Posting:
    posting: Posting | None = (
        Posting.objects.select_for_update(of=("self",)).select_related("area").filter(pk=posting_id).first()
    )
    if posting is None:
        raise NotFound(_("There is no such posting. Open the list of people again."))
    people_queries.require(by, May.POSTING_CHANGE, at=at, areas=[posting.area_id])
    return posting


def _may(by: User, areas: list[Area | None], *, at: datetime) -> None:
    grants = people_queries.grants_of(by, at=at)
    if not all(grants.may(May.POSTING_CHANGE, areas=[area.pk if area is not None else None]) for area in areas):
        raise NotAllowed(_("Your role may not do this here. Ask your leader if you need it."))


def _dates(since: date, until: date | None, *, at: datetime) -> None:
    if since < clock.today(at):
        raise BadInput(_("The change cannot lie in the past. Choose today or a later day."), field="since")
    if until is not None and until <= since:
        raise BadInput(_("A posting ends after it begins. Choose a later last day, or none."), field="until")


def _values(said: Particulars, *, user_id: int) -> dict[str, object]:
    """The columns of what was said, checked: units and people that exist, nobody under or beside themselves."""
    _unit(said.unit_id, field="unit")
    if said.manager_unit_id is not None:
        _unit(said.manager_unit_id, field="manager_unit")
    for field, person in (("leader", said.leader_id), ("deputy", said.deputy_id)):
        if person is None:
            continue
        if person == user_id:
            raise BadInput(_("Nobody leads or stands in for themselves. Choose somebody else."), field=field)
        if not User.objects.filter(pk=person, is_active=True, is_machine=False).exists():
            raise BadInput(_("Choose somebody who can sign in."), field=field)
    return {
        "title": said.title.strip()[:40],
        "unit_id": said.unit_id,
        "manager_unit_id": said.manager_unit_id,
        "leader_id": said.leader_id,
        "deputy_id": said.deputy_id,
    }


def _unit(unit_id: int, *, field: str) -> Unit:
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise BadInput(_("This unit is gone. Choose another one."), field=field)
    return unit
