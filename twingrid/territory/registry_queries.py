"""Questions about areas by their official codes."""

from datetime import date

import shapely

from twingrid.territory.choices import Partition
from twingrid.territory.models import Area

# A grid counts as served by one power area when no more than this share of it lies elsewhere.
ELSEWHERE = 0.02


def areas_on(partition: str, on: date) -> list[Area]:
    """The areas of a partition on a day by code, with their divisions, without geometries."""
    return list(Area.objects.on(on).filter(partition=partition).defer("geometry").select_related("division"))


def grid(code: str, *, on: date) -> Area | None:
    """The community grid with this code on a day."""
    return Area.objects.on(on).filter(partition=Partition.COMMUNITY, code=code).first()


def point_for(grid: Area, *, on: date) -> tuple[float, float] | None:
    """A point (WGS-84 degrees) that stands for a whole community grid; None where two power areas share it."""
    shape = shapely.from_wkb(bytes(grid.geometry))
    near = Area.objects.on(on).filter(
        partition=Partition.POWER,
        min_lon__lte=grid.max_lon,
        max_lon__gte=grid.min_lon,
        min_lat__lte=grid.max_lat,
        max_lat__gte=grid.min_lat,
    )
    for area in near.order_by("code"):
        common = shapely.intersection(shape, shapely.from_wkb(bytes(area.geometry)))
        if shapely.area(common) >= (1 - ELSEWHERE) * shapely.area(shape):
            point = shapely.point_on_surface(common)
            return float(point.x), float(point.y)
    return None
