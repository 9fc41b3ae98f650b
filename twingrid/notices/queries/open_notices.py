"""Notices as residents read them: on the public page, on the page of a building, in calendars and feeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from twingrid.kit.refusals import NotFound
from twingrid.notices.composing import NoticeKind
from twingrid.notices.models import Edition, Notice, Subscription
from twingrid.notices.queries.composing import homes_of
from twingrid.notices.queries.texts import text_for_homes
from twingrid.notices.rules.homes import Home, name_homes
from twingrid.notices.states import NoticeState

LATELY = timedelta(days=7)
SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNotice:
    """A notice that is out, in its newest published words. `changed_at` is when these words went out."""

    number: str
    kind: str
    state: str
    starts_at: datetime
    ends_at: datetime | None
    published_at: datetime
    changed_at: datetime
    text: str
    edition: int
    homes: tuple[tuple[str, str], ...] = ()

    @property
    def kind_words(self) -> str:
        """What kind it is."""
        return str(NoticeKind(self.kind).label)

    @property
    def cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.state == NoticeState.CANCELLED

    @property
    def over(self) -> bool:
        """Whether what it told has ended."""
        return self.state == NoticeState.OVER


def open_notices(*, at: datetime) -> list[OpenNotice]:
    """What everybody may read: present and coming, soonest first, and what ended within a week."""
    return _told(list(_public(at=at)[:SHOWN]), at=at)


def notices_at(building_id: int, *, at: datetime, unit: str = "") -> list[OpenNotice]:
    """What everybody may read about a building (and stairwell), in words that name only its own homes."""
    rows = _public(at=at).filter(homes__building_id=building_id)
    if unit:
        rows = rows.filter(homes__unit__in=("", unit))
    return _told(list(rows.distinct()[:SHOWN]), at=at, only=building_id)


@dataclass(frozen=True, slots=True)
class ComingLine:
    """A notice about a building in one line."""

    number: str
    kind_words: str
    starts_at: datetime
    ends_at: datetime | None


def coming_at(building_id: int | None, *, at: datetime) -> list[ComingLine]:
    """What is told about a building and is not over: one query."""
    if building_id is None:
        return []
    rows = _public(at=at).filter(homes__building_id=building_id, ended_at__isnull=True).exclude(ends_at__lte=at)
    found = rows.distinct().values_list("number", "kind", "starts_at", "ends_at", "ended_at", "id")
    return [
        ComingLine(number, str(NoticeKind(kind).label), starts_at, ends_at)
        for number, kind, starts_at, ends_at, _ended, _id in found[:5]
    ]


def open_notice(number: str, *, at: datetime) -> OpenNotice:
    """One notice that everybody may read, with its homes by estate; `NotFound` otherwise."""
    found = Notice.objects.filter(number=number, public=True, published_at__isnull=False).first()
    if found is None:
        raise NotFound(_("There is no such notice. Look in the list of notices."))
    (told,) = _told([found], at=at)
    return told


def _public(*, at: datetime) -> QuerySet[Notice]:
    living = Q(ended_at__isnull=True) & (
        Q(ends_at__isnull=True, starts_at__gt=at - LATELY) | Q(ends_at__gt=at - LATELY)
    )
    rows = Notice.objects.filter(living | Q(ended_at__gt=at - LATELY), public=True, published_at__isnull=False)
    return rows.order_by("ended_at", "starts_at", "id")


def _told(notices: Sequence[Notice], *, at: datetime, only: int | None = None) -> list[OpenNotice]:
    editions: dict[int, Edition] = {}
    rows = Edition.objects.filter(notice__in=[one.pk for one in notices], published_at__isnull=False)
    for edition in rows.order_by("number"):
        editions[edition.notice_id] = edition
    return [_one(one, editions[one.pk], at=at, only=only) for one in notices if one.pk in editions]


def _one(notice: Notice, edition: Edition, *, at: datetime, only: int | None) -> OpenNotice:
    homes = [home for home in homes_of(notice.pk) if only is None or home.building_id == only]
    assert notice.published_at is not None and edition.published_at is not None
    return OpenNotice(
        number=notice.number,
        kind=notice.kind,
        state=notice.state if notice.state in (NoticeState.OVER, NoticeState.CANCELLED) else NoticeState.PUBLISHED,
        starts_at=notice.starts_at,
        ends_at=notice.ends_at,
        published_at=notice.published_at,
        changed_at=edition.published_at,
        text=text_for_homes(notice, edition, homes, at=at),
        edition=edition.number,
        homes=_estates(homes),
    )


def _estates(homes: Sequence[Home]) -> tuple[tuple[str, str], ...]:
    found: dict[str, list[Home]] = {}
    for home in homes:
        found.setdefault(home.compound, []).append(home)
    ordered = sorted(found.items(), key=lambda item: (not item[0], item[0]))
    return tuple((name, name_homes(of).removeprefix(name)) for name, of in ordered)


def subscription(token: str) -> Subscription:
    """A subscription by its private link; `NotFound` otherwise."""
    found = Subscription.objects.select_related("building").filter(token=token).first()
    if found is None:
        raise NotFound(_("This link leads nowhere. Copy it once more from the message."))
    return found
