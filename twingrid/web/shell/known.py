"""What is said of a known outage, in residents' words: one line with its icon, wherever somebody asks about a place."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twingrid.outages.queries import Known, OutageLine
from twingrid.web.shell import cards, wording
from twingrid.work.queries import PublicOutage


def card(known: Known, *, at: datetime, href: str = "", link_words: str = "") -> cards.Outage:
    """A known outage as one line: what, for which stairwells, back when."""
    title = _("The electricity is off here; we know of it and work on it.") if known.is_on else _("Planned outage here")
    if known.is_on and known.kind == "planned":
        title = _("The electricity is off here: planned works.")
    parts = [_("Only {units}.").format(units="、".join(known.units))] if known.units else []
    detail = " ".join([*parts, when_words(known, at=at)])
    return cards.Outage(kind=known.kind, title=title, detail=detail, href=href, link_words=link_words)


def when_words(known: Known | OutageLine, *, at: datetime) -> str:
    """Already known, back at …; or from when to when."""
    back = known.estimate_at
    if known.state == "started":
        since = wording.moment_short(known.started_at or known.starts_at, now=at)
        if back is None:
            return _("Off since {since}. Nobody can say yet when it is back.").format(since=since)
        if back < at:
            return _("Off since {since}. It takes longer than thought; a new time is on its way.").format(since=since)
        return _("Expected back at {back}.").format(back=wording.moment_short(back, now=at))
    begins = wording.moment_words(known.starts_at, now=at)
    if back is None:
        return _("From {begins}.").format(begins=begins)
    return _("From {begins} to {ends}.").format(begins=begins, ends=_end(known.starts_at, back, at=at))


def _end(begins: datetime, ends: datetime, *, at: datetime) -> str:
    one, two = timezone.localtime(begins), timezone.localtime(ends)
    return f"{two:%H:%M}" if one.date() == two.date() else wording.moment_words(ends, now=at)


def line_words(line: OutageLine, *, at: datetime) -> str:
    """When, for a list of staff."""
    if line.restored_at is not None and line.started_at is not None:
        minutes = int((line.restored_at - line.started_at).total_seconds() // 60)
        begins = wording.moment_words(line.started_at, now=at)
        return _("{begins}, for {minutes} min").format(begins=begins, minutes=minutes)
    return when_words(line, at=at)


def customers_words(n: int) -> str:
    """How many customers."""
    return ngettext("{n} customer", "{n} customers", n).format(n=f"{n:,}")


def staff_card(line: OutageLine, *, at: datetime) -> cards.Outage:
    """An outage as one line for staff, leading to its page."""
    title = line.title or line.kind_words
    where = " · ".join([*line.where, *(["…"] if line.more else [])])
    detail = f"{where} · {customers_words(line.customers)} · {line_words(line, at=at)}"
    return cards.Outage(kind=line.kind, title=title, detail=detail, href=reverse("outages:outage", args=(line.number,)),
                        link_words=_("Open it"))  # fmt: skip


def cards_of(found: Iterable[Known], *, at: datetime) -> list[tuple[Known, cards.Outage]]:
    """Known outages with their lines."""
    return [(known, card(known, at=at)) for known in found]


def caller_words(outage: PublicOutage, *, at: datetime) -> str:
    """What a caller who waits for a known outage reads on their own page."""
    if outage.restored_at is not None:
        return _("The electricity is back since {when}.").format(when=wording.moment_short(outage.restored_at, now=at))
    if outage.estimate_at is None or outage.estimate_at < at:
        return _("Known outage. A time for when it is back is on its way.")
    return _("Known outage, expected back at {back}.").format(back=wording.moment_short(outage.estimate_at, now=at))
