"""Keeping the statement of coverage day by day."""

from datetime import datetime

from django.db import transaction

from twingrid.cities import queries as cities_queries
from twingrid.coverage import statement_queries
from twingrid.coverage.models import CoverageDay
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock


@transaction.atomic
def record_coverage(*, at: datetime) -> CoverageDay:
    """Keep what is covered on the day of `at` in the history. Safe to repeat: the day's last statement stays."""
    found = statement_queries.statement(clock.today(at))
    kept, _made = CoverageDay.objects.update_or_create(
        on=found.on,
        defaults={
            "at": at,
            "total": found.total,
            "covered": found.covered,
            "reasons": {reason.value: n for reason, n in found.by_reason.items()},
        },
    )
    journal_actions.record(
        "coverage.day.recorded",
        cities_queries.present_city(),
        by=None,
        at=at,
        facts={"total": found.total, "covered": found.covered},
    )
    return kept
