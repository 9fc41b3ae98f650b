"""A group for every community that has somebody to own it: how a city's register begins."""

from datetime import datetime, timedelta

from django.db import transaction

from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.notices.composing import GroupKind, Platform
from twingrid.notices.models import Channel, ServiceGroup
from twingrid.notices.queries.composing import STALE
from twingrid.people.choices import Role
from twingrid.people.models import Pairing, Posting, User
from twingrid.territory import queries as territory_queries
from twingrid.territory.models import Division

EVERY_ROBOT, EVERY_STALE = 9, 7


@transaction.atomic
def found_groups(*, at: datetime) -> int:
    """Enter a residents' group for each community that has none and has a community worker posted: the worker owns it,
    a power worker of the same place is the deputy. How many are new. Where the people are invented the groups are too:
    then a few have a robot, and a few were not looked at for long. Safe to repeat; a fixed number of queries.
    """
    owners = _owners(at=at)
    known = set(ServiceGroup.objects.order_by().values_list("community_id", flat=True))
    names = dict(Division.objects.filter(pk__in=owners).values_list("pk", "name"))
    robot = Channel.objects.filter(kind="wecom").order_by("id").first()
    today = clock.today(at)
    rows = []
    for n, (pk, (owner, deputy)) in enumerate(sorted(owners.items())):
        if pk in known:
            continue
        demo = owner.is_demo
        stale = demo and n % EVERY_STALE == EVERY_STALE - 1
        rows.append(
            ServiceGroup(
                name=f"{territory_queries.short_name(names[pk])}网格服务群",
                community_id=pk,
                kind=GroupKind.OUTER,
                platform=Platform.WECOM if demo and robot and n % EVERY_ROBOT == 0 else Platform.WECHAT,
                owner=owner,
                deputy=deputy,
                channel=robot if demo and n % EVERY_ROBOT == 0 else None,
                size=120 + n * 37 % 370 if demo else 0,
                last_verified_on=(today - STALE - timedelta(days=n)) if stale else today - timedelta(days=n % 60),
                is_demo=demo,
            )
        )
    ServiceGroup.objects.bulk_create(rows)
    if rows:
        journal_actions.record("notices.group.founded", rows[0], by=None, at=at, facts={"groups": len(rows)})
    return len(rows)


@transaction.atomic
def give_robots() -> int:
    """In a demo whose channels came after its groups: every ninth invented group gets the robot, as long as none
    has one; how many got it."""
    robot = Channel.objects.filter(kind=Platform.WECOM).order_by("id").first()
    groups = ServiceGroup.objects.filter(is_demo=True).order_by("id")
    if robot is None or groups.filter(channel__isnull=False).exists():
        return 0
    chosen = list(groups.values_list("pk", flat=True))[::EVERY_ROBOT]
    return groups.filter(pk__in=chosen).update(channel=robot, platform=Platform.WECOM)


def _owners(*, at: datetime) -> dict[int, tuple[User, User | None]]:
    """Community → the worker of one of its grids, and the power worker this person is paired with. Two queries."""
    day = clock.today(at)
    rows = (
        Posting.objects.on(day)
        .filter(role=Role.COMMUNITY_WORKER, area__division__level="community", user__is_active=True)
        .select_related("user", "area")
        .order_by("area__code", "valid_from", "id")
    )
    pairs: dict[int, User] = {}
    for pair in Pairing.objects.on(day).select_related("power").order_by("rank", "id"):
        pairs.setdefault(pair.community_id, pair.power)
    found: dict[int, tuple[User, User | None]] = {}
    for row in rows:
        if row.area is not None and row.area.division_id is not None:
            found.setdefault(row.area.division_id, (row.user, pairs.get(row.user_id)))
    return found
