"""From a line of work to the row that every list shows."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twingrid.web.shell import cards
from twingrid.web.shell.looks import state_look
from twingrid.work.queries import ClockView, Line


def clock_card(view: ClockView | None) -> cards.Clock | None:
    """A clock as a chip: a promise counts up from its start, the others run down to their due moment."""
    if view is None:
        return None
    target = view.due_at - view.started_at if view.kind == "promise" else None
    return cards.Clock(
        kind=view.kind,
        due=view.due_at,
        since=view.started_at,
        target=target,
        stopped_at=view.stopped_at,
        provisional=view.provisional,
        warn_at=view.warn_at,
        paused=view.paused,
    )


def pressed_words(line: Line) -> tuple[str, ...]:
    """How a hotline presses: in the row's own line, before how it came in."""
    found = []
    if line.supervised_until is not None:
        found.append(_("Supervised by the hotline"))
    if line.reminders:
        found.append(ngettext("reminded {n} time", "reminded {n} times", line.reminders).format(n=line.reminders))
    return tuple(found)


def _state(line: Line) -> str:
    if line.paused_at is not None:
        return "paused"
    return "reopened" if line.times_reopened and line.state == "new" else line.state


def row(line: Line, *, at: datetime) -> cards.Row:
    """One line as a row; a late one wears the sign of lateness, its state stays in words."""
    late = line.is_late(at=at)
    return cards.Row(
        href=reverse("workbench:ticket", args=(line.number,)),
        place=line.place,
        kind=line.kind_words,
        state="late" if late else _state(line),
        at=line.reported_at,
        source=" · ".join((*pressed_words(line), line.channel_words)),
        clock=clock_card(line.clock),
        holder=line.holder,
        key=line.number,
    )


def rows(lines: Iterable[Line], *, at: datetime) -> list[cards.Row]:
    """Lines as rows, in their order."""
    return [row(line, at=at) for line in lines]


def state_words(one: cards.Row) -> str:
    """The state of a row in the words that its sign wears."""
    return str(one.state_word or state_look(one.state).word)


def moment(at: datetime) -> str:
    """A moment for a table that leaves the house: the day and the minute here."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
