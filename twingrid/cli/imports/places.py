"""Coordinates of a file: points and polygons become WGS-84, and what cannot lie in China is told."""

from collections.abc import Sequence

import numpy as np
import pyproj
import shapely
from django.utils.translation import gettext as _
from numpy.typing import NDArray
from pyproj.exceptions import CRSError

from twingrid.cli.imports.reading import Reading, parse_number
from twingrid.kit import crs as kit_crs
from twingrid.kit.refusals import BadInput

Floats = NDArray[np.float64]
# China with its seas, in WGS-84 degrees: west, south, east, north.
CHINA = (73.0, 3.0, 135.5, 54.0)
# Repairing a polygon may not change its area by more than this.
REPAIR_SHARE = 0.001
# Named systems have no EPSG code: files in them usually say EPSG:4326.
_SHIFTED = (kit_crs.GCJ02, kit_crs.BD09)
_DEGREES = (kit_crs.WGS84, kit_crs.CGCS2000)
_WGS84 = pyproj.CRS.from_epsg(4326)


def crs_of(reading: Reading) -> str:
    """The system of the file's coordinates: the named one, else the file's own, else WGS-84 for tables.

    Raises `BadInput` for a map file that names none, and when the file says something else than the command line.
    """
    named = _named(reading.options.crs)
    if reading.shapes is None:
        return named or kit_crs.WGS84
    own = _own(reading.sheet.crs)
    if not own and not named:
        raise BadInput(
            _("The file names no coordinate system. Name it: --crs wgs84, gcj02, bd09 or EPSG:4547."),
            field="crs",
        )
    if not own or not named or own == named or {own, named} <= set(_DEGREES):
        return named or own
    if named in _SHIFTED and own in _DEGREES:
        return named
    raise BadInput(
        _("The file says it is in %(own)s, the command says %(named)s. Leave --crs away, or correct the file.")
        % {"own": own, "named": named},
        field="crs",
    )


def _named(name: str) -> str:
    try:
        return kit_crs.canonical(name) if name else ""
    except kit_crs.UnknownCrs as error:
        raise BadInput(
            _(
                "This coordinate system is not known. "
                "Use WGS-84, CGCS2000, GCJ-02, BD-09 or EPSG: and a number, such as EPSG:4547."
            ),
            field="crs",
        ) from error


def _own(said: str) -> str:
    """What the file says, by its code; empty when that is nothing we can name (then --crs must)."""
    if not said:
        return ""
    try:
        system = pyproj.CRS.from_user_input(said)
    except CRSError:
        return ""
    if system.is_geographic and system.equals(_WGS84, ignore_axis_order=True):
        return kit_crs.WGS84
    code = system.to_epsg(min_confidence=70)
    return kit_crs.canonical(f"EPSG:{code}") if code else ""


def points(reading: Reading, lon_key: str, lat_key: str, *, crs: str, required: bool) -> tuple[Floats, Floats]:
    """Longitudes and latitudes (WGS-84 degrees, each (n,)); nan where both cells are empty or the row is bad."""
    given = np.column_stack([numbers(reading, lon_key), numbers(reading, lat_key)])
    empty = np.isnan(given)
    for n in np.flatnonzero(empty.any(axis=1) & (required | ~empty.all(axis=1))).tolist():
        reading.blame(
            n,
            lon_key if empty[n, 0] else lat_key,
            reason=_("The place is missing."),
            remedy=_("Fill in both coordinates."),
        )
    found = kit_crs.to_wgs84(given, crs)
    for n in np.flatnonzero(~empty.any(axis=1) & ~in_china(found)).tolist():
        swapped = bool(in_china(kit_crs.to_wgs84(given[n : n + 1, ::-1], crs))[0])
        reading.blame(n, lon_key, value=_written(given[n]), **_misplaced(swapped, crs))
    return found[:, 0], found[:, 1]


def numbers(reading: Reading, key: str) -> Floats:
    """A column of decimal numbers (n,); nan where it is empty or bad."""
    cells = reading.cells(key)
    try:
        return np.array([cell or "nan" for cell in cells], dtype=np.float64)
    except ValueError:
        values = reading.each(key, parse_number)
        return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def in_china(lon_lat: Floats) -> NDArray[np.bool_]:
    """Whether points (n, 2) in WGS-84 degrees lie in the rectangle around China."""
    west, south, east, north = CHINA
    lon, lat = lon_lat[:, 0], lon_lat[:, 1]
    return np.asarray((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))


def _written(pair: Floats) -> str:
    return f"{pair[0]:g}, {pair[1]:g}"


def _misplaced(swapped: bool, crs: str) -> dict[str, str]:
    if swapped:
        return {
            "reason": _("Longitude and latitude are swapped."),
            "remedy": _("Longitude (116.99) or easting comes first, latitude (36.65) or northing second."),
        }
    return {
        "reason": _("The place lies outside China."),
        "remedy": _("The coordinates were read as %(crs)s. Correct them, or name their system with --crs.")
        % {"crs": crs},
    }


def polygons(reading: Reading, *, crs: str) -> NDArray[np.object_]:
    """The shapes of the features as valid polygons in WGS-84 degrees (n,); None where the row is bad."""
    if reading.shapes is None:
        raise BadInput(
            _("%(file)s has no shapes. Areas come as GeoJSON, GeoPackage or Shapefile.") % {"file": reading.path.name}
        )
    result = np.full(len(reading), None, dtype=object)
    for n, shape in enumerate(reading.shapes.tolist()):
        if shape is None or shape.is_empty or shape.geom_type not in ("Polygon", "MultiPolygon"):
            reading.blame(
                n, "", reason=_("The feature has no polygon."), remedy=_("Draw its border, or take the feature out.")
            )
            continue
        result[n] = _repaired(reading, n, shape)
    good = [n for n in range(len(reading)) if result[n] is not None]
    if good:
        result[good] = kit_crs.geometries_to_wgs84(result[good], crs)
    for n in good:
        _check_place(reading, n, reading.shapes[n], result, crs)
    return result


def _repaired(reading: Reading, n: int, shape: shapely.Geometry) -> shapely.Geometry | None:
    """The shape, or its repair if that hardly changes its area."""
    if shapely.is_valid(shape):
        return shape
    reason = shapely.is_valid_reason(shape)
    fixed = polygonal(shapely.make_valid(shape))
    drawn = float(shapely.area(shape))
    if fixed is not None and _close(shapely.area(fixed), drawn):
        reading.notes.append(
            _("The border of feature %(line)d was repaired (%(why)s).") % {"line": reading.lines[n], "why": reason}
        )
        return fixed
    reading.blame(
        n,
        "",
        value=reason,
        reason=_("The border crosses itself; mending it would change the area."),
        remedy=_("Draw the border anew at the place that is named."),
    )
    return None


def _close(area: float, drawn: float) -> bool:
    return abs(area - drawn) <= REPAIR_SHARE * max(area, drawn)


def polygonal(shape: shapely.Geometry) -> shapely.Geometry | None:
    """The polygons of what `make_valid` gives, without lines and points; None without any."""
    parts = [part for part in shapely.get_parts(shape).tolist() if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if parts else None


def _check_place(reading: Reading, n: int, given: shapely.Geometry, found: NDArray[np.object_], crs: str) -> None:
    west, south, east, north = shapely.bounds(found[n]).tolist()
    corners = np.array([[west, south], [east, north]])
    if in_china(corners).all():
        return
    x0, y0, x1, y1 = shapely.bounds(given).tolist()
    turned = kit_crs.to_wgs84(np.array([[y0, x0], [y1, x1]]), crs)
    found[n] = None
    reading.blame(n, "", value=f"{x0:g}, {y0:g}", **_misplaced(bool(in_china(turned).all()), crs))


def areas_m2(shapes: Sequence[shapely.Geometry]) -> list[float]:
    """The areas of WGS-84 polygons in square metres, on an equal-area projection in their middle."""
    every = np.array(shapes, dtype=object)
    if shapely.is_empty(every).all():
        return [0.0] * len(shapes)
    west, south, east, north = shapely.total_bounds(every).tolist()
    flat = kit_crs.reproject(every, source=_WGS84, target=kit_crs.equal_area((west, south, east, north)))
    return [round(float(area), 2) for area in shapely.area(flat)]
