"""Questions of the pages about duty: who may swap, who is away, whose number or pair has to be looked at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q
from django.utils.translation import gettext as _

from twingrid.kit import clock
from twingrid.people import queries as people_queries
from twingrid.people.choices import ContactKind
from twingrid.people.models import Absence, Contact, Pairing, Posting, Shift, ShiftExchange, User
from twingrid.people.permissions import PeoplePermission as May

# Doors name the rows of absences and numbers by these; they import no models.
AbsenceRow = Absence
ContactRow = Contact
FRESH_DAYS = 90
DOUBTED_AFTER = 2


def is_fresh(day: date | None, *, on: date) -> bool:
    """Whether what was confirmed or verified on `day` still counts on `on` (ninety days)."""
    return day is not None and (on - day).days <= FRESH_DAYS


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair as one of the two sees it."""

    pairing: Pairing
    counterpart: User
    mine_on: date | None
    theirs_on: date | None
    mine_fresh: bool
    theirs_fresh: bool

    @property
    def is_confirmed(self) -> bool:
        """Whether both have confirmed it and neither word is stale."""
        return self.mine_fresh and self.theirs_fresh


def pair_views(user: User, *, on: date) -> list[PairView]:
    """A person's pairs on a day, first rank first, each from this person's side."""
    rows = Pairing.objects.on(on).filter(Q(power_id=user.pk) | Q(community_id=user.pk))
    found = []
    for row in rows.select_related("power", "community").order_by("rank", "id"):
        days = (row.confirmed_by_power_on, row.confirmed_by_community_on)
        mine, theirs = days if row.power_id == user.pk else days[::-1]
        found.append(
            PairView(
                pairing=row,
                counterpart=row.community if row.power_id == user.pk else row.power,
                mine_on=mine,
                theirs_on=theirs,
                mine_fresh=is_fresh(mine, on=on),
                theirs_fresh=is_fresh(theirs, on=on),
            )
        )
    return found


def absences_ahead(user_ids: Iterable[int], *, at: datetime) -> list[Absence]:
    """Running and coming absences of these people, soonest first, with both people."""
    rows = Absence.objects.filter(user_id__in=list(user_ids), ends_at__gt=at)
    return list(rows.select_related("user", "deputy").order_by("starts_at", "id"))


def stand_ins(user: User, *, on: date) -> list[tuple[int, str]]:
    """Who may stand in for somebody: active people of the same role, the posted deputy and the team first."""
    own = list(Posting.objects.on(on).filter(user_id=user.pk).order_by("id"))
    deputies, leaders = {p.deputy_id for p in own}, {p.leader_id for p in own if p.leader_id}
    same = Q(role__in={p.role for p in own}, side__in={p.side for p in own}) | Q(user_id__in=leaders)
    rows = Posting.objects.on(on).filter(same | Q(user_id__in=deputies - {None}), user__is_active=True)
    rows = rows.exclude(user_id=user.pk).select_related("user").order_by("user__employee_no", "id")
    near = sorted(rows, key=lambda p: (p.user_id not in deputies, p.leader_id not in leaders, p.user_id in leaders))
    return list(dict.fromkeys((p.user_id, f"{p.user.name} · {p.user.employee_no}") for p in near))


def team_of(leader: User, *, on: date, areas: frozenset[int] | None) -> list[User]:
    """The people posted under a leader or in these areas (None: everybody with an area), by number."""
    rows = Posting.objects.on(on).filter(user__is_active=True, area__isnull=False)
    if areas is not None:
        rows = rows.filter(Q(area_id__in=areas) | Q(leader_id=leader.pk))
    ids = rows.order_by().values("user_id")
    return list(User.objects.filter(pk__in=ids).order_by("employee_no", "id"))


def my_shift(user: User, shift_id: int, *, at: datetime) -> Shift | None:
    """A coming shift of one's own."""
    return Shift.objects.filter(pk=shift_id, user_id=user.pk, starts_at__gt=at).first()


def shifts_to_swap(user: User, *, at: datetime, days: int = 21) -> list[tuple[int, str, Shift]]:
    """The coming shifts of the colleagues who share a leader or a unit and role: (id, name, shift), soonest first."""
    on = clock.today(at)
    own = list(Posting.objects.on(on).filter(user_id=user.pk))
    leaders = {p.leader_id for p in own if p.leader_id}
    near = Q(leader_id__in=leaders) if leaders else Q(unit_id__in={p.unit_id for p in own})
    mates = Posting.objects.on(on).filter(near, role__in={p.role for p in own}, user__is_active=True)
    rows = (
        Shift.objects.filter(user_id__in=mates.order_by().values("user_id"), starts_at__gt=at)
        .filter(starts_at__lt=at + timedelta(days=days))
        .exclude(user_id=user.pk)
        .select_related("user")
        .order_by("starts_at", "user__employee_no")
    )
    return [(row.pk, row.user.name, row) for row in rows[:200]]


def exchanges_asked_by(user: User, *, at: datetime) -> list[ShiftExchange]:
    """Exchanges this person has asked for: those that wait, and those answered within a week."""
    rows = ShiftExchange.objects.filter(asked_by_id=user.pk)
    rows = rows.filter(Q(answered_at__isnull=True) | Q(answered_at__gt=at - timedelta(days=7)))
    return list(rows.select_related("shift", "against__user").order_by("-asked_at"))


def pairings_of(user_ids: Iterable[int] | None, *, on: date) -> list[Pairing]:
    """The pairs of these people (None: all) on a day, with both, by the power person."""
    rows = Pairing.objects.on(on).select_related("power", "community")
    if user_ids is not None:
        ids = list(user_ids)
        rows = rows.filter(Q(power_id__in=ids) | Q(community_id__in=ids))
    return list(rows.order_by("power__employee_no", "rank", "id"))


def pair_for(pairing_id: int, *, team: Iterable[User] | None, on: date) -> Pairing | None:
    """A pair that holds today or later, of one's team (None: of anybody), with both people."""
    rows = Pairing.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), pk=pairing_id)
    if team is not None:
        rows = rows.filter(power_id__in=[one.pk for one in team])
    return rows.select_related("power", "community").first()


def pair_values(pair: Pairing) -> tuple[object, ...]:
    """What a form about a pair showed, for `stale.stamp`."""
    return (pair.rank, pair.valid_from, pair.valid_to)


def contact_values(contact: Contact) -> tuple[object, ...]:
    """What a form about a number showed, for `stale.stamp`."""
    return (contact.number, contact.valid_from, contact.valid_to)


def is_confirmed(pair: Pairing, *, on: date) -> bool:
    """Whether both have confirmed a pair and neither word is stale."""
    return is_fresh(pair.confirmed_by_power_on, on=on) and is_fresh(pair.confirmed_by_community_on, on=on)


def words_missing(pair: Pairing, *, on: date) -> tuple[str, str]:
    """What is missing of the power and the community person's word: "" if nothing."""

    def missing(day: date | None) -> str:
        if day is None:
            return _("not confirmed")
        return "" if is_fresh(day, on=on) else _("confirmed on {day}, too long ago").format(day=day.isoformat())

    return missing(pair.confirmed_by_power_on), missing(pair.confirmed_by_community_on)


def side_people(team: Iterable[User] | None, side: str, *, on: date) -> list[tuple[int, str]]:
    """The people posted to an area of a side (None: of the whole city), by name."""
    rows = Posting.objects.on(on).filter(side=side, area__isnull=False, user__is_active=True).select_related("user")
    if team is not None:
        rows = rows.filter(user_id__in=[one.pk for one in team])
    return list(
        dict.fromkeys(
            (row.user_id, f"{row.user.name} · {row.user.employee_no}") for row in rows.order_by("user__name", "user_id")
        )
    )


def published_contact(user_id: int, *, on: date) -> Contact | None:
    """The number by which a person may be called publicly."""
    rows = Contact.objects.on(on).filter(user_id=user_id)
    return rows.filter(kind=ContactKind.DUTY).last() or rows.filter(print_consent=True).last()


def absences_in(areas: frozenset[int] | None, user_ids: Iterable[int], *, at: datetime) -> list[Absence]:
    """Who is away at a moment: these people, and everybody posted in these areas (None: in all), with both people."""
    posted = Posting.objects.on(clock.today(at)).filter(area__isnull=False)
    posted = posted if areas is None else posted.filter(area_id__in=areas)
    who = Q(user_id__in=list(user_ids)) | Q(user_id__in=posted.order_by().values("user_id"))
    rows = Absence.objects.filter(who, starts_at__lte=at, ends_at__gt=at).select_related("user", "deputy")
    return list(rows.order_by("starts_at", "id"))


def contact_for(user: User, contact_id: int, *, at: datetime) -> Contact | None:
    """A number of one's own, or of somebody whose numbers one may verify; with its owner."""
    contact: Contact | None = Contact.objects.filter(pk=contact_id).select_related("user").first()
    if contact is None or contact.user_id is None or contact.user_id == user.pk:
        return contact
    return contact if verifies(user, contact.user_id, at=at) else None


def verifies(user: User, person_id: int, *, at: datetime) -> bool:
    """Whether one may verify the numbers of this person: of one's areas, or of anybody in the whole city."""
    grants = people_queries.grants_of(user, at=at)
    if not grants.may(May.CONTACT_VERIFY):
        return False
    held = Posting.objects.on(clock.today(at)).filter(user_id=person_id, area__isnull=False)
    areas = list(held.order_by("area_id").values_list("area_id", flat=True))
    return grants.may(May.CONTACT_VERIFY, areas=areas or [0])


def posted_ids(areas: frozenset[int] | None, *, on: date) -> frozenset[int] | None:
    """Who is posted in these areas; None for everybody (no areas named: the whole city)."""
    if areas is None:
        return None
    return frozenset(Posting.objects.on(on).filter(area_id__in=areas).order_by().values_list("user_id", flat=True))


def doubtful_in(
    areas: frozenset[int] | None, *, on: date, also: Iterable[int] = ()
) -> tuple[list[Contact], list[Contact]]:
    """(failed twice, not verified for ninety days) among the published numbers of everybody posted in these areas.

    None: of the whole city. `also` names people from elsewhere on whom the areas depend. One question.
    """
    published = Q(kind=ContactKind.DUTY) | Q(kind=ContactKind.PERSONAL, print_consent=True)
    rows = Contact.objects.on(on).filter(published, user__is_active=True).select_related("user")
    if areas is not None:
        posted = Posting.objects.on(on).filter(area_id__in=areas).order_by().values("user_id")
        rows = rows.filter(Q(user_id__in=posted) | Q(user_id__in=list(also)))
    stale = Q(verified_on__isnull=True) | Q(verified_on__lt=on - timedelta(days=FRESH_DAYS))
    rows = rows.filter(stale | Q(failed_calls__gte=DOUBTED_AFTER))
    doubted: list[Contact] = []
    old: list[Contact] = []
    for row in rows.order_by(F("verified_on").asc(nulls_first=True), "id"):
        (doubted if row.failed_calls >= DOUBTED_AFTER else old).append(row)
    return doubted, old
