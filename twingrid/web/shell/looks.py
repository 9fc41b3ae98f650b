"""How each state and each kind of outage and clock looks: icon, tone and word. Never colour alone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, kw_only=True)
class Look:
    """An icon's name (see icons.txt), a tone (a class of the style sheet) and the word beside it."""

    icon: str
    tone: str
    word: str | Promise


STATES: dict[str, Look] = {
    "new": Look(icon="circle", tone="new", word=pgettext_lazy("state", "New")),
    "routed": Look(icon="circle-dot", tone="new", word=pgettext_lazy("state", "Sent to the worker")),
    "accepted": Look(icon="percentage-25", tone="active", word=pgettext_lazy("state", "Accepted")),
    "on_the_way": Look(icon="percentage-50", tone="active", word=pgettext_lazy("state", "On the way")),
    "on_site": Look(icon="percentage-75", tone="active", word=pgettext_lazy("state", "On site")),
    "resolved": Look(icon="check", tone="done", word=pgettext_lazy("state", "Resolved")),
    "closed": Look(icon="circle-filled", tone="grey", word=pgettext_lazy("state", "Closed")),
    "cancelled": Look(icon="x", tone="grey", word=pgettext_lazy("state", "Withdrawn")),
    "waiting": Look(icon="bolt", tone="paused", word=pgettext_lazy("state", "Known outage")),
    "late": Look(icon="exclamation-mark", tone="late", word=pgettext_lazy("state", "Late")),
    "returned": Look(icon="arrow-back-up", tone="returned", word=pgettext_lazy("state", "Returned")),
    "reopened": Look(icon="arrow-back-up", tone="returned", word=pgettext_lazy("state", "Reopened")),
    "found": Look(icon="alert-triangle", tone="new", word=pgettext_lazy("state", "Found")),
    "notified": Look(icon="mail", tone="active", word=pgettext_lazy("state", "Owner told")),
    "removed": Look(icon="check", tone="done", word=pgettext_lazy("state", "Removed")),
    "inspected": Look(icon="checks", tone="grey", word=pgettext_lazy("state", "Inspected again")),
    "opened": Look(icon="circle", tone="new", word=pgettext_lazy("state", "Opened")),
    "in_talks": Look(icon="message-circle", tone="active", word=pgettext_lazy("state", "In talks")),
    "agreed": Look(icon="heart-handshake", tone="active", word=pgettext_lazy("state", "Agreed")),
    "doing": Look(icon="tool", tone="active", word=pgettext_lazy("state", "Being done")),
    "done": Look(icon="check", tone="done", word=pgettext_lazy("state", "Done")),
    "stuck": Look(icon="hand-stop", tone="late", word=pgettext_lazy("state", "Stuck")),
    "partly": Look(icon="percentage-50", tone="active", word=pgettext_lazy("state", "Partly done")),
    "sent": Look(icon="send", tone="new", word=pgettext_lazy("state", "Sent to the company")),
    "taken_in": Look(icon="circle", tone="new", word=pgettext_lazy("state", "Taken in")),
    "handled": Look(icon="tool", tone="active", word=pgettext_lazy("state", "Being handled")),
    "refused": Look(icon="hand-stop", tone="late", word=pgettext_lazy("state", "Not possible")),
    "planned": Look(icon="calendar", tone="new", word=pgettext_lazy("state", "Planned")),
    "announced": Look(icon="speakerphone", tone="active", word=pgettext_lazy("state", "Announced")),
    "running": Look(icon="tool", tone="active", word=pgettext_lazy("state", "Running")),
    "open": Look(icon="circle", tone="new", word=pgettext_lazy("state", "To be done")),
    "finished": Look(icon="check", tone="done", word=pgettext_lazy("state", "Finished")),
    "dropped": Look(icon="x", tone="grey", word=pgettext_lazy("state", "Dropped")),
    "paused": Look(icon="player-pause", tone="grey", word=pgettext_lazy("state", "Paused")),
    "provisional": Look(icon="tilde", tone="provisional", word=pgettext_lazy("state", "Provisional")),
}

OUTAGES: dict[str, Look] = {
    "planned": Look(icon="calendar-bolt", tone="planned", word=pgettext_lazy("outage", "Planned outage")),
    "fault": Look(icon="bolt", tone="fault", word=pgettext_lazy("outage", "Power failure")),
    "temporary": Look(icon="tool", tone="temporary", word=pgettext_lazy("outage", "Temporary outage")),
}

CLOCKS: dict[str, Look] = {
    "promise": Look(icon="heart-handshake", tone="promise", word=pgettext_lazy("clock", "Promise")),
    "law": Look(icon="scale", tone="law", word=pgettext_lazy("clock", "Law")),
    "order": Look(icon="file-text", tone="order", word=pgettext_lazy("clock", "Order")),
    "internal": Look(icon="clock", tone="internal", word=pgettext_lazy("clock", "Internal")),
}

DOORS: dict[str, str | Promise] = {
    "workbench": pgettext_lazy("door", "Workbench"),
    "desk": pgettext_lazy("door", "Desk"),
    "leader": pgettext_lazy("door", "Team"),
    "dashboard": pgettext_lazy("door", "Centre"),
    "outages": pgettext_lazy("door", "Outages"),
    "composer": pgettext_lazy("door", "Notices"),
    "groups": pgettext_lazy("door", "Groups"),
    "plates": pgettext_lazy("door", "Plates"),
    "counter": pgettext_lazy("door", "Joint counter"),
    "partner": pgettext_lazy("door", "Partner company"),
    "settings": pgettext_lazy("door", "Settings"),
}

CANDIDATES: dict[str, str] = {"exact": "check", "alias": "tag", "sound": "ear", "letters": "abc", "part": "building"}


def state_look(state: str, *, word: str = "") -> Look:
    """The look of `state`; a state this page does not know is grey and carries `word`, or its own name."""
    known = STATES.get(state, Look(icon="circle", tone="grey", word=state))
    return Look(icon=known.icon, tone=known.tone, word=word) if word else known
