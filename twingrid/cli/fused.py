"""Two layers laid over each other: what was found, in words, and the rows to write."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from twingrid.cli.layers import BadFile, Layer, few
from twingrid.cli.plain_words import gettext as _
from twingrid.kit import crs as kit_crs
from twingrid.territory.fusion import apportion, overlay
from twingrid.territory.fusion.candidates import GAP, OVERLAP
from twingrid.territory.fusion.index import PartitionIndex

COLUMNS = ("left_id", "right_id", "area_m2", "share_of_left", "share_of_right", "points")
_KM2 = 1e6
_LONGEST_DEGREES = 0.002  # a parallel of 200 m bends by less than a millimetre
Shapes = tuple[NDArray[np.object_], NDArray[np.object_]]
# Sentences by side, said when they are needed: the shell's language is not known before.
POINTS = {
    (GAP, "left"): lambda: _("%(n)s in no area on the left"),
    (GAP, "right"): lambda: _("%(n)s in no area on the right"),
    (OVERLAP, "left"): lambda: _("%(n)s in several areas on the left"),
    (OVERLAP, "right"): lambda: _("%(n)s in several areas on the right"),
}
OUTSIDE = {
    "left": lambda: _("%(ground)s km² on the left (%(share)s) lie in no area on the other side: %(areas)s"),
    "right": lambda: _("%(ground)s km² on the right (%(share)s) lie in no area on the other side: %(areas)s"),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The CRS in which layers are cut, and the projected one in which the pieces are measured."""

    cut: pyproj.CRS
    measure: pyproj.CRS

    @property
    def metres(self) -> float:
        """The metres of one unit of `measure`: 0.3048006096 for US feet."""
        return float(self.measure.axis_info[0].unit_conversion_factor)

    @property
    def metres_per_unit(self) -> tuple[float, float] | None:
        """The metres of one unit of `cut` in x and y; None for degrees."""
        return None if self.cut.is_geographic else (self.metres, self.metres)

    def shapes(self, layer: Layer) -> NDArray[np.object_]:
        """The layer's polygons in `cut`. Raises BadFile when they do not fit into it."""
        shapes = kit_crs.reproject(layer.polygons, source=layer.crs, target=self.cut)
        if not np.isfinite(shapely.get_coordinates(self.measured(shapes))).all():
            raise BadFile(
                _("%(path)s does not fit into %(system)s. Name another system with --crs.")
                % {"path": layer.path, "system": self.measure.name}
            )
        return overlay.repair(shapes)

    def measured(self, shapes: NDArray[np.object_]) -> NDArray[np.object_]:
        """Polygons in `cut` as polygons in `measure`."""
        if self.cut.is_geographic:
            # A line that is straight in degrees bends in the projection: short pieces follow it.
            shapes = shapely.segmentize(shapes, _LONGEST_DEGREES)
        return kit_crs.reproject(shapes, source=self.cut, target=self.measure)


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Points in both partitions: their labels (`GAP`, `OVERLAP` or a place in the ids), and the counts by pair."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    pairs: dict[tuple[int, int], int]

    @classmethod
    def of(cls, layers: tuple[Layer, Layer], shapes: Shapes, points: NDArray[np.float64], frame: Frame) -> Self:
        """The `points` (n, 2) counted in the areas, all in the CRS of cutting."""
        left, right = (
            PartitionIndex.build(layer.ids, polygons, metres_per_unit=frame.metres_per_unit).locate(points)
            for layer, polygons in zip(layers, shapes, strict=True)
        )
        both = (left >= 0) & (right >= 0)
        pairs, counts = np.unique(np.column_stack((left[both], right[both])), axis=0, return_counts=True)
        known = {(i, j): n for (i, j), n in zip(pairs.tolist(), counts.tolist(), strict=True)}
        return cls(left, right, known)

    def words(self) -> Iterator[str]:
        """How many points found a pair, and why the others did not."""
        total, placed = len(self.left), sum(self.pairs.values())
        counts = {"placed": f"{placed:,}", "total": f"{total:,}"}
        yield _("%(placed)s of %(total)s points lie in an area on both sides.") % counts
        for side, label in (("left", self.left), ("right", self.right)):
            for what, number in ((GAP, (label == GAP).sum()), (OVERLAP, (label == OVERLAP).sum())):
                if number:
                    yield "  " + POINTS[what, side]() % {"n": f"{number:,}"}


@dataclass(frozen=True, slots=True, eq=False)
class Fused:
    """Two layers, their polygons in the CRS of cutting (`shapes`), and what came of them."""

    left: Layer
    right: Layer
    shapes: Shapes
    frame: Frame
    pieces: overlay.Pieces
    counted: Counted | None
    field: str | None
    spread: apportion.Spread | None

    @classmethod
    def of(
        cls,
        layers: tuple[Layer, Layer],
        frame: Frame,
        *,
        points: NDArray[np.float64] | None,
        field: str | None,
        lose_outside: bool,
    ) -> Self:
        """Lay the layers over each other, count `points` (in the CRS of cutting) and spread the left `field`."""
        left, right = layers
        shapes = (frame.shapes(left), frame.shapes(right))
        pieces = overlay.pieces(*shapes, measured=frame.measured)
        counted = None if points is None else Counted.of(layers, shapes, points, frame)
        spread = None
        if field is not None and counted is None:
            spread = apportion.by_area(left.numbers(field), pieces, lose_outside=lose_outside)
        elif field is not None and counted is not None:
            spread = apportion.by_points(left.numbers(field), counted.left, counted.right, rights=len(right.ids))
        return cls(left, right, shapes, frame, pieces, counted, field, spread)

    def words(self) -> Iterator[str]:
        """What was found, line by line."""
        yield from self._pieces_in_words()
        for layer, polygons in zip((self.left, self.right), self.shapes, strict=True):
            yield from self._overlaps_in_words(layer, polygons)
        if self.counted is not None:
            yield from self.counted.words()
        if self.spread is not None:
            yield from self._spread_in_words(self.spread)

    def write(self, out: Path) -> list[Path]:
        """Write the rows to `out` and, with a spread number, its sums on the right beside it; the files written."""
        header = COLUMNS if self.field is None else (*COLUMNS, self.field)
        _write(out, header, self.rows())
        if self.spread is None or self.field is None:
            return [out]
        sums = out.with_name(f"{out.stem}_{self.field}.csv")
        rows = ((name, _number(value)) for name, value in zip(self.right.ids, self.spread.right.tolist(), strict=True))
        _write(sums, ("right_id", self.field), rows)
        return [out, sums]

    def rows(self) -> Iterator[tuple[str, ...]]:
        """One row for each pair with ground or points in common, in the order of the files."""
        square = self.frame.metres**2
        area = dict(zip(self._pairs(), self.pieces.area.tolist(), strict=True))
        points = {} if self.counted is None else self.counted.pairs
        parts = {} if self.spread is None else self.spread.by_pair()
        for i, j in sorted(area.keys() | points.keys()):
            ground = area.get((i, j), 0.0)
            row = (
                self.left.ids[i],
                self.right.ids[j],
                _number(ground * square),
                _number(ground / float(self.pieces.left_area[i])),
                _number(ground / float(self.pieces.right_area[j])),
                "" if self.counted is None else str(points.get((i, j), 0)),
            )
            yield row if self.spread is None else (*row, _number(parts.get((i, j), 0.0)))

    def _pairs(self) -> list[tuple[int, int]]:
        return list(zip(self.pieces.left.tolist(), self.pieces.right.tolist(), strict=True))

    def _pieces_in_words(self) -> Iterator[str]:
        square = self.frame.metres**2
        thin = self.pieces.slivers(width=overlay.SLIVER_WIDTH_M / self.frame.metres)
        yield _("%(n)s pieces.") % {"n": f"{len(thin):,}"}
        if thin.any():
            ground = float(self.pieces.area[thin].sum()) * square
            thins = {"n": f"{int(thin.sum()):,}", "width": f"{overlay.SLIVER_WIDTH_M:g}", "ground": f"{ground:,.0f}"}
            yield "  " + _("%(n)s are slivers under %(width)s m wide, %(ground)s m² in all") % thins
        for layer, side, outside, whole in (
            (self.left, "left", self.pieces.left_outside, self.pieces.left_area),
            (self.right, "right", self.pieces.right_outside, self.pieces.right_area),
        ):
            lone = [layer.ids[k] for k in np.flatnonzero(outside * square > overlay.LEAST_AREA_M2).tolist()]
            if lone:
                share = float(outside.sum() / whole.sum())
                lonely = f"{float(outside.sum()) * square / _KM2:,.3f}"
                yield "  " + OUTSIDE[side]() % {"ground": lonely, "share": f"{share:.2%}", "areas": few(lone)}

    def _overlaps_in_words(self, layer: Layer, polygons: NDArray[np.object_]) -> Iterator[str]:
        square = self.frame.metres**2
        found = overlay.overlaps(layer.ids, self.frame.measured(polygons), least_area=overlay.LEAST_AREA_M2 / square)
        if found:
            ground = sum(overlap.area for overlap in found) * square
            names = [f"{overlap.first} + {overlap.second} ({overlap.area * square:,.0f} m²)" for overlap in found]
            told = {"file": layer.path.name, "ground": f"{ground:,.0f}", "areas": few(names)}
            yield _("Note: in %(file)s areas lie over each other, %(ground)s m² in all: %(areas)s.") % told

    def _spread_in_words(self, spread: apportion.Spread) -> Iterator[str]:
        given, doubled = float(spread.right.sum()), float(spread.doubled.sum())
        whole = given + spread.total_lost - doubled
        yield _("%(field)s: %(whole)s on the left, %(given)s spread over the right, %(lost)s lost.") % {
            "field": self.field,
            "whole": f"{whole:,.10g}",
            "given": f"{given:,.10g}",
            "lost": f"{spread.total_lost:,.10g}",
        }
        losers = [self.left.ids[k] for k in np.flatnonzero(spread.lost > 0).tolist()]
        if losers:
            lost = {"n": f"{len(losers):,}", "areas": few(losers)}
            yield "  " + _("lost from %(n)s areas: %(areas)s") % lost
        if doubled > 0:
            twice = {"n": f"{doubled:,.10g}"}
            yield "  " + _("%(n)s were counted twice, where areas on the right lie over each other") % twice
        moved = float(spread.outside.sum())
        if moved > 0:
            yield "  " + _(
                "%(n)s of it belonged, by area, to ground outside the right side; it was moved inside its own area "
                "(--lose-outside counts it as lost)"
            ) % {"n": f"{moved:,.10g}"}
        if len(spread.unknown):
            unknown = [self.left.ids[k] for k in spread.unknown.tolist()]
            empty = {"n": f"{len(unknown):,}", "areas": few(unknown)}
            yield "  " + _("%(n)s areas have no number and give nothing: %(areas)s") % empty


def _write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
    except OSError as error:
        raise BadFile(
            _("%(path)s cannot be written: %(error)s. Name another file with --out.")
            % {"path": path, "error": error.strerror}
        ) from None


def _number(value: float) -> str:
    """Enough digits that nothing is lost, and no more."""
    return f"{value:.15g}"
