"""What a notice is about, whom its ways reach, and what the rules ask of it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from twingrid.coverage.models import Placement
from twingrid.kit import clock
from twingrid.notices.composing import GroupState, WayKind
from twingrid.notices.models import GroupBuilding, Notice, NoticeHome, ServiceGroup
from twingrid.notices.rules.homes import Home
from twingrid.notices.rules.lead import SHIPPED, Audience, LeadSet, Shortfall, set_for, shortfalls
from twingrid.notices.rules.reach import Coverage, Door, Reach, cover
from twingrid.people import queries as people_queries
from twingrid.people.choices import Role
from twingrid.supply.models import ImportantCustomer
from twingrid.territory import queries as territory_queries
from twingrid.territory.models import Building

STALE = timedelta(days=90)


def rules_on(*, at: datetime) -> LeadSet:
    """The lead times that hold in this city on the day of `at`."""
    codes = [row.code for row in territory_queries.divisions().values() if row.level == "district"]
    return set_for(min(codes, default=""), on=clock.today(at))


def rules_of(notice: Notice, *, at: datetime) -> LeadSet:
    """The lead times that a notice is measured by: those of the day on which it was begun."""
    return next((one for one in SHIPPED if one.key == notice.rule_set), None) or rules_on(at=at)


def homes_of(notice_id: int) -> list[Home]:
    """The homes of a notice with the names that residents use. One query."""
    rows = NoticeHome.objects.filter(notice_id=notice_id).order_by("building__label", "building_id", "unit")
    return [
        Home(pk, compound or "", name if compound else label, unit, customers, tuple(units))
        for pk, compound, name, label, unit, customers, units in rows.values_list(
            "building_id",
            "building__compound__name",
            "building__name",
            "building__label",
            "unit",
            "customers",
            "building__units",
        )
    ]


def areas_of(notice_id: int) -> list[int | None]:
    """The power service areas of a notice's homes; [None] when they lie in none."""
    rows = Placement.objects.filter(
        service_point__building__in=NoticeHome.objects.filter(notice_id=notice_id).order_by().values("building_id")
    )
    found: list[int | None] = list(rows.order_by().values_list("power_id", flat=True).distinct())
    return found or [None]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupReach:
    """A group that has some of the homes, and how many customers they hold. `doubt`: why it may not be relied on."""

    group_id: int
    name: str
    doors: frozenset[Door]
    customers: int
    robot: bool
    owner: str
    doubt: str

    @property
    def usable(self) -> bool:
        """Whether the group counts as a way to its homes."""
        return not self.doubt


def group_reaches(notice: Notice, *, at: datetime) -> list[GroupReach]:
    """Every group in use that has one of the notice's homes, largest first. Four queries."""
    return reaches_of_groups(homes_of(notice.pk), at=at)


def reaches_of_groups(homes: Sequence[Home], *, at: datetime) -> list[GroupReach]:
    """Every group in use that has one of these homes, the one with the most customers first."""
    buildings = {home.building_id for home in homes}
    groups = list(ServiceGroup.objects.exclude(state=GroupState.CLOSED).select_related("owner").order_by("pk"))
    doors = doors_of([group.pk for group in groups], within=buildings)
    found = []
    for group in groups:
        here = doors.get(group.pk, frozenset())
        if not here:
            continue
        reach = Reach(way=str(group.pk), doors=here)
        found.append(
            GroupReach(
                group_id=group.pk,
                name=group.name,
                doors=here,
                customers=sum(home.customers for home in homes if reach.reaches(home)),
                robot=group.channel_id is not None,
                owner=group.owner.name if group.owner else "",
                doubt=doubt_of(group, at=at),
            )
        )
    return sorted(found, key=lambda one: (-one.customers, one.group_id))


def doubt_of(group: ServiceGroup, *, at: datetime) -> str:
    """Why a group may not be relied on, as a sentence; "" when it may."""
    if group.kind == "inner":
        return _("A group of staff reaches no resident.")
    if group.owner_id is None and group.channel_id is None:
        return _("Nobody owns it: nobody would post.")
    if group.last_verified_on is None or clock.today(at) - group.last_verified_on > STALE:
        return _("Nobody has looked for ninety days whether it lives.")
    return ""


def doors_of(group_ids: Collection[int], *, within: Collection[int] | None = None) -> dict[int, frozenset[Door]]:
    """The doors of each group: its own list of buildings, else its estate's, else its community's."""
    own: dict[int, set[int]] = {}
    for group_id, building_id in (
        GroupBuilding.objects.filter(group_id__in=group_ids).order_by().values_list("group_id", "building_id")
    ):
        own.setdefault(group_id, set()).add(building_id)
    places = Building.objects.order_by()
    if within is not None:
        places = places.filter(pk__in=within)
    by_compound: dict[int, set[int]] = {}
    by_community: dict[int, set[int]] = {}
    for pk, compound, community in places.values_list("pk", "compound_id", "community_id"):
        by_community.setdefault(community, set()).add(pk)
        if compound:
            by_compound.setdefault(compound, set()).add(pk)
    found = {}
    for pk, compound, community in ServiceGroup.objects.filter(pk__in=group_ids).values_list(
        "pk", "compound_id", "community_id"
    ):
        here = own.get(pk) or (by_compound.get(compound) if compound else by_community.get(community)) or set()
        if within is not None:
            here = here & set(within)
        found[pk] = frozenset((building, "") for building in here)
    return found


def coverage_of(notice: Notice, *, at: datetime) -> Coverage:
    """Which homes the chosen ways reach. The page, the feeds and subscriptions are told beside it: they reach whoever
    looks, not a home."""
    homes = homes_of(notice.pk)
    ways = list(notice.ways.order_by("kind", "group_id"))
    if any(way.kind == WayKind.PAPER for way in ways):
        return cover(homes, [Reach("paper", frozenset((home.building_id, "") for home in homes))])
    return cover(homes, _chosen(notice, homes, at=at))


def beyond_groups(notice: Notice, homes: Sequence[Home], *, at: datetime) -> tuple[Home, ...]:
    """The homes that none of the chosen groups reaches: where paper has to hang."""
    return cover(homes, _chosen(notice, homes, at=at)).gaps


def _chosen(notice: Notice, homes: Sequence[Home], *, at: datetime) -> list[Reach]:
    chosen = set(notice.ways.filter(kind=WayKind.GROUP).values_list("group_id", flat=True))
    return [
        Reach(way=one.name, doors=one.doors)
        for one in reaches_of_groups(homes, at=at)
        if one.group_id in chosen and one.usable
    ]


def late_by_rules(notice: Notice, *, at: datetime) -> list[Shortfall]:
    """What would be out too late if it went out now (or at its time). A correction of what was out is not late."""
    if notice.published_at is not None:
        return []
    out_at = max(at, notice.publish_at or at)
    late = shortfalls(notice.kind, rules=rules_of(notice, at=at), out_at=out_at, starts_at=notice.starts_at)
    if any(one.lead.audience is Audience.IMPORTANT for one in late) and not important_of(notice.pk, at=at):
        late = [one for one in late if one.lead.audience is not Audience.IMPORTANT]
    return late


def latest_for_important(notice: Notice) -> datetime | None:
    """By when an important user has to be told; None where no rule says so."""
    rules = next((one for one in SHIPPED if one.key == notice.rule_set), None)
    hours = [lead.hours for lead in rules.leads if _is_important(lead.kind, lead.audience, notice)] if rules else []
    return notice.starts_at - timedelta(hours=max(hours)) if hours else None


def _is_important(kind: str, audience: Audience, notice: Notice) -> bool:
    return kind == notice.kind and audience is Audience.IMPORTANT


@dataclass(frozen=True, slots=True)
class ImportantRow:
    """An important user among the homes of a notice."""

    customer_id: int
    building_id: int


def important_of(notice_id: int, *, at: datetime) -> list[ImportantRow]:
    """The important users (重要用户) in the homes of a notice, in a fixed order."""
    homes = {(pk, unit) for pk, unit in NoticeHome.objects.filter(notice_id=notice_id).values_list("building", "unit")}
    rows = ImportantCustomer.objects.on(clock.today(at)).filter(
        customer__service_point__building__in={pk for pk, _unit in homes}
    )
    return [
        ImportantRow(pk, building)
        for pk, building, unit in rows.order_by("customer_id").values_list(
            "customer_id", "customer__service_point__building_id", "customer__service_point__unit"
        )
        if (building, "") in homes or (building, unit) in homes
    ]


def community_holders(building_ids: Iterable[int], *, at: datetime) -> dict[int, int]:
    """Who of the community hangs paper at each building: the worker of its grid. Two queries."""
    grid_of = dict(
        Placement.objects.filter(service_point__building__in=list(building_ids), community__isnull=False)
        .order_by()
        .values_list("service_point__building_id", "community_id")
        .distinct()
    )
    holders: dict[int, int] = {}
    for posting in people_queries.area_postings(set(grid_of.values()), on=clock.today(at)):
        if posting.role == Role.COMMUNITY_WORKER and posting.area_id is not None:
            holders.setdefault(posting.area_id, posting.user_id)
    return {building: holders[area] for building, area in grid_of.items() if area in holders}


def leader_above(user_id: int | None, *, at: datetime) -> int | None:
    """The leader of somebody, if there is one."""
    person = people_queries.person_by_id(user_id) if user_id else None
    if person is None:
        return None
    postings = people_queries.postings_of(person, on=clock.today(at))
    return next((posting.leader_id for posting in postings if posting.leader_id), None)
