"""Counting who is often without electricity, each night or when somebody asks, and keeping what was found."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.cities import actions as cities_actions
from twingrid.cities import queries as cities_queries
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.outages.models import FrequentPlace, FrequentRun, NotCounted
from twingrid.outages.permissions import OutagePermission as May
from twingrid.outages.queries import interruptions as fed
from twingrid.outages.rules import frequent
from twingrid.outages.rules.frequent import RuleSet
from twingrid.people import queries as people_queries
from twingrid.people.models import User

KEPT_RUNS = 14


@transaction.atomic
def count_frequent(*, by: User | None, at: datetime, rules: RuleSet | None = None) -> FrequentRun:
    """Judge the year before `at` by the city's rules (or those given), with the reason of everything left out."""
    if by is not None:
        people_queries.require(by, May.FREQUENT_SEE, at=at)
    rules, given = rules or fed.rules_of_city(), fed.interruptions(until=at)
    feeders = {row.feeder for row in given.rows if row.feeder is not None}
    found = frequent.judge(
        given.rows,
        rules,
        until=at,
        major_days=fed.major_days(),
        dedicated=fed.dedicated(feeders, on=clock.today(at)),
    )
    run = FrequentRun.objects.create(
        rules=rules.name, until=at, made_at=at, by=by, interruptions=len(given.rows), feeders=list(found.feeders)
    )
    _keep(run, found, given)
    journal_actions.record("outages.frequent.counted", run, by=by, at=at)
    old = FrequentRun.objects.order_by("-made_at", "-id").values_list("pk", flat=True)[KEPT_RUNS:]
    FrequentRun.objects.filter(pk__in=list(old)).delete()
    return run


@transaction.atomic
def choose_frequent(*, rules: str, by: User, at: datetime) -> FrequentRun:
    """Choose by which rules the city counts from now on, and count by them at once."""
    people_queries.require(by, May.FREQUENT_CHOOSE, at=at)
    chosen = frequent.RULE_SETS.get(rules)
    if chosen is None:
        raise BadInput(_("Choose one of the rules in the list."), field="rules")
    city = cities_queries.present_city()
    cities_actions.change_profile(schema_name=city.schema_name, changes={"frequent_rules": rules})
    run = count_frequent(by=None, at=at, rules=chosen)
    journal_actions.record("outages.frequent.chosen", run, by=by, at=at, facts={"rules": rules})
    return run


def _keep(run: FrequentRun, found: frequent.Result, given: fed.Fed) -> None:
    FrequentPlace.objects.bulk_create(
        (
            FrequentPlace(
                run=run,
                category=one.category,
                reasons=list(one.reasons),
                outages=list(one.counted),
                building_id=given.homes[one.user].building_id,
                unit=given.homes[one.user].unit,
                meter_box_id=given.homes[one.user].meter_box_id or None,
                feeder_id=one.feeder,
                customers=one.homes,
            )
            for one in found.verdicts
        ),
        batch_size=5000,
    )
    NotCounted.objects.bulk_create(
        (
            NotCounted(
                run=run,
                reason=one.reason,
                outage_id=given.ids[one.interruption.outage],
                building_id=given.homes[one.interruption.user].building_id,
                unit=given.homes[one.interruption.user].unit,
                customers=one.interruption.homes,
                started_at=one.interruption.started_at,
                minutes=int((one.interruption.restored_at - one.interruption.started_at).total_seconds() // 60),
            )
            for one in found.excluded
        ),
        batch_size=5000,
    )
