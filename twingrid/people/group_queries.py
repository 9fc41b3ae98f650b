"""Groups of areas that are run together, such as 三区九格: their members on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from twingrid.people.models import AreaGroup
from twingrid.territory.models import Area

GroupRow = AreaGroup


@dataclass(frozen=True, slots=True)
class Group:
    """A group with its areas of a day; `gone` are members of which no area holds that day."""

    row: AreaGroup
    areas: tuple[Area, ...]
    gone: tuple[str, ...]

    @property
    def power(self) -> list[Area]:
        """Its power service areas."""
        return [area for area in self.areas if area.partition == "power"]

    @property
    def community(self) -> list[Area]:
        """Its community grids."""
        return [area for area in self.areas if area.partition == "community"]


def key_of(area: Area) -> str:
    """How a group names an area in all its editions."""
    return f"{area.partition}:{area.code}"


def areas_by_key(keys: list[str], *, on: date) -> Mapping[str, Area]:
    """The areas that hold on a day under these names (one query)."""
    wanted = Q(pk__in=[])
    for key in keys:
        partition, _colon, code = key.partition(":")
        wanted |= Q(partition=partition, code=code)
    rows = Area.objects.on(on).filter(wanted).defer("geometry").order_by("partition", "code")
    return {key_of(area): area for area in rows}


def groups(*, on: date) -> list[Group]:
    """Every group that holds on a day or later, by name, with its areas (two queries)."""
    rows = list(AreaGroup.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)).order_by("name"))
    known = areas_by_key(sorted({key for row in rows for key in row.members}), on=on)
    return [_group(row, known) for row in rows]


def group(group_id: int, *, on: date) -> Group | None:
    """One group with its areas of a day."""
    row = AreaGroup.objects.filter(pk=group_id).first()
    return None if row is None else _group(row, areas_by_key(row.members, on=on))


def _group(row: AreaGroup, known: Mapping[str, Area]) -> Group:
    areas = tuple(known[key] for key in row.members if key in known)
    return Group(row, areas, tuple(key for key in row.members if key not in known))


def group_values(row: AreaGroup) -> tuple[object, ...]:
    """What a form about a group showed, for `stale.stamp`."""
    return (row.name, row.members, row.valid_from, row.valid_to)


def areas_like(text: str, *, on: date, limit: int = 60) -> list[Area]:
    """Areas of both sides whose name is like `text` or whose code begins so; none for ""."""
    if not text:
        return []
    like = Q(name__icontains=text) | Q(code__istartswith=text)
    return list(Area.objects.on(on).filter(like).defer("geometry").order_by("partition", "code")[:limit])
