"""The register of groups: true by being looked at, handed over by a day, and never more messages than people bear."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotAllowed
from twingrid.notices.actions import groups, posting
from twingrid.notices.actions.founding import found_groups, give_robots
from twingrid.notices.models import Channel, Delivery, Post, ServiceGroup
from twingrid.notices.queries import groups as group_queries
from twingrid.notices.queries.groups import GroupFilter
from twingrid.notices.tests.composer import *  # noqa: F403 - fixtures


def test_it_is_handed_over_and_the_day_is_kept(group: Any, cast: Any, at: Any) -> None:
    row = group("leshan")
    two = {"owner_id": cast.ma.pk, "deputy_id": cast.qiao.pk}
    done = groups.hand_over_group(group_id=row.pk, **two, by=cast.sun, at=at)
    assert (done.owner_id, done.deputy_id, done.handed_over_on) == (cast.ma.pk, cast.qiao.pk, clock.today(at))
    later = groups.hand_over_group(group_id=row.pk, **two, by=cast.sun, at=at + timedelta(days=3))
    assert later.handed_over_on == clock.today(at)
    with pytest.raises(BadInput, match="另一位"):
        groups.hand_over_group(group_id=row.pk, owner_id=cast.ma.pk, deputy_id=cast.ma.pk, by=cast.sun, at=at)
    with pytest.raises(BadInput):
        groups.hand_over_group(group_id=row.pk, owner_id=None, deputy_id=None, by=cast.sun, at=at)
    with pytest.raises(NotAllowed):
        groups.hand_over_group(group_id=row.pk, **two, by=cast.qiao, at=at)


def test_a_group_that_nobody_looked_at_is_stale_until_somebody_does(group: Any, cast: Any, at: Any) -> None:
    row = group("leshan", verified=clock.today(at) - timedelta(days=91))
    assert [one.id for one in group_queries.register(cast.sun, GroupFilter(which="stale"), at=at).lines] == [row.pk]
    groups.verify_group(group_id=row.pk, size=133, by=cast.qiao, at=at)
    found = group_queries.register(cast.sun, GroupFilter(q="乐山"), at=at)
    assert found.counts["stale"] == 0
    assert [(one.size, one.stale) for one in found.lines] == [(133, False)]


def test_what_was_posted_counts_for_the_day_and_the_next_is_new(write: Any, group: Any, cast: Any, at: Any) -> None:
    row = group("leshan", per_day=1)
    write("paper", "submit", "approve", "publish")
    post = Post.objects.get(group=row)
    assert group_queries.posts_today([row.pk], at=at) == {row.pk: 0}
    posting.mark_posted(post_id=post.pk, by=cast.qiao, at=at)
    assert group_queries.posts_today([row.pk], at=at) == {row.pk: 1}
    assert group_queries.register(cast.sun, GroupFilter(which="full"), at=at).counts["full"] == 1
    assert group_queries.posts_today([row.pk], at=at + timedelta(days=1)) == {row.pk: 0}


def test_a_robot_waits_for_the_next_day_when_people_have_had_enough(write: Any, group: Any, cast: Any, at: Any) -> None:
    robot = Channel.objects.create(kind="wecom", name="乐山群机器人", config={}, made_at=at)
    row = group("leshan", channel_id=robot.pk, platform="wecom", per_day=1)
    for intake_key in ("one", "two", "three"):
        write("paper", "submit", "approve", "publish", intake_key=intake_key)
    days = [clock.today(one.next_at) - clock.today(at) for one in Delivery.objects.filter(channel=robot).order_by("id")]
    assert days == [timedelta(0), timedelta(days=1), timedelta(days=2)]
    second = timezone.localtime(Delivery.objects.filter(channel=robot).order_by("id")[1].next_at)
    assert (second.hour, second.minute) == (8, 30)
    assert group_queries.first_free_moment(row, at=at) is not None


@pytest.mark.parametrize(
    ("kind", "platform", "fits"),
    [
        ("wecom", "wecom", True),
        ("wecom", "wechat", False),
        ("wecom", "qq", False),
        ("dingtalk", "wecom", False),
        ("dingtalk", "dingtalk", True),
        ("webhook", "wechat", True),
        ("mail", "wechat", False),
    ],
)
def test_a_robot_speaks_only_where_its_vendor_lets_it(
    group: Any, cast: Any, at: Any, kind: str, platform: str, fits: bool
) -> None:
    robot = Channel.objects.create(kind=kind, name="机器人", config={}, made_at=at)
    if fits:
        assert group("leshan", channel_id=robot.pk, platform=platform).channel_id == robot.pk
    else:
        with pytest.raises(BadInput) as refused:
            group("leshan", channel_id=robot.pk, platform=platform)
        assert refused.value.field == "channel"


def test_every_community_with_a_worker_gets_a_group_once(cast: Any, at: Any) -> None:
    made = found_groups(at=at)
    assert made > 0
    assert found_groups(at=at) == 0
    owners = set(ServiceGroup.objects.values_list("owner_id", flat=True))
    assert cast.qiao.pk in owners
    assert all(row.is_demo == (row.owner is not None and row.owner.is_demo) for row in ServiceGroup.objects.all())


def test_the_demos_groups_get_a_robot_once(cast: Any, at: Any) -> None:
    found_groups(at=at)
    ServiceGroup.objects.update(is_demo=True)
    assert give_robots() == 0
    robot = Channel.objects.create(kind="wecom", name="演示", config={}, made_at=at)
    assert give_robots() > 0
    with_robot = ServiceGroup.objects.filter(channel=robot)
    assert set(with_robot.values_list("platform", flat=True)) == {"wecom"}
    with_robot.exclude(pk=with_robot.order_by("pk")[0].pk).update(channel=None)
    before = with_robot.count()
    assert give_robots() == 0
    assert with_robot.count() == before
