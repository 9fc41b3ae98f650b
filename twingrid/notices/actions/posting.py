"""Where an edition is put up: groups with a robot at once, other groups and doors by a person's hand; and the calls."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.coverage import queries as coverage_queries
from twingrid.journal import actions as journal_actions
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.notices.actions.queueing import Message, Ref, cancel_about, queue_delivery
from twingrid.notices.composing import CallState, NoticeKind, WayKind
from twingrid.notices.models import Edition, Notice, PersonCall, Post, ServiceGroup
from twingrid.notices.permissions import NoticesPermission as May
from twingrid.notices.queries import composing as composing_queries
from twingrid.notices.queries import texts
from twingrid.notices.queries.groups import first_free_moment
from twingrid.notices.rules.homes import Home
from twingrid.notices.states import PostState
from twingrid.people import queries as people_queries
from twingrid.people.models import User

URGENT = frozenset({NoticeKind.FAULT_PROGRESS, NoticeKind.SAFETY})
CALL_WITHIN = timedelta(hours=2)
MOST_TRIES = 3
MOST_AT_ONCE = 500


def drop_waiting(notice: Notice, *, before: Edition, at: datetime) -> None:
    """What an earlier edition still had to say is not said any more."""
    old = Post.objects.filter(edition__notice=notice, state=PostState.WAITING).exclude(edition=before)
    old.update(state=PostState.DROPPED)
    for edition in notice.editions.exclude(pk=before.pk):
        cancel_about(about=Ref("notices.edition", edition.pk), at=at)


def hang_out(notice: Notice, edition: Edition, *, at: datetime) -> None:
    """A post for each group and each door: those chosen now, and all that an earlier edition went to."""
    homes = composing_queries.homes_of(notice.pk)
    for group in _groups(notice):
        text = texts.text_for_group(notice, edition, group, homes, at=at)
        if text:
            _post_to_group(notice, edition, group, text, at=at)
    _hang_paper(notice, edition, homes, at=at)


def _groups(notice: Notice) -> Sequence[ServiceGroup]:
    chosen = set(notice.ways.filter(kind=WayKind.GROUP).values_list("group_id", flat=True))
    told = set(
        Post.objects.filter(edition__notice=notice, group__isnull=False)
        .exclude(state=PostState.DROPPED, edition__published_at__isnull=True)
        .values_list("group_id", flat=True)
    )
    return list(ServiceGroup.objects.filter(pk__in=chosen | told).select_related("channel").order_by("pk"))


def _post_to_group(notice: Notice, edition: Edition, group: ServiceGroup, text: str, *, at: datetime) -> None:
    post, made = Post.objects.get_or_create(
        edition=edition, group=group, building=None, defaults={"text": text, "assignee_id": group.owner_id}
    )
    if not made or group.channel is None:
        return
    message = Message(
        channel_id=group.channel.pk,
        purpose="notice" if edition.number == 1 else "correction",
        text=text,
        dedupe_key=f"edition:{edition.pk}:group:{group.pk}",
        recipient=Ref("notices.servicegroup", group.pk),
        about=Ref("notices.edition", edition.pk),
        urgent=notice.kind in URGENT,
        not_before=_room_in_budget(notice, group, at=at),
        not_after=notice.ends_at,
    )
    post.delivery = queue_delivery(message=message, at=at)
    post.save(update_fields=("delivery",))


def _room_in_budget(notice: Notice, group: ServiceGroup, *, at: datetime) -> datetime | None:
    """A robot keeps to what the people of a group put up with a day; not where that would be too late to be of use."""
    if notice.kind in URGENT:
        return None
    free = first_free_moment(group, at=at)
    return None if free is not None and free >= notice.starts_at else free


def _hang_paper(notice: Notice, edition: Edition, homes: Sequence[Home], *, at: datetime) -> None:
    """Paper where no group reaches (chosen), and wherever paper hung before."""
    told = Post.objects.filter(edition__notice=notice, building__isnull=False).exclude(edition=edition)
    wanted = set(told.values_list("building_id", flat=True))
    if notice.ways.filter(kind=WayKind.PAPER).exists():
        wanted |= {home.building_id for home in composing_queries.beyond_groups(notice, homes, at=at)}
    by_building: dict[int, list[Home]] = defaultdict(list)
    for home in homes:
        if home.building_id in wanted:
            by_building[home.building_id].append(home)
    holders = composing_queries.community_holders(list(by_building), at=at)
    Post.objects.bulk_create(
        [
            Post(
                edition=edition,
                building_id=pk,
                assignee_id=holders.get(pk),
                text=texts.text_for_homes(notice, edition, of, at=at),
            )
            for pk, of in by_building.items()
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def mark_posted(*, post_id: int, by: User, at: datetime) -> Post:
    """Somebody has put the text up: who and when is kept. Safe to repeat; a post that was replaced is refused."""
    post = (
        Post.objects.select_for_update(of=("self",))
        .select_related("group", "edition__notice")
        .filter(pk=post_id)
        .first()
    )
    if post is None:
        raise NotFound(_("There is nothing to post here any more. Open your list again."))
    _may_post(post, by=by, at=at)
    if post.state == PostState.DONE:
        return post
    if post.state == PostState.DROPPED:
        raise Refused(_("There is a newer text of this notice. Post that one; if the old one is up, take it down."))
    if post.delivery_id is not None:
        raise Refused(_("The robot of this group posts by itself. See the log of deliveries for how it went."))
    post.state, post.done_by, post.done_at = PostState.DONE, by, at
    post.save(update_fields=("state", "done_by", "done_at"))
    journal_actions.record("notices.post.marked", post, by=by, at=at, facts={"notice": post.edition.notice_id})
    return post


@transaction.atomic
def undo_posted(*, post_id: int, by: User, at: datetime) -> Post:
    """A thumb slipped: within the day, who marked it takes it back."""
    post = Post.objects.select_for_update(of=("self",)).select_related("edition__notice").filter(pk=post_id).first()
    if post is None or post.done_by_id != by.pk:
        raise NotFound(_("You have not marked this. Open your list again."))
    if post.state == PostState.DONE:
        post.state, post.done_by, post.done_at = PostState.WAITING, None, None
        post.save(update_fields=("state", "done_by", "done_at"))
        facts = {"notice": post.edition.notice_id}
        journal_actions.record("notices.post.withdrawn", post, by=by, at=at, facts=facts)
    return post


def _may_post(post: Post, *, by: User, at: datetime) -> None:
    people_queries.require(by, May.GROUP_POST, at=at)
    own = {post.assignee_id}
    if post.group is not None:
        own |= {post.group.owner_id, post.group.deputy_id}
    if by.pk in own:
        return
    areas = composing_queries.areas_of(post.edition.notice_id)
    right = May.GROUP_MANAGE if post.group_id else May.GROUP_POST
    if not people_queries.grants_of(by, at=at).may(right, areas=areas):
        raise NotAllowed(_("This post is somebody else's. Its owner, the deputy or the leader marks it."))


def raise_calls(notice: Notice, *, at: datetime) -> int:
    """A task for a person's call to every important user that the notice is about, once; how many are new."""
    rows = composing_queries.important_of(notice.pk, at=at)
    due = max(at + CALL_WITHIN, composing_queries.latest_for_important(notice) or at)
    known = set(PersonCall.objects.filter(notice=notice).values_list("customer_id", flat=True))
    fresh = [row for row in rows if row.customer_id not in known]
    holders = {pk: _holder(pk, at=at) for pk in {row.building_id for row in fresh}}
    PersonCall.objects.bulk_create(
        PersonCall(notice=notice, customer_id=row.customer_id, assignee_id=holders[row.building_id], due_at=due)
        for row in fresh
    )
    PersonCall.objects.filter(notice=notice, customer_id__in=known, state=CallState.DONE).update(
        state=CallState.OPEN, due_at=due, tries=0
    )
    return len(fresh)


def _holder(building_id: int, *, at: datetime) -> int | None:
    found = coverage_queries.responsible_for_building(building_id, at=at)
    holder = found.power.answering.answering if found and found.power else None
    return holder.user_id if holder else None


@transaction.atomic
def answer_call(*, call_id: int, result: str, words: str, by: User, at: datetime) -> PersonCall:
    """An important user was told (`done`), could not be reached (`again`; after three it goes up), or goes up now
    (`escalated`)."""
    call = PersonCall.objects.select_for_update(of=("self",)).select_related("notice").filter(pk=call_id).first()
    if call is None:
        raise NotFound(_("There is no such call. Open the list again."))
    people_queries.require(by, May.CALL_ANSWER, at=at, areas=composing_queries.areas_of(call.notice_id))
    if call.state == CallState.DONE:
        return call
    if result not in ("done", "again", "escalated"):
        raise BadInput(_("Say whether they were told."), field="result")
    call.by, call.at, call.words = by, at, words.strip()[:200]
    if result == "again":
        call.tries += 1
    gone_up = result == "escalated" or call.tries >= MOST_TRIES
    call.state = CallState.DONE if result == "done" else CallState.ESCALATED if gone_up else CallState.OPEN
    if gone_up and result != "done":
        call.assignee_id = composing_queries.leader_above(call.assignee_id, at=at) or call.assignee_id
    call.save()
    _note_call(call, result, by=by, at=at)
    return call


@transaction.atomic
def escalate_overdue(*, at: datetime) -> int:
    """Calls that nobody made in time go up to the leader; how many did. Safe to repeat."""
    rows = PersonCall.objects.select_for_update(of=("self",), skip_locked=True)
    late = list(rows.filter(state=CallState.OPEN, due_at__lt=at).order_by("due_at", "id")[:MOST_AT_ONCE])
    for call in late:
        call.state = CallState.ESCALATED
        call.assignee_id = composing_queries.leader_above(call.assignee_id, at=at) or call.assignee_id
        call.save(update_fields=("state", "assignee"))
        _note_call(call, "overdue", by=None, at=at)
    return len(late)


def recall(notice: Notice, *, at: datetime) -> None:
    """It does not take place: whoever was called is called again, and nobody else is any more."""
    calls = PersonCall.objects.filter(notice=notice)
    told = list(calls.filter(state=CallState.DONE).values_list("pk", flat=True))
    calls.exclude(pk__in=told).update(state=CallState.DONE, words="", at=at)
    calls.filter(pk__in=told).update(state=CallState.OPEN, tries=0, due_at=at + CALL_WITHIN)


def _note_call(call: PersonCall, result: str, *, by: User | None, at: datetime) -> None:
    facts = {"notice": call.notice_id, "result": result, "tries": call.tries}
    journal_actions.record(f"notices.call.{call.state}", call, by=by, at=at, facts=facts)
