"""What a power service area is made of: community grids, transformers, its own polygon, or a mixture.

Some cities forbid a second division of the territory, so that power service areas are a mapping onto community grids
(domain.md 2.6). One precedence, everywhere: a service point's transformer, if an area names it; else the community grid
it lies in, if an area names that; else the polygon it lies in. Two areas that name the same thing overlap, and nobody
is chosen.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import shapely


class Trouble(StrEnum):
    """What is wrong with the definitions of a day."""

    GRID_TWICE = "grid_twice"
    """A community grid is named by several areas: an overlap."""
    TRANSFORMER_TWICE = "transformer_twice"
    """A transformer is named by several areas: an overlap."""
    GRID_UNKNOWN = "grid_unknown"
    """No community grid of that day has this code: it covers nobody."""
    TRANSFORMER_UNKNOWN = "transformer_unknown"
    """No transformer has this code: it covers nobody."""
    GRID_FREE = "grid_free"
    """A community grid that no area names, while others are named and no polygon reaches into it: a gap."""
    POLYGON_CUT = "polygon_cut"
    """A polygon reaches into a grid that another area names: the grid wins."""
    AREA_EMPTY = "area_empty"
    """The parts of an area cover nothing."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an area: `kind` transformer, grid or polygon; `drawn` where a transformer's homes stand."""

    area: str
    kind: str
    code: str = ""
    drawn: Any = None


@dataclass(frozen=True, slots=True)
class Mapped:
    """The areas as they stand: what each claims on the ground, what each is drawn as, who names which transformer.

    An area that only names transformers claims no ground. Geometries are in the coordinates they came in.
    """

    claimed: Mapping[str, Any]
    drawn: Mapping[str, Any]
    transformers: Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class _Named:
    grids: dict[str, list[str]] = field(default_factory=dict)
    transformers: dict[str, list[str]] = field(default_factory=dict)
    polygons: set[str] = field(default_factory=set)


def mapped(own: Mapping[str, Any], grids: Mapping[str, Any], parts: Sequence[Part]) -> Mapped:
    """Lay the definitions of a day over each other. `own`: areas by code with their own polygons; `grids` likewise."""
    named = _named(own, parts)
    taken = shapely.union_all([grids[code] for code in named.grids if code in grids])
    claimed: dict[str, Any] = {}
    drawn: dict[str, Any] = {}
    for area, polygon in own.items():
        pieces = [grids[code] for code, areas in named.grids.items() if area in areas and code in grids]
        if area in named.polygons:
            pieces.append(polygon if taken.is_empty else shapely.difference(polygon, taken))
        ground = pieces[0] if len(pieces) == 1 and taken.is_empty else _areal(shapely.union_all(pieces))
        if not ground.is_empty:
            claimed[area] = ground
        homes = [part.drawn for part in parts if part.area == area and part.drawn is not None]
        shown = _areal(shapely.union_all([ground, *homes])) if homes else ground
        drawn[area] = polygon if shown.is_empty else shown
    return Mapped(claimed, drawn, {code: tuple(sorted(areas)) for code, areas in named.transformers.items()})


def _named(own: Mapping[str, Any], parts: Sequence[Part]) -> _Named:
    named = _Named(polygons=set(own) - {part.area for part in parts})
    for part in parts:
        if part.area not in own:
            continue
        if part.kind == "polygon":
            named.polygons.add(part.area)
        else:
            kept = named.grids if part.kind == "grid" else named.transformers
            kept.setdefault(part.code, []).append(part.area)
    return named


def _areal(shape: Any) -> Any:
    """Only what has an area: differences of neighbours may leave lines and points behind."""
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    return shapely.union_all([piece for piece in shapely.get_parts(shape) if "Polygon" in piece.geom_type])


def troubles(
    own: Mapping[str, Any], grids: Mapping[str, Any], parts: Sequence[Part], *, transformers: Collection[str]
) -> list[tuple[Trouble, str, tuple[str, ...]]]:
    """What is wrong with the definitions: (what, code of the thing, areas concerned), in a fixed order.

    `transformers`: the codes that exist. Empty where no area has parts.
    """
    named = _named(own, parts)
    found = [(Trouble.GRID_TWICE, code, tuple(sorted(areas))) for code, areas in named.grids.items() if len(areas) > 1]
    found += [
        (Trouble.TRANSFORMER_TWICE, code, tuple(sorted(areas)))
        for code, areas in named.transformers.items()
        if len(areas) > 1
    ]
    found += [(Trouble.GRID_UNKNOWN, code, tuple(areas)) for code, areas in named.grids.items() if code not in grids]
    found += [
        (Trouble.TRANSFORMER_UNKNOWN, code, tuple(areas))
        for code, areas in named.transformers.items()
        if code not in transformers
    ]
    if named.grids:
        found += _on_the_ground(own, grids, parts, named)
    ground = mapped(own, grids, parts)
    known = {part.area for part in parts if part.kind == "transformer" and part.code in transformers}
    found += [(Trouble.AREA_EMPTY, area, (area,)) for area in own if area not in ground.claimed and area not in known]
    order = {trouble: n for n, trouble in enumerate(Trouble)}
    return sorted(found, key=lambda one: (order[one[0]], one[1]))


def _on_the_ground(
    own: Mapping[str, Any], grids: Mapping[str, Any], parts: Sequence[Part], named: _Named
) -> list[tuple[Trouble, str, tuple[str, ...]]]:
    found: list[tuple[Trouble, str, tuple[str, ...]]] = []
    polygons = [own[area] for area in named.polygons]
    for code, shape in grids.items():
        owners = named.grids.get(code)
        reaching = tuple(sorted(a for a in named.polygons if _reaches(own[a], shape)))
        if owners is None and not reaching:
            found.append((Trouble.GRID_FREE, code, ()))
        elif owners is not None and polygons and (others := tuple(a for a in reaching if a not in owners)):
            found.append((Trouble.POLYGON_CUT, code, (*sorted(owners), *others)))
    return found


def _reaches(polygon: Any, grid: Any) -> bool:
    """Whether they share ground, more than the slivers that drawn borders leave."""
    return bool(shapely.intersects(polygon, grid)) and shapely.intersection(polygon, grid).area > grid.area * 1e-3
