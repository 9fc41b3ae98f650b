"""Named coordinate systems of maps in China, and projections in metres for one city.

Everything is stored as WGS-84 longitude, latitude in degrees; other systems are converted at the edge.

- WGS-84 and CGCS2000 are taken as the same: they differ by centimetres, our borders by metres.
- GCJ-02 is the shifted system that Chinese web maps must use; BD-09 is Baidu's further shift of it. Neither
  has a published definition; the formulas are the ones that every map library has shared for years.
- `EPSG:n` is any other system, by pyproj. Its coordinates are easting, northing (or longitude, latitude).

Plain numpy, no Django.
"""

from collections.abc import Callable
from functools import lru_cache
from math import cos, radians, sin, sqrt

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from pyproj.exceptions import CRSError

from twingrid.kit.refusals import BadInput

Points = NDArray[np.float64]
Bounds = tuple[float, float, float, float]

WGS84, CGCS2000, GCJ02, BD09 = "wgs84", "cgcs2000", "gcj02", "bd09"
NAMES = ("WGS-84", "CGCS2000", "GCJ-02", "BD-09", "EPSG:n")
UNKNOWN_CRS = (
    "This coordinate system is not known. Use WGS-84, CGCS2000, GCJ-02, BD-09 or EPSG: and a number, such as EPSG:4547."
)

_SYNONYMS = {
    "wgs84": WGS84,
    "epsg4326": WGS84,
    "gps": WGS84,
    "crs84": WGS84,
    "cgcs2000": CGCS2000,
    "epsg4490": CGCS2000,
    "国家2000": CGCS2000,
    "2000国家大地坐标系": CGCS2000,
    "天地图": CGCS2000,
    "gcj02": GCJ02,
    "火星坐标": GCJ02,
    "高德": GCJ02,
    "amap": GCJ02,
    "bd09": BD09,
    "bd09ll": BD09,
    "百度": BD09,
}

# The ellipsoid (Krassovsky 1940) and the rectangle that the shifted systems use.
_A, _E2 = 6378245.0, 0.00669342162296594323
_WEST, _SOUTH, _EAST, _NORTH = 72.004, 0.8293, 137.8347, 55.8271
_BD_WAVE = np.pi * 3000.0 / 180.0
_WGS84_A, _WGS84_E2 = 6378137.0, 0.0066943799901413165
# Both shifts are contractions (their slope is below 0.01), so each step gains two digits or more.
_INVERSE_STEPS, _INVERSE_DEGREES = 12, 1e-12


class UnknownCrs(BadInput):
    """The coordinate system is not known. The sentence is constant, so that a door can translate it."""

    def __init__(self, name: str) -> None:
        super().__init__(UNKNOWN_CRS, field="crs")
        self.name = name


def canonical(name: str) -> str:
    """The stored name: `wgs84`, `cgcs2000`, `gcj02`, `bd09` or `EPSG:n`; else `UnknownCrs` is raised."""
    key = "".join(ch for ch in name.strip().casefold() if ch not in " -_:/()")
    if key in _SYNONYMS:
        return _SYNONYMS[key]
    digits = key.removeprefix("epsg")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 6):
        raise UnknownCrs(name)
    code = f"EPSG:{int(digits)}"
    _epsg_to_wgs84(code)
    return code


def to_wgs84(points: Points, crs: str) -> Points:
    """WGS-84 longitude, latitude (n, 2) of `points` (n, 2) given in `crs`.

    For named systems and geographic EPSG codes a row is longitude, latitude in degrees; for projected ones
    easting, northing in their unit. GCJ-02 and BD-09 are inverted by iteration to far below a metre.
    Points that a projection cannot convert become inf, as pyproj says. Raises `UnknownCrs`.
    """
    xy = _as_points(points)
    name = canonical(crs)
    if name in (WGS84, CGCS2000):
        return xy.copy()
    if name == GCJ02:
        return _gcj02_to_wgs84(xy)
    if name == BD09:
        return _gcj02_to_wgs84(_bd09_to_gcj02(xy))
    return _pyproj(_epsg_to_wgs84(name), xy, forward=True)


def from_wgs84(lon_lat: Points, crs: str) -> Points:
    """The reverse of `to_wgs84`: `lon_lat` (n, 2) in degrees as (n, 2) in `crs`. Raises `UnknownCrs`."""
    xy = _as_points(lon_lat)
    name = canonical(crs)
    if name in (WGS84, CGCS2000):
        return xy.copy()
    if name == GCJ02:
        return _wgs84_to_gcj02(xy)
    if name == BD09:
        return _gcj02_to_bd09(_wgs84_to_gcj02(xy))
    return _pyproj(_epsg_to_wgs84(name), xy, forward=False)


def geometries_to_wgs84(geometries: NDArray[np.object_], crs: str) -> NDArray[np.object_]:
    """Shapely `geometries` in `crs`, every vertex converted to WGS-84 degrees. Raises `UnknownCrs`."""
    name = canonical(crs)
    return np.asarray(shapely.transform(geometries, lambda xy: to_wgs84(xy, name)), dtype=object)


def reproject(geometries: NDArray[np.object_], *, source: pyproj.CRS, target: pyproj.CRS) -> NDArray[np.object_]:
    """Shapely `geometries` from one pyproj CRS to another, vertex by vertex (x, y order)."""
    if source.equals(target, ignore_axis_order=True):
        return geometries
    move = pyproj.Transformer.from_crs(source, target, always_xy=True)
    return np.asarray(shapely.transform(geometries, lambda xy: _pyproj(move, xy, forward=True)), dtype=object)


def local_projection(bounds: Bounds) -> pyproj.CRS:
    """A transverse Mercator in metres, centred on `bounds` (west, south, east, north in WGS-84 degrees).

    Lengths are true on the middle meridian and 0.01 % too long 100 km from it.
    """
    return _centred("tmerc", bounds)


def equal_area(bounds: Bounds) -> pyproj.CRS:
    """A Lambert azimuthal projection in metres, centred on `bounds` (WGS-84 degrees): areas are true."""
    return _centred("laea", bounds)


def local_transformer(bounds: Bounds) -> pyproj.Transformer:
    """From WGS-84 longitude, latitude to the metres of `local_projection(bounds)`, x before y."""
    return pyproj.Transformer.from_crs("EPSG:4326", local_projection(bounds), always_xy=True)


def metres_per_degree(lat: float) -> tuple[float, float]:
    """Metres of one degree of longitude and of latitude at `lat` (degrees) on the WGS-84 ellipsoid."""
    phi = radians(lat)
    w = sqrt(1.0 - _WGS84_E2 * sin(phi) ** 2)
    east = radians(1.0) * _WGS84_A * cos(phi) / w
    north = radians(1.0) * _WGS84_A * (1.0 - _WGS84_E2) / w**3
    return east, north


def _as_points(points: Points) -> Points:
    xy = np.asarray(points, dtype=np.float64)
    if xy.ndim != 2 or xy.shape[1] != 2:
        raise ValueError(f"points must have the shape (n, 2), not {xy.shape}")
    return xy


def _centred(projection: str, bounds: Bounds) -> pyproj.CRS:
    west, south, east, north = bounds
    return pyproj.CRS.from_dict(
        {
            "proj": projection,
            "lat_0": round((south + north) / 2, 6),
            "lon_0": round((west + east) / 2, 6),
            "ellps": "WGS84",
            "units": "m",
        }
    )


@lru_cache(maxsize=64)
def _epsg_to_wgs84(code: str) -> pyproj.Transformer:
    try:
        return pyproj.Transformer.from_crs(code, "EPSG:4326", always_xy=True)
    except CRSError as error:
        raise UnknownCrs(code) from error


def _pyproj(move: pyproj.Transformer, xy: Points, *, forward: bool) -> Points:
    direction = pyproj.enums.TransformDirection.FORWARD if forward else pyproj.enums.TransformDirection.INVERSE
    return np.column_stack(move.transform(xy[:, 0], xy[:, 1], direction=direction))


def _in_china(xy: Points) -> NDArray[np.bool_]:
    lon, lat = xy[:, 0], xy[:, 1]
    return (lon >= _WEST) & (lon <= _EAST) & (lat >= _SOUTH) & (lat <= _NORTH)


def _gcj_shift(xy: Points) -> Points:
    """How far GCJ-02 lies from WGS-84 at `xy`, in degrees (n, 2), as if every point lay in China."""
    x, y = xy[:, 0] - 105.0, xy[:, 1] - 35.0
    root = np.sqrt(np.abs(x))
    ripple = np.sin(x * np.pi * 6.0) * 20.0 + np.sin(x * np.pi * 2.0) * 20.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + ripple * 2.0 / 3.0
    north += (np.sin(y * np.pi) * 20.0 + np.sin(y * np.pi / 3.0) * 40.0) * 2.0 / 3.0
    north += (np.sin(y * np.pi / 12.0) * 160.0 + np.sin(y * np.pi / 30.0) * 320.0) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + ripple * 2.0 / 3.0
    east += (np.sin(x * np.pi) * 20.0 + np.sin(x * np.pi / 3.0) * 40.0) * 2.0 / 3.0
    east += (np.sin(x * np.pi / 12.0) * 150.0 + np.sin(x * np.pi / 30.0) * 300.0) * 2.0 / 3.0
    phi = np.radians(xy[:, 1])
    w2 = 1.0 - _E2 * np.sin(phi) ** 2
    w = np.sqrt(w2)
    return np.column_stack(
        (
            np.degrees(east / (_A / w * np.cos(phi))),
            np.degrees(north / (_A * (1.0 - _E2) / (w2 * w))),
        )
    )


def _bd_shift(xy: Points) -> Points:
    """How far BD-09 lies from GCJ-02 at the GCJ-02 point `xy`, in degrees (n, 2)."""
    x, y = xy[:, 0], xy[:, 1]
    radius = np.hypot(x, y) + 0.00002 * np.sin(y * _BD_WAVE)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * _BD_WAVE)
    return np.column_stack((radius * np.cos(angle) + 0.0065 - x, radius * np.sin(angle) + 0.006 - y))


def _wgs84_to_gcj02(xy: Points) -> Points:
    return np.where(_in_china(xy)[:, None], xy + _gcj_shift(xy), xy)


def _gcj02_to_wgs84(xy: Points) -> Points:
    return _unshift(xy, _gcj_shift)


def _gcj02_to_bd09(xy: Points) -> Points:
    return np.where(_in_china(xy)[:, None], xy + _bd_shift(xy), xy)


def _bd09_to_gcj02(xy: Points) -> Points:
    return _unshift(xy, _bd_shift)


def _unshift(xy: Points, shift: Callable[[Points], Points]) -> Points:
    """The points whose shifted places are `xy`; a point that came from outside China was never shifted."""
    guess = xy
    for _step in range(_INVERSE_STEPS):
        better = xy - shift(guess)
        change = float(np.fmax.reduce(np.abs(better - guess), axis=None, initial=0.0))
        guess = better
        if change < _INVERSE_DEGREES:
            break
    return np.where(_in_china(guess)[:, None], guess, xy)
