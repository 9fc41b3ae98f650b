"""The register of groups as pages show it, and how many messages a group has had on a day."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from twingrid.kit import clock
from twingrid.kit.refusals import NotFound
from twingrid.notices.composing import GroupKind, GroupState, Platform
from twingrid.notices.models import Channel, GroupAnswer, GroupBuilding, Post, ServiceGroup
from twingrid.notices.permissions import NoticesPermission as May
from twingrid.notices.queries.composing import STALE, doubt_of
from twingrid.notices.states import DeliveryState
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.territory.models import Compound, Division

MORNING = time(8, 30)
"""When the messages of the next day may begin."""
MOST = 1000
_FURTHEST = 14
_NEVER = (DeliveryState.CANCELLED, DeliveryState.ABANDONED, DeliveryState.DEAD)


def posts_on(group_ids: Collection[int], day: date) -> dict[int, int]:
    """How many messages each group has on a day of the city: put up by people, carried or to be carried by its robot,
    and answers. Two queries."""
    found: dict[int, int] = dict.fromkeys(group_ids, 0)
    start = timezone.make_aware(datetime.combine(day, time.min))
    end = start + timedelta(days=1)
    by_hand = Q(done_at__gte=start, done_at__lt=end)
    sent = Q(delivery__done_at__gte=start, delivery__done_at__lt=end)
    waiting = Q(delivery__done_at__isnull=True, delivery__next_at__gte=start, delivery__next_at__lt=end)
    rows = Post.objects.filter(by_hand | sent | waiting, group_id__in=group_ids).order_by()
    for group_id, state in rows.values_list("group_id", "delivery__state"):
        if group_id is not None and state not in _NEVER:
            found[group_id] += 1
    answers = GroupAnswer.objects.filter(
        message__group_id__in=group_ids, posted_at__gte=start, posted_at__lt=end
    ).order_by()
    for group_id in answers.values_list("message__group_id", flat=True):
        found[group_id] += 1
    return found


def posts_today(group_ids: Collection[int], *, at: datetime) -> dict[int, int]:
    """How many messages each group has today."""
    return posts_on(group_ids, clock.today(at))


def full_groups(groups: Iterable[ServiceGroup], *, at: datetime) -> set[int]:
    """Those of these groups whose people have had enough messages for today. Two queries."""
    allowed = {group.pk: group.per_day for group in groups}
    return {pk for pk, used in posts_today(list(allowed), at=at).items() if used >= allowed[pk]}


def first_free_moment(group: ServiceGroup, *, at: datetime) -> datetime | None:
    """When a message that is not urgent may go to this group: None for now, else the morning of the first day that has
    room in its budget (two weeks ahead at most)."""
    today = clock.today(at)
    for ahead in range(_FURTHEST):
        day = today + timedelta(days=ahead)
        if posts_on([group.pk], day)[group.pk] < group.per_day:
            return None if ahead == 0 else timezone.make_aware(datetime.combine(day, MORNING))
    return timezone.make_aware(datetime.combine(today + timedelta(days=_FURTHEST), MORNING))


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFilter:
    """What the list shows: words in the name, estate or community; the community's id; platform; `which` is stale,
    unowned, full (no room today) or closed."""

    q: str = ""
    community: int | None = None
    platform: str = ""
    which: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """One group of the register. `used` of `allowed` messages have gone today."""

    id: int
    name: str
    community: str
    estate: str
    kind: str
    kind_words: str
    platform_words: str
    owner: str
    deputy: str
    robot: str
    size: int
    used: int
    allowed: int
    verified_on: date | None
    handed_over_on: date | None
    stale: bool
    closed: bool
    doubt: str

    @property
    def is_full(self) -> bool:
        """Whether the people in it have had enough for today."""
        return self.used >= self.allowed


@dataclass(frozen=True, slots=True)
class Register:
    """The lines that were asked for, and how many groups each choice of `which` has."""

    lines: tuple[GroupLine, ...]
    counts: dict[str, int]


def register(user: User, wanted: GroupFilter, *, at: datetime) -> Register:
    """The register of groups. Five queries."""
    people_queries.require(user, May.GROUP_SEE, at=at)
    rows = ServiceGroup.objects.select_related("community", "compound", "owner", "deputy", "channel")
    if wanted.q:
        rows = rows.filter(
            Q(name__icontains=wanted.q)
            | Q(compound__name__icontains=wanted.q)
            | Q(community__name__icontains=wanted.q)
            | Q(owner__name__icontains=wanted.q)
        )
    if wanted.community:
        rows = rows.filter(community_id=wanted.community)
    if wanted.platform in Platform.values:
        rows = rows.filter(platform=wanted.platform)
    lines = _lines(list(rows.order_by("community__name", "name", "id")[:MOST]), at=at)
    parts = {
        "": [one for one in lines if not one.closed],
        "stale": [one for one in lines if one.stale],
        "unowned": [one for one in lines if not one.closed and not one.owner],
        "full": [one for one in lines if not one.closed and one.is_full],
        "closed": [one for one in lines if one.closed],
    }
    return Register(tuple(parts.get(wanted.which, parts[""])), {name: len(part) for name, part in parts.items()})


def _lines(groups: Sequence[ServiceGroup], *, at: datetime) -> list[GroupLine]:
    used = posts_today([group.pk for group in groups], at=at)
    day = clock.today(at)
    return [
        GroupLine(
            id=one.pk,
            name=one.name,
            community=one.community.name,
            estate=one.compound.name if one.compound else "",
            kind=one.kind,
            kind_words=str(GroupKind(one.kind).label),
            platform_words=str(Platform(one.platform).label),
            owner=one.owner.name if one.owner else "",
            deputy=one.deputy.name if one.deputy else "",
            robot=one.channel.name if one.channel else "",
            size=one.size,
            used=used[one.pk],
            allowed=one.per_day,
            verified_on=one.last_verified_on,
            handed_over_on=one.handed_over_on,
            stale=one.state != GroupState.CLOSED
            and (one.last_verified_on is None or day - one.last_verified_on > STALE),
            closed=one.state == GroupState.CLOSED,
            doubt=doubt_of(one, at=at),
        )
        for one in groups
    ]


def group_row(user: User, group_id: int, *, at: datetime) -> ServiceGroup:
    """One group for somebody who may see the register; else `NotFound`."""
    people_queries.require(user, May.GROUP_SEE, at=at)
    rows = ServiceGroup.objects.select_related("community", "compound", "owner", "deputy", "channel")
    group = rows.filter(pk=group_id).first()
    if group is None:
        raise NotFound(_("There is no such group. Open the register again."))
    return group


def group_for(user: User, group_id: int, *, at: datetime) -> tuple[ServiceGroup, GroupLine]:
    """One group and its line."""
    group = group_row(user, group_id, at=at)
    return group, _lines([group], at=at)[0]


def may_verify(user: User, group: ServiceGroup, *, at: datetime) -> bool:
    """Whether this person may say that the group lives: its owner, its deputy, and whoever posts."""
    own = user.pk in (group.owner_id, group.deputy_id)
    return group.state != GroupState.CLOSED and (own or people_queries.grants_of(user, at=at).may(May.GROUP_POST))


@dataclass(frozen=True, slots=True)
class Choices:
    """What a group's form offers, as (id, words)."""

    communities: list[tuple[int, str]]
    compounds: list[tuple[int, str]]
    people: list[tuple[int, str]]
    channels: list[tuple[int, str]]


def choices() -> Choices:
    """Communities, estates with their community, people who can sign in, robots. Four queries."""
    estates = Compound.objects.select_related("community").order_by("community__name", "name")
    return Choices(
        communities=list(Division.objects.filter(level="community").order_by("name").values_list("pk", "name")),
        compounds=[(one.pk, f"{one.name}（{one.community.name}）") for one in estates],
        people=list(User.objects.filter(is_active=True).order_by("name", "id").values_list("pk", "name")),
        channels=list(
            Channel.objects.filter(kind__in=("wecom", "dingtalk", "feishu")).order_by("name").values_list("pk", "name")
        ),
    )


def communities_with_groups() -> list[tuple[int, str]]:
    """(id, name) of the communities that have a group, by name."""
    rows = Division.objects.filter(service_groups__isnull=False).order_by("name", "id").distinct()
    return list(rows.values_list("pk", "name"))


def buildings_listed(group: ServiceGroup) -> list[int]:
    """The buildings that are listed for a group by name."""
    return list(GroupBuilding.objects.filter(group=group).order_by("building_id").values_list("building_id", flat=True))
