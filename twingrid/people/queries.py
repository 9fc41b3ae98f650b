"""Questions about people, and the one place where a right is asked for."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from twingrid.kit import clock
from twingrid.kit.refusals import NotAllowed
from twingrid.people.choices import ContactKind, Role
from twingrid.people.models import Absence, ApiKey, Contact, Pairing, Posting, Shift, ShiftExchange, User
from twingrid.territory.models import Area

# Doors name the person of a request by this; they import no models.
Person = User


@cache
def rights_by_role() -> Mapping[str, frozenset[str]]:
    """Role → rights, from the page that the project names (`ROLE_RIGHTS`)."""
    rights: Mapping[str, frozenset[str]] = import_string(settings.ROLE_RIGHTS)
    return rights


@dataclass(frozen=True, slots=True)
class Grants:
    """What a person may do at a moment: for each right, the areas it holds for (None: everywhere in the city)."""

    user_id: int
    roles: frozenset[str]
    areas_by_right: Mapping[str, frozenset[int] | None]

    def may(self, right: StrEnum | str, *, areas: Iterable[int | None] = ()) -> bool:
        """Whether the right is held, and, when areas are named, for at least one of them.

        A place that lies in no area (`areas=[None]`) is only for those who hold the right everywhere.
        """
        if right not in self.areas_by_right:
            return False
        held, wanted = self.areas_by_right[right], list(areas)
        return held is None or not wanted or any(area in held for area in wanted if area is not None)


_asked: ContextVar[dict[tuple[int, date], Grants] | None] = ContextVar("grants_asked", default=None)


@contextmanager
def grants_asked_once() -> Iterator[None]:
    """Within this, a person's rights are asked of the database once: for a request (of one city) that only reads."""
    token = _asked.set({})
    try:
        yield
    finally:
        _asked.reset(token)


def grants_of(user: User, *, at: datetime) -> Grants:
    """The rights of a person at a moment, from the postings valid that day (one query)."""
    day, known = clock.today(at), _asked.get()
    if known is None:
        return _grants(user, day)
    key = (user.pk, day)
    if key not in known:
        known[key] = _grants(user, day)
    return known[key]


def _grants(user: User, day: date) -> Grants:
    if user.is_machine:
        return _grants_of_key(user, day)
    postings = Posting.objects.on(day).filter(user_id=user.pk).values_list("role", "area_id")
    areas: dict[str, set[int] | None] = {}
    roles = set()
    for role, area_id in postings:
        roles.add(role)
        for right in rights_by_role().get(role, frozenset()):
            if area_id is None or areas.get(right, set()) is None:
                areas[right] = None
            else:
                held = areas.setdefault(right, set())
                if held is not None:
                    held.add(area_id)
    return Grants(
        user_id=user.pk,
        roles=frozenset(roles),
        areas_by_right={right: None if held is None else frozenset(held) for right, held in areas.items()},
    )


def _grants_of_key(user: User, day: date) -> Grants:
    """A system's rights are those of its key, for the areas it names in all their editions."""
    key = ApiKey.objects.on(day).filter(user_id=user.pk, revoked_at__isnull=True).first()
    if key is None:
        return Grants(user.pk, frozenset(), {})
    areas: frozenset[int] | None = None
    if key.area_codes:
        wanted = Q()
        for text in key.area_codes:
            partition, _colon, code = text.partition(":")
            wanted |= Q(partition=partition, code=code)
        areas = frozenset(Area.objects.filter(wanted).values_list("pk", flat=True))
    return Grants(user.pk, frozenset(), dict.fromkeys(key.rights, areas))


def require(user: User, right: StrEnum | str, *, at: datetime, areas: Iterable[int | None] = ()) -> None:
    """Raise `NotAllowed` unless the person holds the right at this moment (for one of `areas`, if named)."""
    if not grants_of(user, at=at).may(right, areas=areas):
        raise NotAllowed(_("Your role may not do this here. Ask your leader if you need it."))


def person_by_employee_no(number: str) -> User | None:
    """The active person with this employee number."""
    return User.objects.filter(employee_no=number, is_active=True).exclude(employee_no="").first()


def area_postings(area_ids: Iterable[int], *, on: date) -> list[Posting]:
    """The postings that hold for any of these areas on a day, with their people, in a fixed order (one query)."""
    return list(
        Posting.objects.on(on)
        .filter(area_id__in=list(area_ids), user__is_active=True)
        .select_related("user", "deputy", "leader")
        .order_by("valid_from", "id")
    )


def leaders_on(on: date) -> list[int]:
    """The user ids of everybody who leads a team of the power side on a day."""
    rows = Posting.objects.on(on).filter(role=Role.POWER_LEADER, user__is_active=True)
    return list(rows.order_by("user_id").values_list("user_id", flat=True).distinct())


def team_postings(leader_ids: Iterable[int], *, on: date) -> list[Posting]:
    """The postings under these leaders, and the leaders' own, on a day (one query)."""
    ids = list(leader_ids)
    return list(
        Posting.objects.on(on)
        .filter(Q(leader_id__in=ids) | Q(user_id__in=ids), user__is_active=True)
        .select_related("user", "leader")
        .order_by("user_id", "id")
    )


def duties_at(user_ids: Iterable[int], *, at: datetime) -> dict[int, tuple[str, datetime]]:
    """The shift (kind, end) of each of these people that covers a moment."""
    rows = Shift.objects.filter(user_id__in=list(user_ids), starts_at__lte=at, ends_at__gt=at).order_by("ends_at")
    return {row.user_id: (row.kind, row.ends_at) for row in rows}


def absences_at(user_ids: Iterable[int], *, at: datetime) -> list[Absence]:
    """Who of these people is away at a moment, with their stand-ins."""
    return list(
        Absence.objects.filter(user_id__in=list(user_ids), starts_at__lte=at, ends_at__gt=at)
        .select_related("deputy")
        .order_by("starts_at")
    )


def duty_numbers(user_ids: Iterable[int], *, on: date) -> dict[int, tuple[str, date | None]]:
    """The number each of these people may be called by publicly: (number, verified on).

    The duty number; a personal one only with its owner's consent for print.
    """
    rows = (
        Contact.objects.on(on)
        .filter(
            Q(kind=ContactKind.DUTY) | Q(kind=ContactKind.PERSONAL, print_consent=True),
            user_id__in=list(user_ids),
        )
        .order_by("-kind", "valid_from")
    )
    found: dict[int, tuple[str, date | None]] = {}
    for row in rows:
        if row.user_id is not None and (row.kind == ContactKind.DUTY or row.user_id not in found):
            found[row.user_id] = (row.number, row.verified_on)
    return found


def supervision_number(*, on: date) -> str:
    """The number for complaints about the service, as printed on plates; "" if none is set."""
    row = Contact.objects.on(on).filter(kind=ContactKind.SUPERVISION).order_by("valid_from").last()
    return row.number if row else ""


def needs_second_factor(user: User, *, at: datetime) -> bool:
    """Whether this person's roles ask for a second factor at sign-in (never where the settings do not require it)."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    asked: frozenset[str] = import_string(settings.SECOND_FACTOR_ROLES)
    return bool(grants_of(user, at=at).roles & asked)


@dataclass(frozen=True, slots=True)
class CastMember:
    """An invented person of the demo, the first areas they are posted to and how many more, and their unit."""

    user_id: int
    name: str
    title: str
    areas: tuple[str, ...]
    more_areas: int
    unit: str


def demo_cast(text: str, *, at: datetime, per_role: int) -> dict[str, tuple[list[CastMember], int]]:
    """Role → (the first `per_role` invented people posted in it, how many there are), in the order of `Role`.

    `text` narrows by name, employee number, title or area; invented people only.
    """
    rows = (
        Posting.objects.on(clock.today(at))
        .filter(user__is_demo=True, user__is_active=True)
        .select_related("user", "area", "unit")
        .order_by("role", "user__employee_no", "area__code", "id")
    )
    if text:
        matches = Q(user__name__icontains=text) | Q(user__employee_no=text) | Q(title__icontains=text)
        rows = rows.filter(matches | Q(area__name__icontains=text) | Q(area__code=text))
    found: dict[str, dict[int, list[Posting]]] = {role: {} for role in Role.values}
    for row in rows:
        found[row.role].setdefault(row.user_id, []).append(row)
    return {
        role: ([_member(postings) for postings in list(people.values())[:per_role]], len(people))
        for role, people in found.items()
        if people
    }


def _member(postings: list[Posting]) -> CastMember:
    first = postings[0]
    areas = tuple(posting.area.name for posting in postings if posting.area)
    return CastMember(
        user_id=first.user_id,
        name=first.user.name,
        title=first.title,
        areas=areas[:3],
        more_areas=len(areas[3:]),
        unit=first.unit.name,
    )


def demo_person(user_id: int) -> User | None:
    """The invented person with this id, if there is one."""
    return User.objects.filter(pk=user_id, is_demo=True, is_active=True).first()


def postings_of(user: User, *, on: date) -> list[Posting]:
    """A person's own postings on a day, with their areas and units."""
    return list(
        Posting.objects.on(on).filter(user_id=user.pk).select_related("area", "unit", "leader", "deputy").order_by("id")
    )


def shifts_of(user: User, *, at: datetime, limit: int = 14) -> list[Shift]:
    """A person's running and coming shifts, soonest first."""
    return list(Shift.objects.filter(user_id=user.pk, ends_at__gt=at).order_by("starts_at")[:limit])


WORKER_OF = {"power": Role.POWER_WORKER, "community": Role.COMMUNITY_WORKER}
"""The role that holds an area of each side."""


def shifts_between(user_ids: Iterable[int], *, begins: datetime, ends: datetime) -> list[Shift]:
    """The shifts of these people that touch a span of time."""
    return list(
        Shift.objects.filter(user_id__in=list(user_ids), starts_at__lt=ends, ends_at__gt=begins).order_by("starts_at")
    )


def absences_between(user_ids: Iterable[int], *, begins: datetime, ends: datetime) -> list[Absence]:
    """The absences of these people that touch a span of time."""
    return list(
        Absence.objects.filter(user_id__in=list(user_ids), starts_at__lt=ends, ends_at__gt=begins).order_by("starts_at")
    )


def names_of(user_ids: Iterable[int]) -> dict[int, str]:
    """Names by id."""
    return dict(User.objects.filter(pk__in=list(user_ids)).order_by("pk").values_list("pk", "name"))


# --- for the pages of settings ----------------------------------------------------------------------
PostingRow = Posting


def person_by_id(user_id: int) -> User | None:
    """One person, signed in or not any more."""
    return User.objects.filter(pk=user_id).first()


def posting(posting_id: int) -> Posting | None:
    """One posting with its person and area."""
    return Posting.objects.filter(pk=posting_id).select_related("user", "area", "leader", "deputy").first()


def people_like(
    text: str, *, on: date, limit: int, start: int = 0
) -> tuple[list[tuple[User, list[tuple[str, list[str]]]]], int]:
    """People whose name, number, or area is like `text` (everybody for ""), each with (role, areas); and how many.

    At most `limit` of them, after the first `start`.
    """
    found = User.objects.order_by("employee_no", "id")
    if text:
        areas = Posting.objects.on(on).filter(Q(area__name__icontains=text) | Q(area__code=text)).values("user_id")
        found = found.filter(Q(name__icontains=text) | Q(employee_no__iexact=text) | Q(pk__in=areas))
    people = list(found[start : start + limit])
    held: dict[int, dict[str, list[str]]] = {}
    rows = Posting.objects.on(on).filter(user__in=people).order_by("id").values_list("user_id", "role", "area__name")
    for user_id, role, area in rows:
        held.setdefault(user_id, {}).setdefault(role, []).extend([area] if area else [])
    return [(person, list(held.get(person.pk, {}).items())) for person in people], found.count()


def postings_until(user: User, *, on: date) -> list[Posting]:
    """A person's postings that hold on a day or later."""
    rows = Posting.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), user_id=user.pk)
    return list(
        rows.select_related("area", "unit", "manager_unit", "leader", "deputy", "user").order_by("valid_from", "id")
    )


def successors(posting: Posting) -> list[tuple[int, str]]:
    """Who may take over a posting: active people of the same side in the same role, deputies and team first."""
    rows = (
        Posting.objects.filter(side=posting.side, role=posting.role, user__is_active=True)
        .exclude(user_id=posting.user_id)
        .select_related("user")
        .order_by("user__employee_no", "id")
    )
    near = sorted(rows, key=lambda p: (p.user_id != posting.deputy_id, p.leader_id != posting.leader_id))
    return list(dict.fromkeys((p.user_id, f"{p.user.name} · {p.user.employee_no}") for p in near))


def pairs_of(user: User, *, on: date) -> list[Pairing]:
    """A person's pairs on a day, with both people."""
    rows = Pairing.objects.on(on).filter(Q(power_id=user.pk) | Q(community_id=user.pk))
    return list(rows.select_related("power", "community").order_by("rank", "id"))


def contacts_of(user: User, *, on: date) -> list[Contact]:
    """A person's numbers on a day."""
    return list(Contact.objects.on(on).filter(user_id=user.pk).order_by("kind", "id"))


def exchanges_for(user: User) -> list[ShiftExchange]:
    """Exchanges that wait for this person's word."""
    rows = ShiftExchange.objects.filter(against__user_id=user.pk, answered_at__isnull=True)
    return list(rows.select_related("shift__user", "against", "asked_by").order_by("asked_at"))


def crew_of(area_id: int, *, on: date) -> list[tuple[int, str]]:
    """Who can take hours for an area: its holder, the deputy, the leader's team."""
    own = area_postings([area_id], on=on)
    people = {p.user_id: p.user.name for p in own}
    people |= {p.deputy.pk: p.deputy.name for p in own if p.deputy is not None}
    leaders = {p.leader_id for p in own if p.leader_id is not None}
    people |= {p.user_id: p.user.name for p in team_postings(leaders, on=on)} if leaders else {}
    return list(people.items())
