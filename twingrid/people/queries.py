"""Questions about people, and the one place where a right is asked for."""

from collections.abc import Iterable, Mapping
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
from twingrid.people.models import Absence, Contact, ContactKind, Posting, Shift, User


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
        """Whether the right is held, and, when areas are named, for at least one of them."""
        if right not in self.areas_by_right:
            return False
        held = self.areas_by_right[right]
        wanted = [area for area in areas if area is not None]
        return held is None or not wanted or any(area in held for area in wanted)


def grants_of(user: User, *, at: datetime) -> Grants:
    """The rights of a person at a moment, from the postings valid that day (one query)."""
    postings = Posting.objects.on(clock.today(at)).filter(user_id=user.pk).values_list("role", "area_id")
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
    rows = Shift.objects.filter(user_id__in=list(user_ids), starts_at__lte=at, ends_at__gt=at).order_by(
        "ends_at"
    )
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
