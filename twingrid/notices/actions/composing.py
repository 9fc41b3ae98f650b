"""Writing a notice: what happens, the homes it reaches, its texts, the ways it takes. Nothing goes out here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from twingrid.kit import clock, tokens
from twingrid.kit.refusals import BadInput, Refused
from twingrid.notices.actions.noticing import allow, areas_of, lock, note, take_move
from twingrid.notices.composing import OF_OUTAGES, NoticeKind, WayKind
from twingrid.notices.models import Edition, Notice, NoticeHome, ServiceGroup, Way
from twingrid.notices.permissions import NoticesPermission as May
from twingrid.notices.queries import composing as composing_queries
from twingrid.notices.queries import texts
from twingrid.notices.rules.lead import public_by
from twingrid.notices.rules.wording import OPERATIONS_PLACES, PLACEHOLDERS, Use, unknown_places
from twingrid.notices.states import NoticeState
from twingrid.outages import queries as outages_queries
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.territory.models import Building

MOST_BUILDINGS = 5000
LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a notice is about. With an outage the homes are those that it reaches; else those of `buildings` (ids).

    `intake_key` is made once a form: the same form again is the same notice.
    """

    kind: str
    starts_at: datetime
    ends_at: datetime | None = None
    what: str = ""
    why: str = ""
    outage_number: str = ""
    buildings: Sequence[int] = field(default=())
    public: bool = True
    publish_at: datetime | None = None
    intake_key: str = ""


@transaction.atomic
def make_notice(*, draft: Draft, by: User, at: datetime) -> Notice:
    """Begin a notice with its homes, its texts from the city's templates, and every group that reaches its homes.

    Raises `BadInput` (kind, starts_at, buildings …), `NotFound` for an outage that is not there.
    """
    known: Notice | None = Notice.objects.filter(intake_key=draft.intake_key).first() if draft.intake_key else None
    if known is not None:
        return known
    people_queries.require(by, May.NOTICE_WRITE, at=at)
    _check(draft)
    notice = Notice(number=_next_number(at), intake_key=draft.intake_key or tokens.token(), made_by=by, made_at=at)
    notice.rule_set = composing_queries.rules_on(at=at).key
    _fill(notice, draft, by=by, at=at)
    notice.save(force_insert=True)
    _keep_homes(notice, draft)
    allow(notice, May.NOTICE_WRITE, by=by, at=at)
    _suggest_ways(notice, at=at)
    words = texts.suggested_texts(notice, use=Use.RESIDENTS, at=at)
    Edition.objects.create(notice=notice, number=1, use=Use.RESIDENTS, made_by=by, made_at=at, **words)
    note("made", notice, by=by, at=at)
    return notice


@transaction.atomic
def change_notice(*, number: str, draft: Draft, by: User, at: datetime) -> Notice:
    """Change what a draft is about; its texts are written anew from the templates."""
    notice = _draft(number, by=by, at=at)
    _check(draft)
    _fill(notice, draft, by=by, at=at)
    notice.save()
    _keep_homes(notice, draft)
    allow(notice, May.NOTICE_WRITE, by=by, at=at)
    _suggest_ways(notice, at=at)
    edition = _open_edition(notice)
    words = texts.suggested_texts(notice, use=Use(edition.use), at=at)
    edition.residents, edition.operations = words["residents"], words["operations"]
    edition.save(update_fields=("residents", "operations"))
    note("changed", notice, by=by, at=at)
    return notice


@transaction.atomic
def write_texts(*, number: str, residents: str, operations: str, by: User, at: datetime) -> Notice:
    """The texts in a person's own words, while the notice is a draft. Raises `BadInput` for an empty or endless one."""
    notice = _draft(number, by=by, at=at)
    edition = _open_edition(notice)
    residents, operations = residents.strip(), operations.strip()
    if not residents:
        raise BadInput(_("Write what residents are told."), field="residents")
    if len(residents) > LONGEST_TEXT:
        raise BadInput(_("Shorten the text to {n} characters.").format(n=LONGEST_TEXT), field="residents")
    if notice.kind in OF_OUTAGES and "{homes}" not in residents:
        raise BadInput(_("The text must say which homes: keep {homes} where they are to be named."), field="residents")
    _check_places("residents", residents, PLACEHOLDERS)
    _check_places("operations", operations, OPERATIONS_PLACES)
    edition.residents, edition.operations = residents, operations
    edition.made_by, edition.made_at = by, at
    edition.save(update_fields=("residents", "operations", "made_by", "made_at"))
    note("changed", notice, by=by, at=at)
    return notice


@transaction.atomic
def choose_ways(
    *, number: str, groups: Iterable[int], subscribers: bool, paper: bool, by: User, at: datetime
) -> Notice:
    """Which groups it goes to, whether subscribers are told, and whether paper hangs where no group reaches."""
    notice = _draft(number, by=by, at=at)
    wanted = set(groups)
    known = set(ServiceGroup.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    if wanted - known:
        raise BadInput(_("One of these groups is not in the register any more. Choose again."), field="groups")
    _set_ways(notice, known, subscribers=subscribers, paper=paper)
    note("changed", notice, by=by, at=at)
    return notice


@transaction.atomic
def correct_notice(*, number: str, what: str, by: User, at: datetime) -> Notice:
    """Open a published notice again, with another edition that will reach the same people. Says what has changed.

    A notice of an outage takes the outage's present times, so that the correction never repeats the old ones.
    """
    notice = lock(number, May.NOTICE_WRITE, by=by, at=at)
    if notice.state == NoticeState.DRAFT and notice.editions.count() > 1:
        return notice
    if not what.strip():
        raise BadInput(_("Say in a few words what has changed."), field="what")
    take_move(notice, "correct")
    notice.what = what.strip()[:300]
    notice.publish_at = None
    if notice.outage is not None:
        notice.starts_at = notice.outage.started_at or notice.outage.starts_at
        notice.ends_at = notice.outage.estimate_at
    notice.save(update_fields=("state", "what", "publish_at", "starts_at", "ends_at"))
    last = notice.editions.order_by("-number").values_list("number", flat=True)[0]
    words = texts.suggested_texts(notice, use=Use.CORRECTION, at=at)
    Edition.objects.create(notice=notice, number=last + 1, use=Use.CORRECTION, made_by=by, made_at=at, **words)
    note("corrected", notice, by=by, at=at)
    return notice


def _draft(number: str, *, by: User, at: datetime) -> Notice:
    notice = lock(number, May.NOTICE_WRITE, by=by, at=at)
    if notice.state != NoticeState.DRAFT:
        raise Refused(_("This notice is no draft any more. Send it back first, or correct it when it is out."))
    return notice


def _check_places(field: str, text: str, places: frozenset[str]) -> None:
    if wrong := unknown_places(text, places):
        known = "、".join(sorted(places))
        raise BadInput(
            _("Nothing fills the place {wrong}. Known places: {known}.").format(wrong=wrong[0], known=known),
            field=field,
        )


def _open_edition(notice: Notice) -> Edition:
    """The edition that has not gone out yet."""
    edition: Edition = notice.editions.select_for_update().filter(published_at__isnull=True).order_by("-number")[0]
    return edition


def _check(draft: Draft) -> None:
    if draft.kind not in NoticeKind.values:
        raise BadInput(_("Choose what kind of notice it is."), field="kind")
    if draft.ends_at is not None and draft.ends_at <= draft.starts_at:
        raise BadInput(_("The end lies before the beginning. Correct one of the two."), field="ends_at")
    if not draft.outage_number and not draft.buildings:
        raise BadInput(_("Choose the homes it is for: an outage, an estate or buildings."), field="buildings")
    if draft.outage_number and draft.kind not in OF_OUTAGES:
        raise BadInput(_("A notice of an outage is of an outage's kind."), field="kind")
    if not draft.outage_number and draft.kind not in OF_OUTAGES and not draft.what.strip():
        raise BadInput(_("Say what it is about."), field="what")
    if len(set(draft.buildings)) > MOST_BUILDINGS:
        raise BadInput(_("At most {n} buildings. Make two notices.").format(n=MOST_BUILDINGS), field="buildings")


def _fill(notice: Notice, draft: Draft, *, by: User, at: datetime) -> None:
    notice.kind, notice.starts_at, notice.ends_at = draft.kind, draft.starts_at, draft.ends_at
    notice.what, notice.why = draft.what.strip()[:300], draft.why.strip()[:80]
    notice.public, notice.publish_at = draft.public, draft.publish_at
    basis = "" if draft.public else public_by(draft.kind, rules=composing_queries.rules_of(notice, at=at))
    if basis:
        raise BadInput(
            _("By {basis} everybody must be able to read it. Tick the box.").format(basis=basis), field="public"
        )
    if draft.outage_number:
        outage = outages_queries.outage_for(by, draft.outage_number, at=at).line
        notice.outage_id = outage.id


def _keep_homes(notice: Notice, draft: Draft) -> None:
    """The homes: of the outage as it was expanded, or the whole buildings that were chosen."""
    NoticeHome.objects.filter(notice=notice).delete()
    if notice.outage_id:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO notices_noticehome (notice_id, building_id, unit, customers)"
                " SELECT %s, building_id, unit, sum(customers) FROM outages_affected WHERE outage_id = %s"
                " GROUP BY building_id, unit",
                [notice.pk, notice.outage_id],
            )
            kept = cursor.rowcount
        if not kept:
            raise Refused(_("This outage reaches no home. Check what is off before you write to anybody."))
        return
    known = dict(Building.objects.filter(pk__in=set(draft.buildings)).order_by("pk").values_list("pk", "households"))
    if len(known) < len(set(draft.buildings)):
        raise BadInput(_("One of these buildings is not known. Choose them anew."), field="buildings")
    NoticeHome.objects.bulk_create(
        NoticeHome(notice=notice, building_id=pk, customers=households) for pk, households in known.items()
    )


def _suggest_ways(notice: Notice, *, at: datetime) -> None:
    """Every living group that reaches one of the homes, and the subscribers. Paper is a person's choice."""
    groups = {reach.group_id for reach in composing_queries.group_reaches(notice, at=at) if reach.usable}
    paper = notice.ways.filter(kind=WayKind.PAPER).exists()
    _set_ways(notice, groups, subscribers=True, paper=paper)


def _set_ways(notice: Notice, groups: set[int], *, subscribers: bool, paper: bool) -> None:
    Way.objects.filter(notice=notice).delete()
    kinds = [kind for kind, on in ((WayKind.SUBSCRIBERS, subscribers), (WayKind.PAPER, paper)) if on]
    Way.objects.bulk_create(
        [Way(notice=notice, kind=WayKind.GROUP, group_id=pk) for pk in sorted(groups)]
        + [Way(notice=notice, kind=kind) for kind in kinds]
    )


def _next_number(at: datetime) -> str:
    """TZ (通知), the day, and how many there were that day: no gap, never twice."""
    day = clock.today(at)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notices_noticecounter (day, last) VALUES (%s, 1)"
            " ON CONFLICT (day) DO UPDATE SET last = notices_noticecounter.last + 1 RETURNING last",
            [day],
        )
        (last,) = cursor.fetchone()
    return f"TZ{day:%y%m%d}-{last:03d}"


__all__ = [
    "Draft",
    "areas_of",
    "change_notice",
    "choose_ways",
    "correct_notice",
    "make_notice",
    "write_texts",
]
