"""Hazards as people see them: those of their areas, their lines, their four counts, one with its history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from twingrid.kit.masking import mask_name, mask_phone
from twingrid.kit.refusals import NotFound
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.people.queries import Grants
from twingrid.work.models import Grade, Hazard, HazardOwner, HazardSide, ToldBy
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.kinds import Answered, answered, kind_words, kinds
from twingrid.work.queries.lines import place_of
from twingrid.work.queries.story import Happened, story_of
from twingrid.work.states import DANGEROUS, HAZARD_EVENTS, HAZARD_MOVES, HAZARD_OPEN, HazardState

MOST = 200
_MOVE_OF = {event: move for move, event in HAZARD_EVENTS.items()} | {"work.hazard.found": "find"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardLine:
    """One hazard of a list. `late`: the danger is still there after its day."""

    number: str
    place: str
    kind: str
    kind_version: int
    grade: str
    side: str
    state: str
    holder: str
    found_at: datetime
    due_at: datetime
    times_reopened: int

    @property
    def kind_words(self) -> str:
        """What it is."""
        return kind_words(self.kind, self.kind_version)

    @property
    def grade_words(self) -> str:
        """How dangerous it is."""
        return str(Grade(self.grade).label)

    @property
    def side_words(self) -> str:
        """Who has to remove it."""
        return str(HazardSide(self.side).label)

    def is_late(self, *, at: datetime) -> bool:
        """Whether the danger is still there after the day by which it had to be gone."""
        return self.state in DANGEROUS and self.due_at < at


@dataclass(frozen=True, slots=True)
class HazardCounts:
    """Never one number: how many were found since a day, and of those notified, removed and inspected."""

    found: int
    notified: int
    removed: int
    inspected: int


def visible_hazards(user: User, *, grants: Grants) -> QuerySet[Hazard]:
    """The hazards that `user` may see: of the areas, held, or found by themselves."""
    if not grants.may(May.HAZARD_SEE):
        return Hazard.objects.none()
    areas = grants.areas_by_right[May.HAZARD_SEE]
    if areas is None:
        return Hazard.objects.all()
    own = Q(holder_id=user.pk) | Q(found_by_id=user.pk)
    return Hazard.objects.filter(own | Q(power_area_id__in=areas) | Q(community_area_id__in=areas))


def hazards_for(user: User, *, at: datetime) -> QuerySet[Hazard]:
    """The hazards that `user` may see at this moment."""
    return visible_hazards(user, grants=people_queries.grants_of(user, at=at))


def hazard_lines(user: User, *, show: str = "", at: datetime) -> tuple[HazardLine, ...]:
    """Hazards of a person's areas, the most urgent first: open ones, or those of one state. One query."""
    rows = hazards_for(user, at=at)
    rows = rows.filter(state=show) if show in set(HazardState) else rows.filter(state__in=HAZARD_OPEN)
    return hazard_rows(rows.order_by("due_at", "id"))


def held_hazards(user: User, *, at: datetime) -> tuple[HazardLine, ...]:
    """The hazards that a person still has to see removed, the most urgent first. One query."""
    return hazard_rows(Hazard.objects.filter(holder_id=user.pk, state__in=DANGEROUS).order_by("due_at", "id"))


def late_hazards(user: User, *, at: datetime) -> tuple[HazardLine, ...]:
    """The hazards of a person's areas whose day has passed. One query."""
    return hazard_rows(hazards_for(user, at=at).filter(state__in=DANGEROUS, due_at__lt=at).order_by("due_at", "id"))


def hazard_counts(user: User, *, since: datetime, at: datetime) -> HazardCounts:
    """The four counts of what was found since a moment in a person's areas. One query."""
    rows = hazards_for(user, at=at).filter(found_at__gte=since).exclude(state=HazardState.CANCELLED)
    return HazardCounts(
        **rows.aggregate(
            found=Count("pk"),
            notified=Count("pk", filter=Q(notified_at__isnull=False)),
            removed=Count("pk", filter=Q(removed_at__isnull=False)),
            inspected=Count("pk", filter=Q(inspected_at__isnull=False)),
        )
    )


def hazard_rows(rows: Iterable[Hazard]) -> tuple[HazardLine, ...]:
    """The hazards of a queryset as lines, in its order. One query."""
    assert isinstance(rows, QuerySet)
    columns = ("number", "kind", "kind_version", "grade", "side", "state", "found_at", "due_at", "times_reopened")
    places = ("unit", "room", "place_words", "building__label", "holder__name")
    found = []
    for row in rows.values(*columns, *places)[:MOST]:
        place = place_of(row["building__label"] or "", row["unit"], row["room"], row["place_words"])
        plain = {name: row[name] for name in columns}
        found.append(HazardLine(place=place, holder=row["holder__name"] or "", **plain))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardView:
    """One hazard as a person sees it. The owner is masked for those who do not handle it."""

    hazard: Hazard
    line: HazardLine
    answers: tuple[Answered, ...]
    steps: tuple[Happened, ...]
    moves: tuple[str, ...]
    owner_name: str
    owner_phone: str
    told_words: str


def hazard_for(user: User, number: str, *, at: datetime) -> HazardView:
    """One hazard with its history and the moves that are open to this person; `NotFound` for others' hazards."""
    grants = people_queries.grants_of(user, at=at)
    rows = visible_hazards(user, grants=grants).select_related("building", "holder", "owner", "ticket")
    hazard = rows.filter(number=number).first()
    if hazard is None:
        raise no_such_hazard()
    own = hazard.holder_id == user.pk
    handles = may_on(grants, May.HAZARD_NOTIFY, hazard, own=own)
    if user.is_machine:  # a key moves hazards on without reading whose they are, unless it was made for that too
        handles = may_on(grants, May.REPORTER_SEE, hazard, own=own)
    owner: HazardOwner | None = getattr(hazard, "owner", None)
    name, phone = (owner.name, owner.phone) if owner else ("", "")
    content = kinds().of(hazard.kind, hazard.kind_version).content
    given = {**hazard.details, **(owner.answers if owner else {})}
    return HazardView(
        hazard=hazard,
        line=_line(hazard),
        answers=answered(content, given, full=handles),
        steps=story_of(hazard, _MOVE_OF),
        moves=_moves(hazard, user, grants),
        owner_name=name if handles else mask_name(name),
        owner_phone=phone if handles else mask_phone(phone),
        told_words=str(ToldBy(owner.told_how).label) if owner and owner.told_how else "",
    )


def no_such_hazard() -> NotFound:
    """The answer for a number that does not exist or belongs to other areas."""
    return NotFound(_("There is no such hazard in your areas. Check the number."))


def may_on(grants: Grants, right: str, hazard: Hazard, *, own: bool) -> bool:
    """Whether a right holds for a hazard: by its areas, or anywhere if it is the person's own to handle."""
    if own:
        return right in grants.areas_by_right
    areas = [hazard.power_area_id, hazard.community_area_id]
    if areas == [None, None]:
        return grants.areas_by_right.get(right, frozenset()) is None
    return grants.may(right, areas=areas)


def _moves(hazard: Hazard, user: User, grants: Grants) -> tuple[str, ...]:
    own = hazard.holder_id == user.pk
    names = [
        move.name
        for move in HAZARD_MOVES
        if hazard.state in move.sources and may_on(grants, move.permission, hazard, own=own)
    ]
    if hazard.removed_by_id == user.pk:  # nobody inspects their own work
        names = [name for name in names if name not in ("pass", "fail")]
    return tuple(names)


def _line(hazard: Hazard) -> HazardLine:
    label = hazard.building.label if hazard.building else ""
    return HazardLine(
        number=hazard.number,
        place=place_of(label, hazard.unit, hazard.room, hazard.place_words),
        kind=hazard.kind,
        kind_version=hazard.kind_version,
        grade=hazard.grade,
        side=hazard.side,
        state=hazard.state,
        holder=hazard.holder.name if hazard.holder else "",
        found_at=hazard.found_at,
        due_at=hazard.due_at,
        times_reopened=hazard.times_reopened,
    )
