"""Out it goes: only without a gap (or with one accepted by name), read by a second person, to everybody once."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from twingrid.journal.models import Event
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotAllowed, Refused
from twingrid.notices import jobs
from twingrid.notices.actions import composing, posting, releasing
from twingrid.notices.models import Delivery, Notice, PersonCall, Post
from twingrid.notices.queries import composing as composing_queries
from twingrid.notices.queries import texts as text_queries
from twingrid.notices.tests.composer import *  # noqa: F403 - fixtures
from twingrid.outages import actions as outages_actions
from twingrid.supply.models import ImportantCustomer


def test_a_gap_is_listed_and_publishing_is_refused(write: Any, group: Any, cast: Any, at: Any) -> None:
    group("leshan")
    notice = write("submit", "approve")
    covered = composing_queries.coverage_of(notice, at=at)
    assert {home.building_id for home in covered.gaps} == {
        cast.buildings[key].pk for key in ("muhe8", "road78", "shunya1")
    }
    with pytest.raises(Refused, match=r"Nobody reaches|没有任何渠道"):
        releasing.publish_notice(number=notice.number, by=cast.sun, at=at)


def test_paper_at_the_door_closes_the_gap_and_is_somebodys_task(write: Any, group: Any, cast: Any) -> None:
    group("leshan")
    notice = write("paper", "submit", "approve", "publish")
    assert notice.state == "published"
    posts = Post.objects.filter(edition__notice=notice)
    paper = {post.building_id: post.assignee_id for post in posts if post.building_id}
    assert paper[cast.buildings["muhe8"].pk] == cast.ma.pk
    assert len(paper) == 3
    (to_group,) = [post for post in posts if post.group_id]
    assert to_group.assignee_id == cast.qiao.pk
    assert "乐山小区1至7号楼" in to_group.text
    assert "睦和苑" not in to_group.text


def test_a_gap_is_accepted_by_name_and_only_that_gap(write: Any, group: Any, cast: Any, at: Any) -> None:
    first = group("leshan")
    notice = write("submit", "approve")
    given = {"number": notice.number, "what": "gap", "at": at}
    with pytest.raises(BadInput):
        releasing.accept_gap(reason=" ", by=cast.sun, **given)
    with pytest.raises(NotAllowed):
        releasing.accept_gap(reason="我看没事", by=cast.zhou, **given)
    row = releasing.accept_gap(reason="三栋楼由网格员上门", by=cast.sun, **given)
    assert (row.homes, row.by_id) == (3, cast.sun.pk)
    assert releasing.accept_gap(reason="again", by=cast.sun, **given).pk == row.pk
    releasing.publish_notice(number=notice.number, by=cast.sun, at=at)

    other = write("submit", "approve", intake_key="other")
    releasing.accept_gap(number=other.number, what="gap", reason="上门", by=cast.sun, at=at)
    first.state = "closed"
    first.save()
    with pytest.raises(Refused, match=r"Nobody reaches|没有任何渠道"):
        releasing.publish_notice(number=other.number, by=cast.sun, at=at)


def test_the_author_does_not_approve(write: Any, cast: Any, at: Any) -> None:
    notice = write("submit")
    with pytest.raises(NotAllowed, match=r"colleague|同事"):
        releasing.approve_notice(number=notice.number, by=cast.zhou, at=at)


def test_too_late_is_refused_with_its_paragraph_until_somebody_answers_for_it(
    write: Any, cast: Any, at: Any, planned: Any
) -> None:
    late = planned.starts_at - timedelta(days=3)
    notice = write("paper", "submit", "approve", when=late)
    with pytest.raises(Refused, match="第35条"):
        releasing.publish_notice(number=notice.number, by=cast.sun, at=late)
    releasing.accept_gap(number=notice.number, what="lead", reason="抢修需要", by=cast.sun, at=late)
    assert releasing.publish_notice(number=notice.number, by=cast.sun, at=late).state == "published"


@pytest.mark.parametrize(("hours", "late"), [(25, False), (23, True)])
def test_in_jinan_a_temporary_repair_is_out_a_day_before(
    write: Any, cast: Any, at: Any, hours: int, late: bool
) -> None:
    starts = at + timedelta(hours=hours)
    kind = {"kind": "temporary_outage", "outage_number": "", "buildings": [cast.home.pk]}
    notice = write("paper", "submit", "approve", **kind, starts_at=starts, ends_at=starts + timedelta(hours=2))
    if late:
        with pytest.raises(Refused, match=r"第35条\(二\).*24"):
            releasing.publish_notice(number=notice.number, by=cast.sun, at=at)
    else:
        assert releasing.publish_notice(number=notice.number, by=cast.sun, at=at).state == "published"


@pytest.mark.parametrize("important", [False, True])
def test_elsewhere_a_temporary_repair_is_late_for_important_users_only(
    write: Any, cast: Any, at: Any, important: bool
) -> None:
    if important:
        ImportantCustomer.objects.create(customer=cast.points["3"][0].customer, valid_from=at.date())
    starts = at + timedelta(hours=5)
    kind = {"kind": "temporary_outage", "outage_number": "", "buildings": [cast.home.pk]}
    notice = write("paper", "submit", "approve", **kind, starts_at=starts, ends_at=starts + timedelta(hours=2))
    Notice.objects.filter(pk=notice.pk).update(rule_set="cn-1996")
    if important:
        with pytest.raises(Refused, match=r"第28条\(二\)"):
            releasing.publish_notice(number=notice.number, by=cast.sun, at=at)
    else:
        assert releasing.publish_notice(number=notice.number, by=cast.sun, at=at).state == "published"


def test_publishing_twice_hangs_everything_once(write: Any, group: Any, cast: Any, at: Any) -> None:
    group("leshan")
    notice = write("paper", "submit", "approve", "publish")
    before = Post.objects.count()
    releasing.publish_notice(number=notice.number, by=cast.sun, at=at)
    assert Post.objects.count() == before


def test_important_users_are_called_by_a_person(write: Any, cast: Any, at: Any) -> None:
    customer = cast.points["3"][0].customer
    ImportantCustomer.objects.create(customer=customer, valid_from=at.date())
    notice = write("paper", "submit", "approve", "publish")
    call = PersonCall.objects.get(notice=notice)
    assert (call.customer_id, call.assignee_id, call.state) == (customer.pk, cast.han.pk, "open")
    assert call.due_at <= notice.starts_at - timedelta(days=7)
    answer = {"call_id": call.pk, "words": "", "by": cast.han, "at": at}
    for state in ("open", "open", "escalated"):
        assert posting.answer_call(result="again", **answer).state == state
    call.refresh_from_db()
    assert call.assignee_id == cast.sun.pk
    assert posting.answer_call(result="done", **answer).state == "done"


def test_a_call_that_nobody_made_in_time_goes_up_by_itself(write: Any, cast: Any, at: Any) -> None:
    ImportantCustomer.objects.create(customer=cast.points["3"][0].customer, valid_from=at.date())
    notice = write("paper", "submit", "approve", "publish")
    call = PersonCall.objects.get(notice=notice)
    for now, state in ((call.due_at, "open"), (call.due_at + timedelta(seconds=1), "escalated")):
        with clock.fixed(now):
            jobs.escalate_calls(city="jinan")
        call.refresh_from_db()
        assert call.state == state
    assert call.assignee_id == cast.sun.pk
    assert posting.escalate_overdue(at=call.due_at + timedelta(days=1)) == 0


def test_each_minute_somebody_looks_for_what_is_due(write: Any, cast: Any, at: Any) -> None:
    ImportantCustomer.objects.create(customer=cast.points["3"][0].customer, valid_from=at.date())
    write("paper", "submit", "approve", publish_at=at + timedelta(hours=1), intake_key="scheduled")
    call = PersonCall.objects.get(notice=write("paper", "submit", "approve", "publish"))
    names = ("publish_due", "escalate_calls")
    waiting = ProcrastinateJob.objects.filter(task_name__in=[f"twingrid.notices.jobs.{name}" for name in names])
    for now, due in ((at, 0), (at + timedelta(hours=1), 1), (call.due_at + timedelta(minutes=1), 2)):
        with clock.fixed(now):
            jobs.every_minute(timestamp=0)
        assert waiting.filter(args__city="jinan").values("task_name").distinct().count() == due


def test_whoever_was_called_is_called_again_when_it_is_cancelled(write: Any, cast: Any, at: Any) -> None:
    for key in ("3", "4"):
        ImportantCustomer.objects.create(customer=cast.points[key][0].customer, valid_from=at.date())
    notice = write("paper", "submit", "approve", "publish")
    told, untold = PersonCall.objects.filter(notice=notice).order_by("customer_id")
    posting.answer_call(call_id=told.pk, result="done", words="", by=cast.han, at=at)
    releasing.cancel_notice(number=notice.number, why="改期", by=cast.sun, at=at)
    told.refresh_from_db()
    untold.refresh_from_db()
    assert (told.state, untold.state) == ("open", "done")
    assert at < told.due_at <= at + timedelta(hours=2)


def test_an_outage_that_does_not_take_place_is_not_told(write: Any, cast: Any, at: Any, planned: Any) -> None:
    notice = write("paper", "submit", "approve")
    outages_actions.cancel_outage(number=planned.number, words="改期", by=cast.zhou, at=at)
    with pytest.raises(Refused, match=r"outage was cancelled|停电已取消"):
        releasing.publish_notice(number=notice.number, by=cast.sun, at=at)
    assert not Post.objects.exists()


def test_a_group_of_colleagues_reads_operations_words(write: Any, group: Any, cast: Any, at: Any) -> None:
    inner, outer = group("leshan", kind="inner", name="抢修班"), group("leshan")
    notice = write("paper")
    composing.choose_ways(
        number=notice.number, groups=[inner.pk, outer.pk], subscribers=False, paper=True, by=cast.zhou, at=at
    )
    releasing.submit_notice(number=notice.number, by=cast.zhou, at=at)
    releasing.approve_notice(number=notice.number, by=cast.sun, at=at)
    releasing.publish_notice(number=notice.number, by=cast.sun, at=at)
    said = {post.group_id: post.text for post in Post.objects.filter(edition__notice=notice, group__isnull=False)}
    assert "jn-T1" in said[inner.pk]
    assert "乐山小区1至7号楼" in said[inner.pk]
    assert "jn-T1" not in said[outer.pk]


def test_a_correction_says_the_times_that_the_outage_has_now(write: Any, group: Any, cast: Any, at: Any) -> None:
    group("leshan")
    notice = write("paper", "submit", "approve", "publish")
    assert notice.ends_at is not None
    later = notice.ends_at + timedelta(hours=2)
    outages_actions.revise_outage(number=notice.outage.number, estimate_at=later, why="harder", by=cast.zhou, at=at)
    notice = composing.correct_notice(number=notice.number, what="送电推迟两小时。", by=cast.zhou, at=at)
    assert notice.ends_at == later
    hour = timezone.localtime(later).hour
    assert f"{hour}:00，" in text_queries.preview(notice, notice.editions.get(number=2), at=at)


def test_a_correction_reaches_the_same_people_and_drops_what_still_waits(
    write: Any, group: Any, cast: Any, at: Any
) -> None:
    first = group("leshan")
    notice = write("paper", "submit", "approve", "publish")
    composing.correct_notice(number=notice.number, what="改到下午三点开始。", by=cast.zhou, at=at)
    composing.choose_ways(number=notice.number, groups=[], subscribers=True, paper=False, by=cast.zhou, at=at)
    releasing.submit_notice(number=notice.number, by=cast.zhou, at=at)
    releasing.approve_notice(number=notice.number, by=cast.sun, at=at)
    releasing.accept_gap(number=notice.number, what="gap", reason="原来的地方都会再贴", by=cast.sun, at=at)
    releasing.publish_notice(number=notice.number, by=cast.sun, at=at)
    old, new = notice.editions.order_by("number")
    assert set(old.posts.values_list("state", flat=True)) == {"dropped"}
    assert {(post.group_id, post.building_id) for post in new.posts.all()} == {
        (post.group_id, post.building_id) for post in old.posts.all()
    }
    assert first.pk in {post.group_id for post in new.posts.all()}
    assert "改到下午三点开始" in new.posts.filter(group=first).get().text


def test_a_cancellation_is_told_to_whoever_was_told(write: Any, group: Any, cast: Any, at: Any) -> None:
    group("leshan")
    notice = write("paper", "submit", "approve", "publish")
    releasing.cancel_notice(number=notice.number, why="天气原因改期", by=cast.sun, at=at)
    last = notice.editions.order_by("-number")[0]
    assert last.use == "cancellation"
    assert last.posts.count() == 4
    assert "天气原因改期" in last.posts.filter(group__isnull=False).get().text


def test_what_never_went_out_is_cancelled_in_silence(write: Any, cast: Any, at: Any) -> None:
    notice = write("submit")
    releasing.cancel_notice(number=notice.number, why="重复", by=cast.sun, at=at)
    assert notice.editions.count() == 1
    assert not Post.objects.exists()


def test_over_is_told_too(write: Any, group: Any, cast: Any, at: Any) -> None:
    group("leshan")
    notice = write("paper", "submit", "approve", "publish")
    releasing.end_notice(number=notice.number, by=cast.zhou, at=at)
    last = notice.editions.order_by("-number")[0]
    assert (last.use, last.posts.count()) == ("over", 4)
    assert last.posts.filter(group__isnull=False).get().text.startswith("【已恢复】乐山小区1至7号楼已恢复供电")


def test_over_is_told_though_a_correction_is_in_work(write: Any, group: Any, cast: Any, at: Any, planned: Any) -> None:
    group("leshan")
    notice = write("paper", "submit", "approve", "publish")
    composing.correct_notice(number=notice.number, what="送电推迟。", by=cast.zhou, at=at)
    outages_actions.start_outage(number=planned.number, by=cast.zhou, at=at)
    outages_actions.restore_outage(number=planned.number, by=cast.zhou, at=at)
    jobs.end_with_outage(city="jinan", event_id=Event.objects.get(name="outages.outage.restored").pk)
    notice.refresh_from_db()
    assert notice.state == "over"
    assert list(notice.editions.order_by("number").values_list("use", flat=True)) == ["residents", "over"]


def test_a_robot_posts_by_itself(write: Any, group: Any, cast: Any, at: Any) -> None:
    from twingrid.notices.models import Channel

    robot = Channel.objects.create(kind="wecom", name="乐山群机器人", config={}, made_at=at)
    group("leshan", channel_id=robot.pk, platform="wecom")
    notice = write("paper", "submit", "approve", "publish")
    delivery = Delivery.objects.get(channel=robot)
    assert "乐山小区1至7号楼" in delivery.text
    assert len(delivery.text.encode()) <= 2048
    post = Post.objects.get(edition__notice=notice, group__isnull=False)
    assert post.delivery_id == delivery.pk
    with pytest.raises(Refused, match=r"by itself|自动发送"):
        posting.mark_posted(post_id=post.pk, by=cast.qiao, at=at)


def test_who_posted_what_and_when_is_kept_and_can_be_taken_back(write: Any, group: Any, cast: Any, at: Any) -> None:
    group("leshan")
    notice = write("paper", "submit", "approve", "publish")
    post = Post.objects.get(edition__notice=notice, group__isnull=False)
    with pytest.raises(NotAllowed):
        posting.mark_posted(post_id=post.pk, by=cast.ding, at=at)
    done = posting.mark_posted(post_id=post.pk, by=cast.qiao, at=at)
    assert (done.state, done.done_by_id, done.done_at) == ("done", cast.qiao.pk, at)
    assert posting.mark_posted(post_id=post.pk, by=cast.ma, at=at).done_by_id == cast.qiao.pk
    assert posting.undo_posted(post_id=post.pk, by=cast.qiao, at=at).state == "waiting"


def test_a_scheduled_notice_waits_for_its_time_and_goes_out_once(write: Any, group: Any, cast: Any, at: Any) -> None:
    group("leshan")
    later = at + timedelta(hours=2)
    notice = write("paper", "submit", "approve", publish_at=later)
    given: dict[str, Any] = {"number": notice.number}
    assert releasing.publish_notice(by=cast.sun, at=at, **given).state == "approved"
    assert not Post.objects.filter(edition__notice=notice).exists()
    with clock.fixed(at + timedelta(hours=1)):
        jobs.publish_due(city="jinan")
    notice.refresh_from_db()
    assert notice.state == "approved"
    with clock.fixed(later):
        jobs.publish_due(city="jinan")
        count = Post.objects.filter(edition__notice=notice).count()
        jobs.publish_due(city="jinan")
    notice.refresh_from_db()
    assert (notice.state, notice.published_at) == ("published", later)
    assert Post.objects.filter(edition__notice=notice).count() == count > 0
