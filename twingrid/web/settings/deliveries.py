"""Messages on screen: what went to whom, and deciding what nobody else can decide."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.notices import actions as notices_actions
from twingrid.notices import queries as notices_queries
from twingrid.notices.choices import Purpose
from twingrid.notices.queries import Wanted

# State of a delivery → the look of a state that everybody knows.
LOOKS = {
    "queued": "new",
    "sending": "on_the_way",
    "sent": "resolved",
    "failed": "paused",
    "uncertain": "provisional",
    "dead": "late",
    "abandoned": "closed",
    "cancelled": "cancelled",
}
STATES: tuple[tuple[str, Promise | str], ...] = (
    ("", gettext_lazy("All")),
    ("unsettled", gettext_lazy("To decide")),
    ("sent", gettext_lazy("Delivered")),
    ("failed", gettext_lazy("Tried again")),
    ("queued", gettext_lazy("Waiting")),
)
MOVES: dict[str, tuple[Callable[..., Any], Promise]] = {
    "resend": (notices_actions.resend_delivery, gettext_lazy("It goes out again.")),
    "confirm": (notices_actions.confirm_delivery, gettext_lazy("Noted: it arrived.")),
    "abandon": (notices_actions.abandon_delivery, gettext_lazy("Noted: it is let be.")),
}
MOVE_WORDS = {
    "resend": gettext_lazy("sent again"),
    "confirm": gettext_lazy("arrived"),
    "abandon": gettext_lazy("let be"),
}


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 18 else None


@require_safe
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """The log, newest first, by state, channel and purpose."""
    assert request.user.is_authenticated
    asked = request.GET
    wanted = Wanted(
        channel_id=_number(asked.get("channel", "")),
        state=asked.get("state", "")[:12],
        purpose=asked.get("purpose", "")[:16],
        before=_number(asked.get("before", "")),
    )
    page = notices_queries.deliveries(request.user, wanted, at=clock.now())
    kept = {name: asked[name] for name in ("state", "channel", "purpose") if asked.get(name)}
    context = {
        "lines": [(line, LOOKS[line.state]) for line in page.lines],
        "wanted": wanted,
        "states": STATES,
        "purposes": Purpose.choices,
        "channels": [(line.id, line.name) for line in notices_queries.channel_lines(at=clock.now())],
        "older": f"?{urlencode(kept | {'before': page.older})}" if page.older else "",
        "unsettled": notices_queries.unsettled_count(),
    }
    return render(request, "settings/deliveries.html", context)


@require_safe
@never_cache
def one(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """One message: its text, every attempt, what people decided."""
    return _one(request, delivery_id)


def _one(
    request: HttpRequest, delivery_id: int, *, wrong: str = "", typed: str = "", status: int = 200
) -> HttpResponse:
    assert request.user.is_authenticated
    line = notices_queries.delivery_for(request.user, delivery_id, at=clock.now())
    words = [(when, who, MOVE_WORDS[move], reason) for when, who, move, reason in notices_queries.words_of(delivery_id)]
    context = {
        "line": line,
        "badge": LOOKS[line.state],
        "calls": notices_queries.calls_of(delivery_id),
        "words": words,
        "wrong": wrong,
        "typed": typed,
    }
    return render(request, "settings/delivery.html", context, status=status)


@require_POST
def settle(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Send again, it arrived, or let be; with a reason."""
    assert request.user.is_authenticated
    move = request.POST.get("move", "")
    if move not in MOVES:
        raise BadInput(_("Choose what to do with this message."))
    act, done = MOVES[move]
    reason = request.POST.get("reason", "")
    try:
        act(delivery_id=delivery_id, reason=reason, by=request.user, at=clock.now())
    except BadInput as trouble:
        return _one(request, delivery_id, wrong=trouble.sentence, typed=reason[:400], status=422)
    messages.success(request, str(done))
    return redirect("settings:delivery", delivery_id=delivery_id)
