"""Groups of areas: made, changed, posted to, deleted."""

from datetime import date, datetime

import pytest

from tests.cast import Cast
from twingrid.kit import stale
from twingrid.kit.refusals import BadInput, NotAllowed, Refused
from twingrid.people import group_queries
from twingrid.people.actions import groups, posting_changes
from twingrid.people.actions.groups import GroupIn
from twingrid.people.actions.posting_changes import Particulars
from twingrid.people.models import AreaGroup

pytestmark = pytest.mark.django_db
FIRST = date(2023, 2, 22)


def _in(cast: Cast, *codes: str, name: str = "三区九格") -> GroupIn:
    grid = group_queries.key_of(cast.grids["leshan"])
    return GroupIn(name, [grid, *(f"power:{code}" for code in codes)], FIRST, None)


def test_a_group_gives_one_posting_for_each_of_its_areas_of_the_side(cast: Cast, at: datetime) -> None:
    row = groups.make_group(said=_in(cast, "12", "13"), by=cast.admin, at=at)
    assert groups.make_group(said=_in(cast, "12", "13"), by=cast.admin, at=at) == row
    made = posting_changes.make_postings(
        user_id=cast.ding.pk,
        role="power_worker",
        side="power",
        scope=f"group:{row.pk}",
        said=Particulars("", cast.centre.pk),
        since=FIRST,
        until=None,
        by=cast.admin,
        at=at,
    )
    assert {posting.area_id for posting in made} == {cast.powers["12"].pk, cast.powers["13"].pk}


def test_the_second_of_two_writers_is_refused(cast: Cast, at: datetime) -> None:
    row = groups.make_group(said=_in(cast, "12"), by=cast.admin, at=at)
    given = {"group_id": row.pk, "seen": stale.stamp(*group_queries.group_values(row)), "by": cast.admin, "at": at}
    groups.change_group(said=_in(cast, "13"), **given)
    with pytest.raises(Refused):
        groups.change_group(said=_in(cast, "05"), **given)


@pytest.mark.parametrize(
    "said",
    [
        GroupIn("", ["power:12"], FIRST, None),
        GroupIn("x", [], FIRST, None),
        GroupIn("x", ["power:99"], FIRST, None),
        GroupIn("x", ["power:12"], FIRST, FIRST),
    ],
)
def test_what_cannot_be_a_group_is_refused(cast: Cast, at: datetime, said: GroupIn) -> None:
    with pytest.raises(BadInput):
        groups.make_group(said=said, by=cast.admin, at=at)


def test_a_group_is_deleted(cast: Cast, at: datetime) -> None:
    row = groups.make_group(said=_in(cast, "12"), by=cast.admin, at=at)
    groups.delete_group(group_id=row.pk, by=cast.admin, at=at)
    assert not AreaGroup.objects.exists()


def test_only_the_administrator_makes_groups(cast: Cast, at: datetime) -> None:
    with pytest.raises(NotAllowed):
        groups.make_group(said=_in(cast, "12"), by=cast.sun, at=at)
