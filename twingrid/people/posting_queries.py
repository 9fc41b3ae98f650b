"""What the pages about postings ask: scopes to post somebody to, people by what is typed, who would hold an area."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from twingrid.kit.refusals import BadInput
from twingrid.people import group_queries
from twingrid.people.choices import Role, Side
from twingrid.people.models import Posting, User
from twingrid.people.queries import WORKER_OF
from twingrid.territory import queries as territory_queries
from twingrid.territory.choices import Partition
from twingrid.territory.models import Area

CITY = "city"
SIDES_OF: dict[str, frozenset[str]] = {
    Role.POWER_WORKER: frozenset({Side.POWER, Side.PARTNER}),
    Role.POWER_LEADER: frozenset({Side.POWER, Side.PARTNER}),
    Role.COMMUNITY_WORKER: frozenset({Side.COMMUNITY}),
    Role.PARTNER: frozenset({Side.PARTNER}),
}
"""The sides a role may be held for; a role that is not named may be held for each."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Something that a person can be posted to: `key` is `city`, `area:N`, `division:N` or `group:N`."""

    key: str
    name: str
    kind: str
    side: str = ""
    areas: int = 0


def scopes_like(text: str, *, on: date, limit: int = 40) -> list[Scope]:
    """Areas, divisions and groups whose name or code is like `text`, areas first; none for ""."""
    if not text:
        return []
    like = Q(name__icontains=text) | Q(code__istartswith=text)
    rows = Area.objects.on(on).filter(like).defer("geometry").order_by("partition", "code")[:limit]
    found = [Scope(f"area:{row.pk}", f"{row.name} [{row.code}]", "area", row.partition, 1) for row in rows]
    for division in territory_queries.divisions().values():
        if text in division.name or division.code.startswith(text):
            count = len(_within(division.id, on=on))
            if count:
                key = f"division:{division.id}"
                found.append(Scope(key, division.name, "division", Partition.COMMUNITY.value, count))
    named = [group for group in group_queries.groups(on=on) if text in group.row.name]
    found += [Scope(f"group:{one.row.pk}", one.row.name, "group", "", len(one.areas)) for one in named]
    return found[: limit * 2]


def areas_of(scope: str, *, side: str, on: date) -> list[Area]:
    """The areas of a scope on a day that people of `side` can hold, by code; none for the whole city.

    Raises `BadInput` for a scope that does not exist or has no area of this side.
    """
    if scope == CITY:
        return []
    kind, _colon, number = scope.partition(":")
    ids: list[int] = []
    if kind == "area" and number.isdecimal():
        ids = [int(number)]
    elif kind == "division" and number.isdecimal():
        ids = _within(int(number), on=on)
    elif kind == "group" and number.isdecimal():
        group = group_queries.group(int(number), on=on)
        ids = [area.pk for area in group.areas] if group is not None else []
    partition = Partition.COMMUNITY if side == Side.COMMUNITY else Partition.POWER
    rows = Area.objects.on(on).filter(pk__in=ids, partition=partition).defer("geometry").order_by("code")
    found = list(rows)
    if not found:
        raise BadInput(_("On this day there is no area of this side there. Search for another one."), field="scope")
    return found


def _within(division_id: int, *, on: date) -> list[int]:
    """The areas that lie in a division or in one below it."""
    below: dict[int | None, list[int]] = {}
    for row in territory_queries.divisions().values():
        below.setdefault(row.parent_id, []).append(row.id)
    wanted, ahead = {division_id}, [division_id]
    while ahead:
        for child in below.get(ahead.pop(), ()):
            wanted.add(child)
            ahead.append(child)
    return list(Area.objects.on(on).filter(division_id__in=wanted).order_by("code").values_list("pk", flat=True))


def person_called(text: str, *, field: str) -> int | None:
    """Who is meant by an employee number or a name; None for "". `BadInput` for nobody or more than one."""
    wanted = text.partition("·")[2].strip() or text.strip()
    if not wanted:
        return None
    by_number = User.objects.filter(employee_no__iexact=wanted).order_by("pk").first()
    if by_number is not None:
        return by_number.pk
    named = list(User.objects.filter(name=wanted, is_active=True).order_by("pk")[:2])
    if len(named) == 1:
        return named[0].pk
    if named:
        raise BadInput(_("Several people have this name. Write the employee number."), field=field)
    raise BadInput(_("Nobody has this name or number. Look it up in the list of people."), field=field)


def calls(user: User | None) -> str:
    """How a form names a person so that `person_called` finds them again."""
    return "" if user is None else f"{user.name} · {user.employee_no}" if user.employee_no else user.name


def left_without(postings: Iterable[Posting], *, on: date) -> list[str]:
    """The names of the areas that nobody would hold on `on` if these postings ended by then."""
    ending = [p for p in postings if p.area_id is not None and p.role == WORKER_OF.get(_partition(p.side))]
    if not ending:
        return []
    areas = {p.area_id: p.area.name for p in ending if p.area is not None}
    others = Posting.objects.on(on).filter(area_id__in=list(areas), user__is_active=True)
    others = others.filter(role__in=list(WORKER_OF.values())).exclude(pk__in=[p.pk for p in ending])
    held = set(others.order_by("area_id").values_list("area_id", flat=True))
    return [name for area_id, name in areas.items() if area_id not in held]


def _partition(side: str) -> str:
    return Partition.COMMUNITY.value if side == Side.COMMUNITY else Partition.POWER.value


def posting_values(posting: Posting) -> tuple[object, ...]:
    """What a form about a posting showed, for `stale.stamp`."""
    return (
        posting.title,
        posting.unit_id,
        posting.manager_unit_id,
        posting.leader_id,
        posting.deputy_id,
        posting.valid_to,
    )


def person_values(user: User) -> tuple[object, ...]:
    """What the form about a person showed, for `stale.stamp`."""
    return (user.name, user.employee_no)
