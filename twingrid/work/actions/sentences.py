"""One sentence for each move that is not open: it tells the person what to do instead."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from twingrid.people.models import User
from twingrid.work.states import OPEN
from twingrid.work.states import TicketState as S


def not_open(move: str, state: str) -> str:
    """Why `move` is not open from `state`, and what to do."""
    return _particular(move, state) or _general(state)


def left_out(kind: str) -> str:
    """Why a move is not open to a kind at all."""
    return _("This step is not used for “{kind}”. Take one of those that the page offers.").format(kind=kind)


_WORKING = (S.ACCEPTED, S.ON_THE_WAY, S.ON_SITE)
_PARTICULAR: tuple[tuple[tuple[str, ...], tuple[S, ...], str], ...] = (
    (
        ("depart", "arrive", "answer", "resolve"),
        (S.NEW,),
        gettext_noop("Accept the request first; then go on."),
    ),
    (
        ("resolve",),
        (S.ACCEPTED, S.ON_THE_WAY),
        gettext_noop("Say first that you have arrived, or record that it was settled by phone."),
    ),
    (
        ("depart", "arrive", "answer"),
        (S.ON_SITE,),
        gettext_noop("You are on site already. Record what you found and how it ended."),
    ),
    (
        ("locate",),
        _WORKING,
        gettext_noop("Somebody has accepted the request. Let them return it, then correct the place."),
    ),
    (
        ("close", "rate"),
        OPEN,
        gettext_noop("The work is not finished yet. Wait until it is marked as resolved."),
    ),
    (("reopen",), OPEN, gettext_noop("The request is still open. Add a note instead of reopening it.")),
)


def _particular(move: str, state: str) -> str:
    for moves, states, sentence in _PARTICULAR:
        if move in moves and state in states:
            return _(sentence)
    return ""


def _general(state: str) -> str:
    if state == S.RESOLVED:
        return _("The request is resolved already. Call the resident back, or reopen it if it is not solved.")
    if state == S.CLOSED:
        return _("The request is closed. Reopen it if it is not solved, or record a new one.")
    if state == S.CANCELLED:
        return _("The request was cancelled. Record a new one if something is wrong.")
    if state == S.WAITING:
        return _("The request waits for a known outage. Detach it first if it is another matter.")
    if state == S.RETURNED:
        return _("The request was returned to the leader. Ask the leader to hand it over.")
    return _("Somebody is working on the request already. Open it again to see how it stands.")


def held_by(holder: User | None, *, since: datetime | None) -> str:
    """Who holds a request, for somebody who came second."""
    if holder is None:
        return _("Nobody holds this request yet. Ask the leader to hand it over to you.")
    if since is None:
        return _("{name} holds this request. Ask the leader to hand it over if you should do it.").format(
            name=holder.name
        )
    return _("{name} accepted this request at {time}. Ask the leader to hand it over if you should do it.").format(
        name=holder.name, time=f"{timezone.localtime(since):%H:%M}"
    )
