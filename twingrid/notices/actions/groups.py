"""Keeping the register of groups true: made, changed, handed over, looked at, closed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.notices.choices import ChannelKind
from twingrid.notices.composing import GroupKind, GroupState, Platform
from twingrid.notices.models import Channel, GroupBuilding, ServiceGroup
from twingrid.notices.permissions import NoticesPermission as May
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.territory.models import Building, Compound, Division


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFacts:
    """What the register says of a group; ids of people, places and the robot's channel. `buildings` only where the
    group is not simply its estate or its community."""

    name: str
    community_id: int
    compound_id: int | None = None
    kind: str = GroupKind.OUTER.value
    platform: str = Platform.WECHAT.value
    owner_id: int | None = None
    deputy_id: int | None = None
    channel_id: int | None = None
    size: int = 0
    per_day: int = 3
    buildings: Iterable[int] = field(default=())


@transaction.atomic
def make_group(*, facts: GroupFacts, by: User, at: datetime) -> ServiceGroup:
    """Enter a group into the register. The same name in the same community is the same group."""
    people_queries.require(by, May.GROUP_MANAGE, at=at)
    _check(facts)
    known: ServiceGroup | None = ServiceGroup.objects.filter(
        community_id=facts.community_id, name=facts.name.strip()
    ).first()
    if known is not None:
        return known
    group = ServiceGroup(last_verified_on=clock.today(at))
    _fill(group, facts)
    group.save(force_insert=True)
    _keep_buildings(group, facts.buildings)
    journal_actions.record("notices.group.made", group, by=by, at=at, facts={"platform": group.platform})
    return group


@transaction.atomic
def change_group(*, group_id: int, facts: GroupFacts, by: User, at: datetime) -> ServiceGroup:
    """Correct what the register says. Another owner is a hand-over, and its day is kept."""
    group = _lock(group_id, by=by, at=at)
    _check(facts)
    owner = group.owner_id
    _fill(group, facts)
    if owner and owner != group.owner_id:
        group.handed_over_on = clock.today(at)
    try:
        with transaction.atomic():
            group.save()
    except IntegrityError:
        raise BadInput(_("Another group of this community bears this name. Choose another."), field="name") from None
    _keep_buildings(group, facts.buildings)
    journal_actions.record("notices.group.changed", group, by=by, at=at, facts={"owner": group.owner_id})
    return group


@transaction.atomic
def hand_over_group(
    *, group_id: int, owner_id: int | None, deputy_id: int | None, by: User, at: datetime
) -> ServiceGroup:
    """Somebody else owns the group from today, with a deputy. The same two again change nothing."""
    group = _lock(group_id, by=by, at=at)
    if owner_id is None:
        raise BadInput(_("Choose who owns the group from now on."), field="owner")
    if (group.owner_id, group.deputy_id) == (owner_id, deputy_id):
        return group
    _check_people(owner_id, deputy_id)
    if group.owner_id != owner_id:
        group.handed_over_on = clock.today(at)
    group.owner_id, group.deputy_id = owner_id, deputy_id
    group.save(update_fields=("owner", "deputy", "handed_over_on"))
    journal_actions.record("notices.group.handed_over", group, by=by, at=at, facts={"owner": owner_id})
    return group


@transaction.atomic
def verify_group(*, group_id: int, size: int, by: User, at: datetime) -> ServiceGroup:
    """Somebody has looked: the group lives, so many people are in it. Stale after ninety days."""
    group = _lock(group_id, by=by, at=at, right=May.GROUP_POST)
    if size < 0:
        raise BadInput(_("Write how many people are in the group."), field="size")
    group.size, group.last_verified_on = size, clock.today(at)
    group.save(update_fields=("size", "last_verified_on"))
    journal_actions.record("notices.group.verified", group, by=by, at=at, facts={"size": size})
    return group


@transaction.atomic
def close_group(*, group_id: int, by: User, at: datetime) -> ServiceGroup:
    """The group is no more: it reaches nobody from now on."""
    group = _lock(group_id, by=by, at=at)
    if group.state != GroupState.CLOSED:
        group.state = GroupState.CLOSED
        group.save(update_fields=("state",))
        journal_actions.record("notices.group.closed", group, by=by, at=at)
    return group


def _lock(group_id: int, *, by: User, at: datetime, right: May = May.GROUP_MANAGE) -> ServiceGroup:
    group: ServiceGroup | None = ServiceGroup.objects.select_for_update(of=("self",)).filter(pk=group_id).first()
    if group is None:
        raise NotFound(_("There is no such group. Open the register again."))
    if right == May.GROUP_POST and by.pk in (group.owner_id, group.deputy_id):
        return group
    people_queries.require(by, right, at=at)
    return group


def _check(facts: GroupFacts) -> None:
    if not facts.name.strip():
        raise BadInput(_("Write the group's name as it stands in the app."), field="name")
    if facts.kind not in GroupKind.values or facts.platform not in Platform.values:
        raise BadInput(_("Choose the kind of group and where it lives."), field="platform")
    if not 1 <= facts.per_day <= 20:
        raise BadInput(_("Between 1 and 20 messages a day."), field="per_day")
    _check_place(facts)
    _check_people(facts.owner_id, facts.deputy_id)
    if facts.channel_id:
        _check_robot(facts)


def _check_robot(facts: GroupFacts) -> None:
    """A personal WeChat or QQ group takes no robot (the vendors offer none); a vendor's robot speaks in its own app."""
    kind = Channel.objects.filter(pk=facts.channel_id or 0).values_list("kind", flat=True).first()
    if kind is None:
        raise BadInput(_("There is no such channel. Open the list of channels and choose one."), field="channel")
    if kind not in (ChannelKind.WEBHOOK, facts.platform):
        words = _("A group in {platform} takes no such robot. Choose where the group lives, or let people post.")
        raise BadInput(words.format(platform=Platform(facts.platform).label), field="channel")


def _check_place(facts: GroupFacts) -> None:
    if not Division.objects.filter(pk=facts.community_id, level="community").exists():
        raise BadInput(_("Choose the community the group belongs to."), field="community")
    compound = Compound.objects.filter(pk=facts.compound_id).first() if facts.compound_id else None
    if facts.compound_id and (compound is None or compound.community_id != facts.community_id):
        raise BadInput(_("This estate lies in another community. Choose again."), field="compound")


def _check_people(owner_id: int | None, deputy_id: int | None) -> None:
    if owner_id and owner_id == deputy_id:
        raise BadInput(_("Choose another person as deputy: one of the two must be there."), field="deputy")
    people = {pk for pk in (owner_id, deputy_id) if pk}
    if User.objects.filter(pk__in=people, is_active=True).count() < len(people):
        raise BadInput(_("Choose people who can sign in."), field="owner")


def _fill(group: ServiceGroup, facts: GroupFacts) -> None:
    group.name = facts.name.strip()[:60]
    group.community_id, group.compound_id = facts.community_id, facts.compound_id
    group.kind, group.platform = facts.kind, facts.platform
    group.owner_id, group.deputy_id = facts.owner_id, facts.deputy_id
    group.channel_id, group.size, group.per_day = facts.channel_id, max(facts.size, 0), facts.per_day


def _keep_buildings(group: ServiceGroup, buildings: Iterable[int]) -> None:
    wanted = set(buildings)
    known = set(Building.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    if wanted - known:
        raise Refused(_("One of these buildings is not known. Choose them anew."))
    GroupBuilding.objects.filter(group=group).exclude(building_id__in=known).delete()
    GroupBuilding.objects.bulk_create(
        (GroupBuilding(group=group, building_id=pk) for pk in sorted(known)), ignore_conflicts=True
    )
