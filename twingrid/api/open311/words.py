"""Sentences of this door: what happens next, and what is known."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twingrid.outages.queries import Known
from twingrid.work.actions import Made
from twingrid.work.queries import PublicRequest

STATES: dict[str, Promise] = {
    "new": gettext_lazy("The person responsible has been told."),
    "accepted": gettext_lazy("Somebody takes care of it."),
    "on_the_way": gettext_lazy("Somebody is on the way."),
    "on_site": gettext_lazy("Somebody is there."),
    "returned": gettext_lazy("The leader looks for the right person."),
    "waiting": gettext_lazy("It is a known outage; all are told when it is over."),
    "resolved": gettext_lazy("The work is done; whoever reported it is asked whether it is solved."),
    "closed": gettext_lazy("It is finished."),
    "cancelled": gettext_lazy("It was withdrawn, or is the same as another one."),
}


def contact(number: str) -> str:
    """Whom to ask about this interface."""
    if number:
        return _("Questions and complaints: {number}.").format(number=number)
    return _("Ask the city's administrators.")


def status_notes(one: PublicRequest) -> str:
    """Where it stands, and how it ended."""
    parts = [str(STATES[one.state])]
    if one.outcome_words and one.state in {"resolved", "closed"}:
        parts.append(one.outcome_words)
    return " ".join(parts)


def known(outages: Sequence[Known]) -> str:
    """The first known outage of a place, with when the electricity is expected back; "" for none."""
    if not outages:
        return ""
    one = outages[0]
    if one.is_on and one.estimate_at:
        return _("A known outage; the electricity is expected back at {when}.").format(when=_when(one.estimate_at))
    if one.is_on:
        return _("A known outage; nobody can say yet when the electricity is back.")
    return _("An outage is announced here from {when}.").format(when=_when(one.starts_at))


def after_sending(made: Made, *, has_media: bool) -> str:
    """What whoever reports should know now."""
    if made.duty_number:
        first = _("The person responsible has been told and can be called: {number}.").format(number=made.duty_number)
    else:
        first = _("The dispatchers have it and find the person responsible.")
    parts = [first, known(made.outages)]
    if has_media:
        parts.append(_("The picture was not taken over: we open no addresses of others. Keep it and show it on site."))
    return " ".join(part for part in parts if part)


def _when(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
