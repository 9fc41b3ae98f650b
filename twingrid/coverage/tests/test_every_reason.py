"""Each reason of the statement comes on its first day and goes on its last, in the past and in days to come."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import models

from tests.cast import START, Cast, box, make_area, make_shift
from twingrid.coverage import lacking_queries, statement_queries
from twingrid.coverage.lacking_queries import Wanted
from twingrid.coverage.rules.statement import Reason
from twingrid.kit import memo
from twingrid.people.models import Contact, Pairing, Posting, Shift
from twingrid.territory.models import Area

pytestmark = pytest.mark.django_db
DAYS = 3
LATE = date(2023, 3, 30)


@pytest.fixture
def whole(cast: Cast) -> Cast:
    """The city in which nothing is missing at home (grid leshan, area 12) on any day of three months."""
    Posting.objects.filter(user=cast.qiao).update(deputy=cast.ma)
    Shift.objects.all().delete()
    day = cast.at.replace(hour=0) - timedelta(days=40)
    while day.date() < LATE:
        make_shift(cast.han, kind="day", starts_at=day - timedelta(hours=8), hours=24)
        make_shift(cast.qiao, kind="day", starts_at=day, hours=12)
        day += timedelta(days=1)
    return cast


def split(row: models.Model, on: date, **changed: Any) -> None:
    """Let a dated row end on a day; after the days of the reason it holds again, meanwhile with these changes."""
    model = type(row)
    kept = {f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields if not f.primary_key}
    model._default_manager.filter(pk=row.pk).update(valid_to=on)
    if changed:
        model._default_manager.create(**kept | changed | {"valid_from": on, "valid_to": on + timedelta(days=DAYS)})
    model._default_manager.create(**kept | {"valid_from": on + timedelta(days=DAYS)})


def posting(cast: Cast, side: str) -> Posting:
    return Posting.objects.get(user=cast.han if side == "power" else cast.qiao)


def gap(cast: Cast, on: date, side: str) -> None:
    """The area is not in force; afterwards its next edition is, with the same people."""
    area = cast.powers["12"] if side == "power" else cast.grids["leshan"]
    split(area, on)
    again = Area.objects.get(code=area.code, valid_from=on + timedelta(days=DAYS))
    split(posting(cast, side), on)
    Posting.objects.filter(area=area, valid_from=again.valid_from).update(area=again)


def overlap(cast: Cast, on: date, side: str) -> None:
    """Another area claims the ground of the home as well."""
    shape = box(116.9945, 36.6440, 116.9960, 36.6460)
    made = make_area(partition=side, code="99", name="99", shape=shape, since=on)
    Area.objects.filter(pk=made.pk).update(valid_to=on + timedelta(days=DAYS))


def nobody(cast: Cast, on: date, side: str) -> None:
    split(posting(cast, side), on)


def no_deputy(cast: Cast, on: date, side: str) -> None:
    split(posting(cast, side), on, deputy_id=None)


def no_shift(cast: Cast, on: date, side: str) -> None:
    person = posting(cast, side).user_id
    Shift.objects.filter(
        user_id=person, starts_at__date__gte=on, starts_at__date__lt=on + timedelta(days=DAYS)
    ).delete()


def stale(cast: Cast, on: date, side: str) -> None:
    split(Contact.objects.get(user_id=posting(cast, side).user_id), on, verified_on=None)


def not_paired(cast: Cast, on: date, side: str) -> None:
    split(Pairing.objects.get(power=cast.han, community=cast.qiao), on)


def reasons(cast: Cast, on: date) -> set[str]:
    """What is missing at home on a day; and every reason's buildings hold exactly the statement's customers."""
    memo.forget_all()
    found = statement_queries.statement(on)
    listed = {key: lacking_queries.places(on, wanted=Wanted(reason=key.value)).customers for key in found.by_reason}
    assert listed == dict(found.by_reason)
    rows = lacking_queries.places(on, wanted=Wanted()).rows
    assert sum(row.customers for row in rows) == found.total - found.covered
    return {reason for row in rows if row.building_id == cast.home.pk for reason in row.reasons}


CASES = [
    (spoil, side) for spoil in (gap, overlap, nobody, no_deputy, no_shift, stale) for side in ("power", "community")
]


@pytest.mark.parametrize("shifted", [-22, 20], ids=["past", "future"])
@pytest.mark.parametrize(("spoil", "side"), [*CASES, (not_paired, "")])
def test_a_reason_comes_and_goes_on_its_days(
    whole: Cast, spoil: Callable[[Cast, date, str], None], side: str, shifted: int
) -> None:
    on = whole.at.date() + timedelta(days=shifted)  # Tuesdays: both sides have hours
    reason = f"{spoil.__name__}.{side}".rstrip(".")
    days = [on + timedelta(days=n) for n in (-1, 0, DAYS - 1, DAYS)]
    Contact.objects.update(verified_on=on)
    Pairing.objects.filter(power=whole.han, community=whole.qiao).update(
        confirmed_by_power_on=on, confirmed_by_community_on=on
    )
    assert [reasons(whole, day) for day in days] == [set()] * 4
    spoil(whole, on, side)
    told = [reasons(whole, day) for day in days]
    assert [said == set() for said in (told[0], told[3])] == [True, True], told
    assert reason in told[1] & told[2], told


def test_every_reason_is_tried() -> None:
    assert {f"{spoil.__name__}.{side}" for spoil, side in CASES} | {"not_paired"} == {reason.value for reason in Reason}
    assert START < LATE
