"""A leg on a page: its row, its sign, and what may be done with it. The counter and the companies share it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from twingrid.web.counter import forms
from twingrid.web.shell import cards
from twingrid.web.shell.looks import state_look
from twingrid.web.workbench import case_forms
from twingrid.web.workbench.cases import Step
from twingrid.work import actions as work_actions
from twingrid.work.queries.joint import LegLine
from twingrid.work.queries.story import Happened

SIGNS: Mapping[str, str] = {"power": "bolt", "water": "droplet", "gas": "flame", "heat": "temperature"}
# In the order in which a page offers them; the first that is open is the main one.
MOVES: Mapping[str, Step] = {
    "accept": Step(gettext_lazy("Accept"), "check", case_forms.NoForm, work_actions.accept_leg),
    "start": Step(gettext_lazy("We work on it"), "tool", case_forms.NoForm, work_actions.start_leg),
    "finish": Step(gettext_lazy("It is done"), "circle-check", forms.AnswerForm, work_actions.finish_leg),
    "refuse": Step(gettext_lazy("Not possible"), "hand-stop", forms.ReasonForm, work_actions.refuse_leg),
    "resend": Step(gettext_lazy("Send it again"), "send", forms.AgainForm, work_actions.resend_leg),
    "cancel": Step(gettext_lazy("Not needed any more"), "x", case_forms.WhyForm, work_actions.cancel_leg),
}
STORY: Mapping[str, Promise] = {
    "open": gettext_lazy("Taken in"),
    "close": gettext_lazy("Closed"),
    "cancel": gettext_lazy("Withdrawn"),
    "leg-send": gettext_lazy("Sent to the company"),
    "leg-accept": gettext_lazy("Accepted"),
    "leg-start": gettext_lazy("Being done"),
    "leg-finish": gettext_lazy("Done"),
    "leg-refuse": gettext_lazy("Not possible"),
    "leg-resend": gettext_lazy("Sent again"),
    "leg-cancel": gettext_lazy("Not needed any more"),
    "work.consent.withdrawn": gettext_lazy("The resident took back that data are passed on"),
    "work.party.erased": gettext_lazy("The resident's data were erased"),
    "work.joint.escalated": gettext_lazy("Told, because a company is late or refused"),
}


# Where the words of other families would mislead: nobody builds anything here.
SIGN_OF: Mapping[str, str] = {"opened": "taken_in", "doing": "handled"}


def state_of(line: LegLine, *, at: datetime | None = None) -> str:
    """The sign that a leg wears; without `at` lateness is not shown (residents see the day)."""
    return "late" if at is not None and line.is_late(at=at) else SIGN_OF.get(line.state, line.state)


def clock_of(line: LegLine) -> cards.Clock | None:
    """How long the company still has; nothing once it has answered."""
    if line.ended_at is not None:
        return None
    return cards.Clock(kind="internal", due=line.due_at, since=line.sent_at, provisional=line.provisional)


def leg_row(line: LegLine, href: str, *, at: datetime) -> cards.Row:
    """A leg in the list of its company."""
    return cards.Row(
        href=href,
        place=line.place,
        kind=line.kind_words,
        state=state_of(line, at=at),
        at=line.sent_at,
        note=line.number,
        clock=clock_of(line),
        holder=line.holder,
        key=line.number,
    )


def summary(lines: Iterable[LegLine]) -> str:
    """How the companies of a case stand, in one line."""
    return " · ".join(f"{one.service_words} {state_look(state_of(one)).word}" for one in lines)


def _company_of(happened: Happened) -> str:
    """The code of the company that an event is about; the ladders name it in their clock."""
    clock = str(happened.facts.get("clock", ""))
    return str(happened.facts.get("company", "")) or "-".join(clock.split("-")[1:-1])


def timeline(story: Iterable[Happened], lines: Iterable[LegLine]) -> list[cards.TimelineEntry]:
    """What happened, with the company it was about."""
    names = {one.company: one.company_words for one in lines}
    return [
        cards.TimelineEntry(
            at=one.at,
            what=STORY.get(one.move, one.move),
            who=one.by,
            note=" · ".join(filter(None, (names.get(_company_of(one)), one.words))),
        )
        for one in story
    ]
