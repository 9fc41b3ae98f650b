"""Legs of joint cases as the systems of partner companies ask for them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from twingrid.journal.models import Event
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.work.models import CaseLeg, CaseRemark
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.joint import leg_view, visible_legs
from twingrid.work.rules.joint_shapes import LegAnswer, LegOut, LegsOut
from twingrid.work.states import LEG_EVENTS

LIMIT = 200
SETTLED = timedelta(seconds=10)
"""What happened so lately comes with the next answer, so that none is overtaken."""
_TOLD = ("work.leg.sent", "work.consent.withdrawn", "work.joint.cancelled", *LEG_EVENTS.values())


def changed_legs(user: User, *, since: str, at: datetime, limit: int = LIMIT) -> LegsOut:
    """The legs of a system's company to which something happened after `since` ("" for all), as they are now.

    `NotAllowed` without the right, `BadInput` for a `since` that cannot be read.
    """
    if since and not (since.isascii() and since.isdecimal() and len(since) < 19):
        raise BadInput(_("Ask with the `next` of the last answer, or without `since` for all."), field="since")
    people_queries.require(user, May.LEG_DO, at=at)
    own = _own(user, at=at)
    events = Event.objects.filter(
        pk__gt=int(since or 0),
        subject_kind="work.case",
        subject_id__in=own.values("case_id"),
        name__in=_TOLD,
        at__lte=at - SETTLED,
    )
    found = list(events.order_by("pk").values_list("pk", "subject_id")[: limit + 1])
    kept = found[:limit]
    place = {case_id: n for n, (_pk, case_id) in enumerate(kept)}
    rows = own.filter(case_id__in=place).select_related("case__building", "company", "holder")
    legs = sorted(rows.prefetch_related("case__parties").order_by("pk"), key=lambda leg: place[leg.case_id])
    return LegsOut(legs=_told(legs), next=str(kept[-1][0]) if kept else since, more=len(found) > limit)


def leg_asked(user: User, number: str, *, at: datetime) -> LegOut:
    """The one leg that a system's company has in a joint case; `NotFound` for others'."""
    people_queries.require(user, May.LEG_DO, at=at)
    rows = _own(user, at=at).filter(case__number=number)
    legs = list(rows.select_related("case__building", "company", "holder").order_by("pk")[:1])
    if not legs:
        raise NotFound(_("There is no such case for you. Check the number on the receipt."))
    return _told(legs)[0]


def company_of(user: User, number: str, *, at: datetime) -> str:
    """The company for which a system comes, in a joint case; `NotFound` for others'."""
    return leg_asked(user, number, at=at).company


def _own(user: User, *, at: datetime) -> QuerySet[CaseLeg]:
    return visible_legs(user, grants=people_queries.grants_of(user, at=at), at=at)


def _told(legs: Sequence[CaseLeg]) -> list[LegOut]:
    said = _said([leg.case_id for leg in legs])
    found = []
    for leg in legs:
        view = leg_view(leg, said=said.get(leg.case_id, ""))
        plain = {name: getattr(view.line, name) for name in ("number", "company", "kind", "state", "place", "words")}
        found.append(
            LegOut(
                **plain,
                title=view.line.kind_words,
                sent=leg.times_sent,
                sent_at=leg.sent_at,
                due_at=leg.due_at,
                provisional=leg.provisional,
                name=view.resident.name,
                phone=view.resident.phone,
                account=view.account,
                said=view.said,
                answers=[LegAnswer(question=one.label, answer=one.words) for one in view.answers],
            )
        )
    return found


def _said(case_ids: Sequence[int]) -> dict[int, str]:
    """What was written down when these cases were taken in. Two queries."""
    opened = Event.objects.filter(subject_kind="work.case", subject_id__in=case_ids, name="work.joint.opened")
    events = list(opened.values_list("pk", flat=True))
    return dict(CaseRemark.objects.filter(event_id__in=events).values_list("case_id", "words"))
