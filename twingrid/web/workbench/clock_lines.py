"""The clocks of a request in full, and what the history says of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twingrid.web.shell.looks import CLOCKS, Look
from twingrid.web.shell.wording import moment_short, span_words
from twingrid.work import queries as work_queries
from twingrid.work.queries import ClockView, Entry

TOLD_WORDS = {
    "unaccepted": gettext_lazy("Next person told: nobody had accepted"),
    "soon": gettext_lazy("Holder reminded: soon late"),
    "late": gettext_lazy("Told: late"),
}
SURE_WORDS = {
    "S": gettext_lazy("from a copy, not confirmed"),
    "U": gettext_lazy("not confirmed"),
    "P": gettext_lazy("from the press, not confirmed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockLine:
    """One clock: what it is, where it is written, and how it went."""

    look: Look
    words: str
    source: str
    sure: str | Promise
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None
    paused: str
    stands: bool
    provisional: bool
    how: str
    over: bool


def line_of(view: ClockView, *, at: datetime) -> ClockLine:
    """A clock in full. A promise is an average: it is never called late."""
    rule = work_queries.rule_of(view.version, view.key)
    return ClockLine(
        look=CLOCKS[view.kind],
        words=view.words or str(CLOCKS[view.kind].word),
        source=rule.source.said(work_queries.language()) if rule else "",
        sure=SURE_WORDS.get(rule.sure, "") if rule else "",
        started_at=view.started_at,
        due_at=view.due_at,
        stopped_at=view.stopped_at,
        paused=span_words(timedelta(seconds=view.paused_s)) if view.paused_s else "",
        stands=view.paused,
        provisional=view.provisional,
        how=_how(view, at=at, explain=bool(rule and rule.explain)),
        over=view.kind != "promise" and view.is_late(at=at),
    )


def told_words(entry: Entry) -> str:
    """What the history says of somebody who was told; "" for any other event."""
    if entry.name != "work.ticket.escalated":
        return ""
    return str(TOLD_WORDS.get(str(entry.facts.get("why", "")), TOLD_WORDS["unaccepted"]))


def event_note(entry: Entry) -> str:
    """What the facts of an event say of the clocks: why it waits, the corrected moment."""
    facts = entry.facts
    if entry.name == "work.ticket.paused":
        words = work_queries.pause_words(str(facts.get("reason", "")), at=entry.at)
        return _("{reason}, until {moment}").format(reason=words, moment=_said(facts["until"], entry)) if facts.get(
            "until"
        ) else words  # fmt: skip
    moment = {"work.ticket.corrected": "arrived_at", "work.deadline.set": "deadline"}.get(entry.name, "")
    return _said(facts[moment], entry) if facts.get(moment) else ""


def _said(moment: str, entry: Entry) -> str:
    return moment_short(datetime.fromisoformat(moment), now=entry.at)


def _how(view: ClockView, *, at: datetime, explain: bool) -> str:
    if view.paused:
        return _("stands still")
    if view.kind == "promise":
        spent = (view.stopped_at or at) - view.started_at - timedelta(seconds=view.paused_s)
        return _("took {span}; the promise is an average").format(span=span_words(spent)) if view.stopped_at else _(
            "{span} so far; the promise is an average"
        ).format(span=span_words(spent))  # fmt: skip
    late = view.is_late(at=at)
    if late and explain:
        return _("missed: explain it to the caller")
    if view.stopped_at is not None:
        return _("missed by {span}").format(span=span_words(view.stopped_at - view.due_at)) if late else _("in time")
    return _("over by {span}").format(span=span_words(at - view.due_at)) if late else _("{span} left").format(
        span=span_words(view.due_at - at)
    )  # fmt: skip
