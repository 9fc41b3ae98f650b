"""The cast itself: as its picture says."""

from datetime import datetime
from typing import Any

import pytest
import shapely
from django.db import connection, transaction

from tests import cast as cast_module
from twingrid.cli.demo.names import may_be_used
from twingrid.cli.demo.phones import is_unassignable
from twingrid.coverage.models import Placement
from twingrid.people.models import Contact

pytestmark = pytest.mark.django_db


def test_both_partitions_cover_the_outline_without_gap_or_overlap(cast: Any) -> None:
    outline = shapely.from_wkb(bytes(cast.outline.geometry))
    for areas in (cast.grids, cast.powers):
        shapes = [shapely.from_wkb(bytes(area.geometry)) for area in areas.values()]
        assert shapely.union_all(shapes).equals(outline)
        assert sum(shape.area for shape in shapes) == pytest.approx(outline.area)


def test_each_placement_is_where_its_point_lies(cast: Any) -> None:
    for row in Placement.objects.select_related("service_point", "community", "power"):
        point = shapely.Point(row.service_point.lon, row.service_point.lat)
        assert shapely.from_wkb(bytes(row.community.geometry)).contains(point)
        assert shapely.from_wkb(bytes(row.power.geometry)).contains(point)


def test_nobody_bears_a_reported_name_or_an_assignable_number(cast: Any) -> None:
    for script in cast_module.SCRIPTS.values():
        assert all(may_be_used(word) for word in script.values())
    assert all(is_unassignable(contact.number) for contact in Contact.objects.all())
    assert all(is_unassignable(customer.phone) for customer in cast.customers)


def test_the_other_city_has_the_same_shape_and_other_ids(other_city: Any, at: datetime) -> None:
    with transaction.atomic():  # that it was made before does not bring the old ids back
        cast_module.build("yunting", at=at)
        transaction.set_rollback(True)
    cast_module.apart()
    other = cast_module.build("yunting", at=at)
    assert other.han.pk > 3000
    assert other.home.label == "渡口花园 3号楼"


def test_a_city_put_back_is_the_city_that_was_made(city: Any, at: datetime) -> None:
    def rows() -> dict[str, list[str]]:
        with connection.cursor() as cursor:
            found = {}
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t ORDER BY 1')
                found[table] = [row for (row,) in cursor.fetchall()]
        return found | {"territory_generation": []}

    with transaction.atomic():
        made = cast_module.build("jinan", at=at)
        first = rows()
        transaction.set_rollback(True)
    again = cast_module.build("jinan", at=at)
    assert rows() == first
    assert again.han.pk == made.han.pk
    assert again.han is not made.han
