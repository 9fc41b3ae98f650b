"""Taking over a staff list: users, units, postings, contacts, pairings and shifts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.kit.staging import Changes, Orphan, Orphans
from twingrid.people.actions import contacts, pairings, patterns, postings
from twingrid.people.actions.staff_row import StaffRow
from twingrid.people.models import Posting, Unit, User
from twingrid.territory import actions as territory_actions

PEOPLE = "people"


@transaction.atomic
def import_staff(
    *,
    rows: Sequence[StaffRow],
    at: datetime,
    complete: bool = False,
    demo_password: str = "",
    hours_and_pairs: bool = True,
) -> dict[str, Changes]:
    """Take over people by employee number with all that hangs on them; shifts from 3 days ago to some weeks ahead.

    New people sign in by what the administrator sends them (no usable password); invented ones (`demo`) by
    `demo_password`, if one is given. `hours_and_pairs` False: the list says nothing of pairs and shifts, so they stay.
    `complete`: people whom the list does not name are ended today. Raises `Orphans`
    for an area, deputy, leader or counterpart that does not exist.
    """
    day = clock.today(at)
    areas = postings.areas_by_code(day)
    _check(rows, areas)
    users, people = _users(rows, demo_password=demo_password)
    units = _units(rows)
    changes = {
        "people": people,
        "postings": postings.take_over(rows, users=users, units=units, areas=areas, day=day),
        "contacts": contacts.take_over(rows, users=users, day=day),
    }
    if hours_and_pairs:
        changes["pairings"] = pairings.take_over(rows, users=users, day=day)
        changes["shifts"] = patterns.take_over(rows, users=users, day=day, at=at)
    if complete:
        changes["people"] = _end_others(changes["people"], users, day=day)
    territory_actions.bump(PEOPLE)
    counts = {f"{key}.{what}": n for key, change in changes.items() for what, n in change.as_dict().items()}
    journal_actions.record("people.staff.imported", cities_queries.present_city(), by=None, at=at, facts=counts)
    return changes


def _check(rows: Sequence[StaffRow], areas: Mapping[tuple[str, str], object]) -> None:
    """Raise `Orphans` for codes and numbers that neither the list nor the tables know."""
    known = {row.employee_no for row in rows} | set(
        User.objects.exclude(employee_no="").order_by("id").values_list("employee_no", flat=True)
    )
    found = []
    for place, row in enumerate(rows):
        found += [Orphan(place, "area_codes", code) for code in row.area_codes if (row.side, code) not in areas]
        named = {"deputy_no": (row.deputy_no,), "leader_no": (row.leader_no,), "counterpart_nos": row.counterpart_nos}
        for column, numbers in named.items():
            found += [Orphan(place, column, number) for number in numbers if number and number not in known]
    if found:
        raise Orphans(found)
    own = [row.employee_no for row in rows]
    taken = User.objects.filter(username__in=own).exclude(employee_no=F("username")).order_by("id").first()
    if taken is not None:
        raise BadInput(
            _("Somebody else signs in as %(number)s. Give one of the two another number or sign-in name.")
            % {"number": taken.username},
            field="employee_no",
        )


def _users(rows: Sequence[StaffRow], *, demo_password: str) -> tuple[dict[str, User], Changes]:
    """Every named person by employee number, made or brought up to date."""
    by_number = {row.employee_no: row for row in reversed(rows)}
    known = {
        user.employee_no: user
        for user in User.objects.select_for_update(of=("self",)).filter(employee_no__in=by_number).order_by("id")
    }
    # One hash for all invented people: they share the password that the demo prints.
    secret = make_password(demo_password) if demo_password else ""
    fresh, changed = [], []
    for number, row in by_number.items():
        user = known.get(number)
        if user is None:
            password = secret if row.demo and secret else make_password(None)
            fresh.append(User(username=number, employee_no=number, name=row.name, is_demo=row.demo, password=password))
        elif (user.name, user.is_demo, user.is_active) != (row.name, row.demo, True):
            user.name, user.is_demo, user.is_active = row.name, row.demo, True
            changed.append(user)
    User.objects.bulk_create(fresh, batch_size=1000)
    User.objects.bulk_update(changed, ("name", "is_demo", "is_active"), batch_size=500)
    # People who are only named as somebody's deputy, leader or counterpart belong to the answer too.
    named = {n for row in rows for n in (row.deputy_no, row.leader_no, *row.counterpart_nos) if n} - set(by_number)
    others = User.objects.filter(employee_no__in=named).order_by("id") if named else []
    users = {user.employee_no: user for user in [*known.values(), *fresh, *others]}
    return users, Changes(len(fresh), len(changed), len(by_number) - len(fresh) - len(changed))


def _units(rows: Sequence[StaffRow]) -> dict[str, Unit]:
    """Every named unit; a unit hangs below the one that manages its people."""
    sides: dict[str, str] = {}
    above: dict[str, str] = {}
    for row in rows:
        sides.setdefault(row.unit, row.side)
        if row.manager_unit:
            sides.setdefault(row.manager_unit, row.side)
            if row.manager_unit != row.unit:
                above.setdefault(row.unit, row.manager_unit)
    units = {unit.name: unit for unit in Unit.objects.filter(name__in=sides).order_by("id")}
    fresh = [Unit(name=name, side=side) for name, side in sides.items() if name not in units]
    Unit.objects.bulk_create(fresh)
    units |= {unit.name: unit for unit in fresh}
    moved = [unit for unit in units.values() if _hang(unit, units.get(above.get(unit.name, "")))]
    Unit.objects.bulk_update(moved, ("parent",))
    return units


def _hang(unit: Unit, parent: Unit | None) -> bool:
    """Give a unit without a parent this one; whether that changed it. A circle is left open."""
    if unit.parent_id is not None or parent is None or parent.parent_id == unit.pk:
        return False
    unit.parent = parent
    return True


def _end_others(people: Changes, users: Mapping[str, User], *, day: date) -> Changes:
    """End the postings of everybody the list does not name, and close their sign-in."""
    kept: Iterable[int] = [user.pk for user in users.values()]
    gone = User.objects.filter(is_active=True).exclude(pk__in=kept).exclude(employee_no="")
    numbers = list(gone.order_by("id").values_list("pk", flat=True))
    for posting in Posting.objects.on(day).filter(user_id__in=numbers).order_by("id"):
        postings.end(posting, day=day)
    ended = User.objects.filter(pk__in=numbers).update(is_active=False)
    return Changes(people.new, people.changed, people.unchanged, ended)


@transaction.atomic
def follow_areas(*, at: datetime) -> int:
    """Carry postings over to the new editions of their areas; how many were carried.

    When an area's border changes at a day, the area's old row ends and a new one begins: whoever is posted to the
    old one is posted to the new one from that day, with everything else as it was.
    """
    carried = postings.follow_areas()
    if carried:
        territory_actions.bump(PEOPLE)
        journal_actions.record(
            "people.posting.carried", cities_queries.present_city(), by=None, at=at, facts={"postings": carried}
        )
    return carried
