"""Joint cases as people see them: the counter every leg, a company its own, the resident all of theirs by the link."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from twingrid.kit import clock
from twingrid.kit.machine import open_moves
from twingrid.kit.masking import mask_name, mask_phone
from twingrid.kit.refusals import NotFound
from twingrid.people import queries as people_queries
from twingrid.people.choices import Role
from twingrid.people.models import ApiKey, Posting, User
from twingrid.people.queries import Grants
from twingrid.work.models import Case, CaseLeg, CaseParty, Company, Service, Share
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.cases import (
    MOST,
    OPEN,
    CaseLine,
    area_ids,
    case_row,
    is_own,
    lines_of,
    may_on,
    visible_cases,
)
from twingrid.work.queries.kinds import Answered, answered, kind_words, kinds
from twingrid.work.queries.lines import place_of
from twingrid.work.queries.story import Happened, story_of
from twingrid.work.rules.joint import waits_for_companies
from twingrid.work.states import (
    JOINT_EVENTS,
    JOINT_MOVES,
    JOINT_RUNNING,
    LEG_EVENTS,
    LEG_MOVES,
    LEG_UNDER_WAY,
    LegState,
)

_MOVE_OF = (
    {event: move for move, event in JOINT_EVENTS.items()}
    | {event: f"leg-{move}" for move, event in LEG_EVENTS.items()}
    | {"work.joint.opened": "open", "work.leg.sent": "leg-send"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LegLine:
    """One leg as a list or a page shows it. `passed`: what of the resident this company gets, in words."""

    number: str
    company: str
    company_words: str
    service: str
    needs: str
    place: str
    kind: str
    kind_version: int
    state: str
    holder: str
    sent_at: datetime
    due_at: datetime
    provisional: bool
    ended_at: datetime | None
    times_sent: int
    words: str
    passed: tuple[str, ...]
    withdrawn: bool
    moves: tuple[str, ...] = ()

    @property
    def kind_words(self) -> str:
        """What the resident wants."""
        return kind_words(self.kind, self.kind_version)

    @property
    def service_words(self) -> str:
        """Electricity, water, gas, heating."""
        return str(Service(self.service).label)

    @property
    def due_on(self) -> date:
        """The day by which the company has promised it."""
        return clock.today(self.due_at)

    def is_late(self, *, at: datetime) -> bool:
        """Whether the company still has to do something after its day."""
        return self.state in LEG_UNDER_WAY and self.due_at < at


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """Who wants it: masked for those who do not handle it, empty where it may not be passed on."""

    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JointView:
    """A joint case as the counter sees it, with the moves that are open to this person."""

    case: Case
    line: CaseLine
    legs: tuple[LegLine, ...]
    resident: Resident
    answers: tuple[Answered, ...]
    story: tuple[Happened, ...]
    moves: tuple[str, ...]
    token: str
    channel: str
    erasable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LegView:
    """A leg as its company sees it: the place, what is wanted, and what the resident let pass."""

    line: LegLine
    resident: Resident
    account: str
    answers: tuple[Answered, ...]
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicJoint:
    """A joint case for the resident who holds its link."""

    number: str
    kind_words: str
    place: str
    state: str
    opened_at: datetime
    legs: tuple[LegLine, ...]

    @property
    def passes(self) -> bool:
        """Whether anything is passed on that they can take back."""
        return any(leg.passed and not leg.withdrawn for leg in self.legs)


def companies(*, active: bool = True) -> tuple[Company, ...]:
    """The companies that take part, in the city's order; with `active=False` also those that do not any more."""
    rows = Company.objects.select_related("unit").order_by("place", "id")
    return tuple(rows.filter(active=True) if active else rows)


def visible_legs(user: User, *, grants: Grants, at: datetime) -> QuerySet[CaseLeg]:
    """The legs that `user` may see: those of visible cases, and those of the company that one works or comes for."""
    rows = CaseLeg.objects.filter(case__family="joint")
    mine = Q(pk__in=())
    if May.JOINT_SEE in grants.areas_by_right:
        mine |= Q(case__in=visible_cases(user, "joint", grants=grants).values("pk"))
    if May.LEG_DO in grants.areas_by_right:
        mine |= _own_company(user, at=at)
    return rows.filter(mine)


def _own_company(user: User, *, at: datetime) -> Q:
    """The legs of the company whose unit a partner is posted to, or whose system comes with its key."""
    day = clock.today(at)
    if user.is_machine:
        systems = ApiKey.objects.on(day).filter(user_id=user.pk, revoked_at__isnull=True).values("system")
        return Q(company__code__in=systems)
    return Q(company__unit__in=Posting.objects.on(day).filter(user_id=user.pk, role=Role.PARTNER).values("unit"))


def may_on_leg(leg: CaseLeg, case: Case, right: str, *, by: User, grants: Grants, at: datetime) -> bool:
    """Whether a right holds for a leg: a company does its own; ours is done by who is responsible at the place."""
    if right == May.LEG_DO and (leg.company.unit_id or by.is_machine):
        own = CaseLeg.objects.filter(_own_company(by, at=at), pk=leg.pk).exists()
        return own and right in grants.areas_by_right
    return may_on(grants, right, area_ids(case), own=is_own(case, by) or case.opened_by_id == by.pk)


def legs_for(user: User, *, show: str = "", at: datetime) -> tuple[LegLine, ...]:
    """The legs of one's own company, the most urgent first: those under way, or those of one state."""
    grants = people_queries.grants_of(user, at=at)
    rows = visible_legs(user, grants=grants, at=at).filter(_own_company(user, at=at))
    if show == "late":
        rows = rows.filter(state__in=LEG_UNDER_WAY, due_at__lt=at)
    else:
        rows = rows.filter(state=show) if show in set(LegState) else rows.filter(state__in=LEG_UNDER_WAY)
    return _leg_lines(rows.order_by("due_at", "id"))


def leg_for(user: User, number: str, company: str, *, at: datetime) -> LegView:
    """One leg of one's own company; `NotFound` for others'."""
    grants = people_queries.grants_of(user, at=at)
    rows = visible_legs(user, grants=grants, at=at).filter(_own_company(user, at=at))
    leg = rows.filter(case__number=number, company__code=company).select_related(*_WITH).first()
    if leg is None:
        raise NotFound(_("There is no such case for you. Check the number on the receipt."))
    moves = tuple(m.name for m in open_moves(LEG_MOVES, leg.state) if m.permission == May.LEG_DO)
    return leg_view(leg, moves=moves, said=_said(leg.case))


_WITH = ("case__building", "company", "holder")


def leg_view(leg: CaseLeg, *, moves: tuple[str, ...] = (), said: str) -> LegView:
    """What a company may know of a leg: only what the resident agreed to, and no more from the withdrawal on."""
    case, shares = leg.case, set(leg.shares) if leg.withdrawn_at is None else set()
    parties = case.parties.all() if shares & {Share.NAME, Share.PHONE} else ()
    party = next((one for one in parties if one.key == "resident"), None)
    content = kinds().of(case.kind, case.kind_version).content
    given = {**case.details, **case.answers} if Share.ANSWERS in shares else {}
    return LegView(
        line=_leg_line(leg, moves=moves, full=True),
        resident=Resident(
            name=party.name if party and Share.NAME in shares else "",
            phone=party.phone if party and Share.PHONE in shares else "",
        ),
        account=leg.account if Share.ACCOUNT in shares else "",
        answers=answered(content, given, full=True),
        said=said if Share.ANSWERS in shares else "",
    )


def _said(case: Case) -> str:
    """What was written down at the counter."""
    first = story_of(case, _MOVE_OF)[:1]
    return first[0].words if first else ""


def joint_for(user: User, number: str, *, at: datetime) -> JointView:
    """One joint case of one's areas with all its legs; `NotFound` for others'."""
    case = case_row(user, "joint", number, at=at)
    grants, areas = people_queries.grants_of(user, at=at), area_ids(case)
    own = is_own(case, user) or case.opened_by_id == user.pk
    legs = list(case.legs.select_related("company", "holder", "case__building"))
    doing = {
        leg.pk: may_on_leg(leg, case, May.LEG_DO, by=user, grants=grants, at=at)
        if leg.company.unit_id is None
        else False
        for leg in legs
    }
    sends = may_on(grants, May.LEG_SEND, areas, own=own)
    full = sends or is_own(case, user)
    party = case.parties.filter(key="resident").first()
    content = kinds().of(case.kind, case.kind_version).content
    return JointView(
        case=case,
        line=lines_of(Case.objects.filter(pk=case.pk))[0],
        legs=tuple(_leg_line(leg, moves=_moves(case, leg, does=doing[leg.pk], sends=sends), full=full) for leg in legs),
        resident=_resident(party, full=full),
        answers=answered(content, {**case.details, **case.answers}, full=full),
        story=story_of(case, _MOVE_OF),
        moves=tuple(
            one.name
            for one in open_moves(JOINT_MOVES, case.state)
            if may_on(grants, one.permission, areas, own=own)
            and (one.name != "close" or not waits_for_companies(leg.state for leg in legs))
        ),
        token=case.joint.token if sends else "",
        channel=case.joint.get_channel_display(),
        erasable=party is not None
        and case.state not in OPEN["joint"]
        and may_on(grants, May.JOINT_CANCEL, areas, own=own),
    )


def _moves(case: Case, leg: CaseLeg, *, does: bool, sends: bool) -> tuple[str, ...]:
    if case.state not in OPEN["joint"]:
        return ()
    open_to = {May.LEG_DO: does, May.LEG_SEND: sends}
    return tuple(one.name for one in open_moves(LEG_MOVES, leg.state) if open_to[May(one.permission)])


def _resident(party: CaseParty | None, *, full: bool) -> Resident:
    if party is None:
        return Resident()
    if full:
        return Resident(name=party.name, phone=party.phone)
    return Resident(name=mask_name(party.name), phone=mask_phone(party.phone))


def joint_by_token(token: str) -> PublicJoint:
    """A joint case by the resident's link; `NotFound` for a link that does not exist."""
    case = Case.objects.filter(family="joint", joint__token=token).select_related("building").first()
    if case is None:
        raise NotFound(_("There is no joint case under this link. Check the address on the receipt."))
    legs = case.legs.select_related("company", "holder", "case__building")
    return PublicJoint(
        number=case.number,
        kind_words=kind_words(case.kind, case.kind_version),
        place=_place(case),
        state=case.state,
        opened_at=case.opened_at,
        legs=tuple(_leg_line(leg, full=True) for leg in legs),
    )


def open_joints_at(user: User, building_id: int, *, at: datetime, but: str = "") -> tuple[CaseLine, ...]:
    """The joint cases at a building that are not done, newest first, as far as this person may see them.

    `but`: the intake key of one that does not count.
    """
    grants = people_queries.grants_of(user, at=at)
    rows = visible_cases(user, "joint", grants=grants).filter(building_id=building_id, state__in=JOINT_RUNNING)
    return lines_of(rows.exclude(intake_key=but).order_by("-opened_at", "-id"))


def legs_of_lines(lines: Iterable[CaseLine]) -> Mapping[int, tuple[LegLine, ...]]:
    """The legs of these cases, by case. One query."""
    found: dict[int, list[LegLine]] = {}
    rows = CaseLeg.objects.filter(case_id__in=[line.id for line in lines]).select_related(*_WITH)
    for leg in rows.order_by("company__place", "id"):
        found.setdefault(leg.case_id, []).append(_leg_line(leg, full=False))
    return {case_id: tuple(legs) for case_id, legs in found.items()}


def _leg_lines(rows: QuerySet[CaseLeg]) -> tuple[LegLine, ...]:
    return tuple(_leg_line(leg, full=True) for leg in rows.select_related(*_WITH)[:MOST])


def _place(case: Case) -> str:
    return place_of(case.building.label if case.building else "", case.unit, case.room, case.place_words)


def _leg_line(leg: CaseLeg, *, moves: tuple[str, ...] = (), full: bool) -> LegLine:
    case = leg.case
    plain: dict[str, Any] = {
        name: getattr(leg, name) for name in ("state", "sent_at", "due_at", "provisional", "ended_at", "times_sent")
    }
    return LegLine(
        number=case.number,
        company=leg.company.code,
        company_words=leg.company.name,
        service=leg.company.service,
        needs=leg.company.needs,
        place=_place(case),
        kind=case.kind,
        kind_version=case.kind_version,
        holder=leg.holder.name if leg.holder else "",
        words=leg.words if full else "",
        passed=tuple(str(Share(one).label) for one in leg.shares),
        withdrawn=leg.withdrawn_at is not None,
        moves=moves,
        **plain,
    )
