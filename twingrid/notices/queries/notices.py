"""Notices as pages show them: lists, one notice with everything around it, and what is on somebody's own list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from twingrid.kit.machine import open_moves
from twingrid.kit.masking import mask_name, mask_phone
from twingrid.kit.refusals import NotFound
from twingrid.notices.composing import CallState, NoticeKind, WayKind
from twingrid.notices.models import Accepted, Edition, Notice, NoticeHome, PersonCall, Post, Way
from twingrid.notices.permissions import NoticesPermission as May
from twingrid.notices.queries.composing import areas_of
from twingrid.notices.states import NOTICE_MOVES, NoticeState, PostState
from twingrid.people import queries as people_queries
from twingrid.people.models import User

N = NoticeState
LISTS = {
    "work": (N.DRAFT, N.SUBMITTED, N.APPROVED),
    "out": (N.PUBLISHED,),
    "past": (N.OVER, N.CANCELLED),
}
"""The three lists of the composer, by state."""
_KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """One notice of a list. `waiting` are posts that nobody has put up yet, `calls` important users not told."""

    id: int
    number: str
    kind: str
    state: str
    starts_at: datetime
    ends_at: datetime | None
    publish_at: datetime | None
    customers: int
    buildings: int
    waiting: int
    calls: int
    made_by: str

    @property
    def kind_words(self) -> str:
        """What kind it is."""
        return str(NoticeKind(self.kind).label)


def notices_for(user: User, which: str, *, at: datetime) -> tuple[list[NoticeLine], dict[str, int]]:
    """The notices of a list, next first (past: newest first), and how many each list has. Five queries."""
    people_queries.require(user, May.NOTICE_SEE, at=at)
    rows = Notice.objects.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=at - _KEPT))
    counts = dict.fromkeys(LISTS, 0)
    for state, n in rows.order_by().values_list("state").annotate(n=Count("pk")):
        counts[next(name for name, states in LISTS.items() if state in states)] += n
    chosen = rows.filter(state__in=LISTS.get(which, LISTS["work"])).select_related("made_by")
    order = ("-starts_at", "-id") if which == "past" else ("starts_at", "id")
    return _lines(list(chosen.order_by(*order)[:200])), counts


def _lines(notices: Sequence[Notice]) -> list[NoticeLine]:
    ids = [notice.pk for notice in notices]
    homes = {
        pk: (customers, buildings)
        for pk, customers, buildings in NoticeHome.objects.filter(notice_id__in=ids)
        .order_by()
        .values_list("notice_id")
        .annotate(customers=Sum("customers"), buildings=Count("building_id", distinct=True))
    }
    posts = Post.objects.filter(edition__notice_id__in=ids, state=PostState.WAITING, delivery__isnull=True).order_by()
    waiting = dict(posts.values_list("edition__notice_id").annotate(n=Count("pk")))
    calls = PersonCall.objects.filter(notice_id__in=ids).exclude(state=CallState.DONE).order_by()
    left = dict(calls.values_list("notice_id").annotate(n=Count("pk")))
    return [
        NoticeLine(
            id=one.pk,
            number=one.number,
            kind=one.kind,
            state=one.state,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            publish_at=one.publish_at,
            customers=homes.get(one.pk, (0, 0))[0],
            buildings=homes.get(one.pk, (0, 0))[1],
            waiting=waiting.get(one.pk, 0),
            calls=left.get(one.pk, 0),
            made_by=one.made_by.name if one.made_by else "",
        )
        for one in notices
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """A notice with its editions, ways and what was accepted; `options` are the moves open to this person now."""

    notice: Notice
    line: NoticeLine
    editions: tuple[Edition, ...]
    ways: tuple[Way, ...]
    accepted: tuple[Accepted, ...]
    options: frozenset[str]
    may_write: bool
    may_accept: bool

    @property
    def groups(self) -> frozenset[int]:
        """The groups that were chosen."""
        return frozenset(way.group_id for way in self.ways if way.group_id is not None)

    @property
    def paper(self) -> bool:
        """Whether paper hangs where no group reaches."""
        return any(way.kind == WayKind.PAPER for way in self.ways)

    @property
    def subscribers(self) -> bool:
        """Whether subscribers are told."""
        return any(way.kind == WayKind.SUBSCRIBERS for way in self.ways)


def notice_row(user: User, number: str, *, at: datetime) -> Notice:
    """One notice for somebody who may see notices; `NotFound` for a number that does not exist."""
    people_queries.require(user, May.NOTICE_SEE, at=at)
    found = Notice.objects.filter(number=number).select_related("outage", "made_by").first()
    if found is None:
        raise NotFound(_("There is no such notice. Check the number, or look in the list."))
    return found


def notice_for(user: User, number: str, *, at: datetime) -> NoticeView:
    """Everything about one notice but its homes and what its ways reach."""
    notice = notice_row(user, number, at=at)
    areas = areas_of(notice.pk)
    grants = people_queries.grants_of(user, at=at)
    editions = tuple(notice.editions.select_related("made_by", "approved_by").order_by("number"))
    options = {move.name for move in open_moves(NOTICE_MOVES, notice.state) if grants.may(move.permission, areas=areas)}
    if editions and editions[-1].made_by_id == user.pk:
        options.discard("approve")
    if notice.published_at is None:
        options.discard("end")
    return NoticeView(
        notice=notice,
        line=_lines([notice])[0],
        editions=editions,
        ways=tuple(notice.ways.order_by("kind", "group_id")),
        accepted=tuple(notice.accepted.select_related("by")),
        options=frozenset(options),
        may_write=notice.state == N.DRAFT and grants.may(May.NOTICE_WRITE, areas=areas),
        may_accept=grants.may(May.NOTICE_ACCEPT, areas=areas),
    )


def posts_of(notice_id: int) -> list[Post]:
    """Where the editions of a notice hang or wait, newest edition first."""
    return list(
        Post.objects.filter(edition__notice_id=notice_id)
        .select_related("edition", "group", "building", "assignee", "done_by", "delivery__channel")
        .order_by("-edition__number", "group__name", "building__label")
    )


def my_posts(user: User, *, at: datetime) -> list[Post]:
    """What this person has to put up, most urgent first; and what was put up within the last day, to take it back."""
    people_queries.require(user, May.GROUP_POST, at=at)
    mine = Q(assignee=user) | Q(group__owner=user) | Q(group__deputy=user)
    live = Q(state=PostState.WAITING, delivery__isnull=True) | Q(done_by=user, done_at__gt=at - timedelta(days=1))
    rows = Post.objects.filter(mine & live).select_related("edition__notice", "group", "building", "assignee")
    return list(rows.order_by("-state", "edition__notice__starts_at", "id")[:200])


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """An important user to be told: name and number for whoever calls, masked for others. `late`: handed up, or due."""

    id: int
    name: str
    phone: str
    place: str
    notice: str
    kind: str
    starts_at: datetime
    due_at: datetime
    state: str
    tries: int
    assignee: str
    words: str
    text: str
    late: bool

    @property
    def state_words(self) -> str:
        """How far it is."""
        return str(CallState(self.state).label)

    @property
    def kind_words(self) -> str:
        """What they are told of."""
        return str(NoticeKind(self.kind).label)


def calls_for(user: User, *, at: datetime, notice_id: int | None = None) -> list[CallLine]:
    """The calls of important users: one's own (number in the clear), or all of a notice (masked unless one's own)."""
    people_queries.require(user, May.NOTICE_SEE, at=at)
    rows = PersonCall.objects.select_related("customer__service_point__building", "notice", "assignee")
    if notice_id is None:
        rows = rows.filter(assignee=user).exclude(state=CallState.DONE)
    else:
        rows = rows.filter(notice_id=notice_id)
    found = list(rows.order_by("due_at", "id")[:200])
    newest = {
        edition.notice_id: edition.residents
        for edition in Edition.objects.filter(notice_id__in={row.notice_id for row in found}).order_by("number")
    }
    return [_call(row, own=row.assignee_id == user.pk, text=newest.get(row.notice_id, ""), at=at) for row in found]


def _call(row: PersonCall, *, own: bool, text: str, at: datetime) -> CallLine:
    point = row.customer.service_point
    place = " ".join(part for part in (point.building.label, point.unit, point.room) if part)
    return CallLine(
        id=row.pk,
        name=row.customer.name if own else mask_name(row.customer.name),
        phone=row.customer.phone if own else mask_phone(row.customer.phone),
        place=place,
        notice=row.notice.number,
        kind=row.notice.kind,
        starts_at=row.notice.starts_at,
        due_at=row.due_at,
        state=row.state,
        tries=row.tries,
        assignee=row.assignee.name if row.assignee else "",
        words=row.words,
        text=text if own else "",
        late=row.state == CallState.ESCALATED or (row.state == CallState.OPEN and row.due_at < at),
    )


def due_to_publish(at: datetime) -> list[str]:
    """Numbers of approved notices whose time has come."""
    rows = Notice.objects.filter(state=N.APPROVED, publish_at__isnull=False, publish_at__lte=at)
    return list(rows.order_by("publish_at", "id").values_list("number", flat=True))


def calls_overdue(at: datetime) -> bool:
    """Whether an important user should have been called before now, and nobody did."""
    return PersonCall.objects.filter(state=CallState.OPEN, due_at__lt=at).exists()


def out_about(outage_id: int) -> list[str]:
    """Numbers of the notices about an outage that are out, those under correction too."""
    rows = Notice.objects.filter(outage_id=outage_id, published_at__isnull=False, ended_at__isnull=True)
    return list(rows.order_by("id").values_list("number", flat=True))
