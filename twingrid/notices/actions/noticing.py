"""The steps that every action on a notice takes: lock – may I – is the move open – change – record."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twingrid.journal import actions as journal_actions
from twingrid.kit.machine import take
from twingrid.kit.refusals import NotFound
from twingrid.notices.models import Notice
from twingrid.notices.queries import composing as composing_queries
from twingrid.notices.states import NOTICE_MOVES, NoticeState
from twingrid.people import queries as people_queries
from twingrid.people.models import User

SAID = {
    NoticeState.DRAFT: gettext_lazy("This notice is a draft. Submit it first, so that a second person can read it."),
    NoticeState.SUBMITTED: gettext_lazy("This notice waits for a second person to approve it."),
    NoticeState.APPROVED: gettext_lazy("This notice is approved already. Publish it, or send it back."),
    NoticeState.PUBLISHED: gettext_lazy("This notice is out already. Correct it, cancel it, or say that it is over."),
    NoticeState.CANCELLED: gettext_lazy("This notice was cancelled. Write another one if it takes place after all."),
    NoticeState.OVER: gettext_lazy("What this notice told is over. Write another one."),
}


def lock(number: str, right: StrEnum, *, by: User | None, at: datetime) -> Notice:
    """Lock a notice on which `by` holds the right in one of the areas it reaches (None: a job)."""
    notice = Notice.objects.select_for_update(of=("self",)).filter(number=number).first()
    if notice is None:
        raise NotFound(_("There is no such notice. Check the number, or look in the list."))
    if by is not None:
        allow(notice, right, by=by, at=at)
    return notice


def allow(notice: Notice, right: StrEnum, *, by: User, at: datetime) -> None:
    """Raise `NotAllowed` unless `by` holds the right in one of the areas that the notice reaches."""
    people_queries.require(by, right, at=at, areas=areas_of(notice))


def areas_of(notice: Notice) -> list[int | None]:
    """The power service areas of its homes; [None] when they lie in none."""
    return composing_queries.areas_of(notice.pk)


def take_move(notice: Notice, name: str) -> None:
    """Change the state by a move, or raise `Refused` with the sentence."""
    notice.state = take(NOTICE_MOVES, name, notice.state, sentence=str(SAID[NoticeState(notice.state)]))


def note(verb: str, notice: Notice, *, by: User | None, at: datetime, facts: Mapping[str, Any] | None = None) -> None:
    """Record what happened to a notice."""
    more = {"kind": notice.kind} | dict(facts or {})
    journal_actions.record(f"notices.notice.{verb}", notice, by=by, at=at, facts=more)
