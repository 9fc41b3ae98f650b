"""How long personal data stay here and why, what is held back, and what the last nights took away."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from twingrid.work.choices import Family
from twingrid.work.models import RetentionHold, RetentionPeriod, RetentionRun
from twingrid.work.queries.kinds import kinds, language
from twingrid.work.rules.retention import SHIPPED, Period, periods

_WHY = {
    "claims": gettext_noop("A claim may be brought for three years (Civil Code, article 188)."),
    "answered": gettext_noop("It is answered; after a year nobody comes back to it."),
    "place": gettext_noop("The next one at the same place is judged by it."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodLine:
    """A period as a page shows it; `own`: the city's choice."""

    family: str
    kind: str
    words: str
    days: int
    reason: str
    own: bool


def periods_now() -> tuple[Period, ...]:
    """The periods that hold in this city. One question."""
    chosen = {(row.family, row.kind): row.days for row in RetentionPeriod.objects.all()}
    return periods(SHIPPED, chosen)


def kind_keys() -> frozenset[str]:
    """The kinds of requests that may have a period of their own."""
    return frozenset(kind.key for kind in kinds().all() if kind.family == Family.REQUEST)


def kind_choices() -> list[tuple[str, str]]:
    """Those kinds in words."""
    return [(kind.key, kind.words(language())) for kind in kinds().all() if kind.family == Family.REQUEST]


def period_lines() -> tuple[PeriodLine, ...]:
    """The periods with their words and reasons."""
    own = {(row.family, row.kind): row for row in RetentionPeriod.objects.all()}
    named = dict(kind_choices())
    found = []
    for one in periods(SHIPPED, {key: row.days for key, row in own.items()}):
        row = own.get((one.family, one.kind))
        family = str(Family(one.family).label)
        found.append(
            PeriodLine(
                family=one.family,
                kind=one.kind,
                words=named.get(one.kind, one.kind) if one.kind else family,
                days=one.days,
                reason=row.reason if row else _(_WHY[one.why]) if one.why else "",
                own=row is not None,
            )
        )
    return tuple(found)


def holds() -> tuple[RetentionHold, ...]:
    """What is held back now, the newest first."""
    return tuple(RetentionHold.objects.filter(ended_at__isnull=True).select_related("by")[:200])


def last_runs(count: int = 14) -> tuple[RetentionRun, ...]:
    """What the last nights did, the newest first."""
    return tuple(RetentionRun.objects.all()[:count])
