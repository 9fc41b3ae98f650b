"""Map layers and points from files, for commands that need no database.

Reads GeoJSON, GeoPackage and Shapefile (also .gz), and CSV for points. Whatever cannot be used ends in `BadFile`: one
sentence that says what to do, exit code 2.
"""

import csv
import gzip
from dataclasses import dataclass, field
from pathlib import Path

import click
import numpy as np
import pyogrio
import pyproj
import shapely
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj.exceptions import CRSError

from twingrid.cli.plain_words import gettext as _
from twingrid.kit import crs as kit_crs
from twingrid.territory.fusion import overlay

WGS84 = pyproj.CRS.from_epsg(4326)
LONGITUDES = ("lon", "lng", "longitude", "x", "经度")
LATITUDES = ("lat", "latitude", "y", "纬度")
_NAMED_BY_FEW = 5


class BadFile(click.ClickException):
    """The input cannot be used; the message says what to do."""

    exit_code = 2


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Areas of one file: ids as text, valid polygons, the CRS of their coordinates, all other fields."""

    path: Path
    ids: tuple[str, ...]
    polygons: NDArray[np.object_]
    crs: pyproj.CRS
    fields: dict[str, NDArray[np.generic]]
    notes: list[str] = field(default_factory=list)

    def numbers(self, name: str) -> NDArray[np.float64]:
        """The field `name` as numbers, nan where it is empty."""
        column = _field(self.path, self.fields, name, "--apportion")
        numbers = np.full(len(column), np.nan)
        for k, value in enumerate(column.tolist()):
            if value is None or value == "":
                continue
            try:
                numbers[k] = float(value)
            except (TypeError, ValueError):
                raise BadFile(
                    _(
                        "%(path)s: %(name)s of %(area)s is %(value)r, not a number. "
                        "Correct it, or name another field with --apportion."
                    )
                    % {"path": self.path, "name": name, "area": self.ids[k], "value": value}
                ) from None
        return numbers


def read_areas(path: Path, *, side: str, id_field: str | None, crs: str | None, otherwise: str | None = None) -> Layer:
    """The polygons of `path`, the `side` ("left", "right") that the options name. Raises BadFile.

    `crs` overrules what the file says of its coordinates; `otherwise` is taken where it says nothing.
    """
    meta, wkb, columns = _read(path)
    if not id_field:
        asked = {"side": side, "path": path, "fields": _fields_there_are(columns)}
        raise BadFile(_("Say with --%(side)s-id which field of %(path)s holds the id. %(fields)s") % asked)
    shapes = shapely.from_wkb(wkb)
    present = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    columns = {name: values[present] for name, values in columns.items()}
    ids = _ids(path, _field(path, columns, id_field, f"--{side}-id"))
    left_out = {"file": path.name, "n": int((~present).sum())}
    notes = [] if present.all() else [_("%(file)s: %(n)d rows without a shape are left out.") % left_out]
    shapes = shapes[present]
    _only_polygons(path, ids, shapes)
    option = f"--{side}-crs"
    known = _known_crs(path, meta.get("crs") or otherwise, crs, option)
    shapes, system = _in_system(shapes, known)
    _plausible(path, shapely.get_coordinates(shapes), system, option)
    return Layer(path, ids, _repaired(path, ids, shapes, notes), system, columns, notes)


def read_points(path: Path, *, crs: str | None) -> NDArray[np.float64]:
    """(n, 2) WGS-84 longitude, latitude; nan where a row has none. CSV with lon and lat, or a layer of points."""
    if path.name.lower().removesuffix(".gz").endswith((".csv", ".txt")):
        return kit_crs.to_wgs84(_csv_points(path), crs or kit_crs.WGS84)
    meta, wkb, _columns = _read(path)
    shapes = shapely.from_wkb(wkb)
    kinds = set(np.unique(shapely.get_type_id(shapes[~shapely.is_missing(shapes)])).tolist())
    if not kinds <= {0}:
        raise BadFile(
            _("%(path)s holds other shapes than points. Give a layer of points, or a CSV with lon and lat.")
            % {"path": path}
        )
    points = np.column_stack((shapely.get_x(shapes), shapely.get_y(shapes)))
    known = _known_crs(path, meta.get("crs"), crs, "--points-crs")
    _plausible(path, points, known if isinstance(known, pyproj.CRS) else WGS84, "--points-crs")
    if isinstance(known, str):
        return kit_crs.to_wgs84(points, known)
    move = pyproj.Transformer.from_crs(known, WGS84, always_xy=True)
    return np.column_stack(move.transform(points[:, 0], points[:, 1]))


def few(names: list[str] | tuple[str, ...]) -> str:
    """The first few names, and how many more there are."""
    rest = len(names) - _NAMED_BY_FEW
    return ", ".join(names[:_NAMED_BY_FEW]) + (_(" and %(n)s more") % {"n": f"{rest:,}"} if rest > 0 else "")


def parse_crs(name: str, option: str) -> str:
    """The canonical name of a CRS given on the command line. Raises BadFile."""
    try:
        return kit_crs.canonical(name)
    except kit_crs.UnknownCrs as error:
        raise BadFile(f"{option} {name}: {error.sentence}") from None


def _read(path: Path) -> tuple[dict[str, object], NDArray[np.object_], dict[str, NDArray[np.generic]]]:
    if not path.is_file():
        raise BadFile(_("There is no file %(path)s. Check the path.") % {"path": path})
    source = f"/vsigzip/{path.resolve()}" if path.suffix.lower() == ".gz" else str(path)
    try:
        meta, _fids, wkb, values = pyogrio.raw.read(source, force_2d=True)
    except (DataSourceError, DataLayerError, ValueError) as error:
        raise BadFile(
            _(
                "%(path)s cannot be read as GeoJSON, GeoPackage or Shapefile. Export it again as one of these. "
                "(%(error)s)"
            )
            % {"path": path, "error": error}
        ) from None
    if wkb is None or not len(wkb):
        raise BadFile(_("%(path)s holds no shapes. Export it with its geometry.") % {"path": path})
    return meta, wkb, dict(zip(meta["fields"].tolist(), values, strict=True))


def _field(path: Path, columns: dict[str, NDArray[np.generic]], name: str, option: str) -> NDArray[np.generic]:
    if name not in columns:
        asked = {"path": path, "name": name, "option": option, "fields": _fields_there_are(columns)}
        raise BadFile(_("%(path)s has no field %(name)s (%(option)s). %(fields)s") % asked)
    return columns[name]


def _fields_there_are(columns: dict[str, NDArray[np.generic]]) -> str:
    if not columns:
        return _("It has no fields at all.")
    return _("There are: %(names)s.") % {"names": ", ".join(columns)}


def _ids(path: Path, column: NDArray[np.generic]) -> tuple[str, ...]:
    ids = tuple(_as_id(value) for value in column.tolist())
    if "" in ids:
        raise BadFile(
            _("%(path)s: row %(row)d has no id. Give every area one, or name another field.")
            % {"path": path, "row": ids.index("") + 1}
        )
    names, counts = np.unique(np.array(ids, dtype=object), return_counts=True)
    twice = names[counts > 1].tolist()
    if twice:
        raise BadFile(
            _("%(path)s: these ids stand more than once: %(ids)s. Merge their shapes, or name another field.")
            % {"path": path, "ids": few(twice)}
        )
    return ids


def _as_id(value: object) -> str:
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # Shapefile and CSV turn whole numbers into 1.0
    return str(value).strip()


def _only_polygons(path: Path, ids: tuple[str, ...], shapes: NDArray[np.object_]) -> None:
    if not len(shapes):
        raise BadFile(_("%(path)s holds no shapes. Export it with its geometry.") % {"path": path})
    other = np.flatnonzero(~np.isin(shapely.get_type_id(shapes), (3, 6)))
    if len(other):
        kind = type(shapes[other[0]]).__name__
        raise BadFile(
            _("%(path)s: %(area)s is a %(kind)s, not an area. Give a layer of polygons.")
            % {"path": path, "area": ids[other[0]], "kind": kind}
        )


def _known_crs(path: Path, said: object, wanted: str | None, option: str) -> pyproj.CRS | str:
    """A pyproj CRS, or the name of a shifted system."""
    if wanted is not None:
        name = parse_crs(wanted, option)
        if name in (kit_crs.GCJ02, kit_crs.BD09):
            return name
        return pyproj.CRS.from_user_input(name) if name.startswith("EPSG") else WGS84
    if not said:
        raise BadFile(
            _("%(path)s does not say its coordinate system. Say it: %(option)s EPSG:… or GCJ-02, BD-09, CGCS2000.")
            % {"path": path, "option": option}
        )
    try:
        return pyproj.CRS.from_user_input(said)
    except CRSError:
        raise BadFile(
            _("The coordinate system of %(path)s is not understood. Say it: %(option)s EPSG:…")
            % {"path": path, "option": option}
        ) from None


def _in_system(shapes: NDArray[np.object_], known: pyproj.CRS | str) -> tuple[NDArray[np.object_], pyproj.CRS]:
    if isinstance(known, str):
        return kit_crs.geometries_to_wgs84(shapes, known), WGS84
    return shapes, known


def _plausible(path: Path, points: NDArray[np.float64], system: pyproj.CRS, option: str) -> None:
    """Degrees must look like degrees: many exports of projected data claim to be WGS-84."""
    known = points[np.isfinite(points).all(axis=1)]
    if system.is_geographic and len(known) and (np.abs(known) > (360, 90)).any():
        x, y = known[np.argmax(np.abs(known).max(axis=1))]
        raise BadFile(
            _("%(path)s claims degrees but holds %(x).0f, %(y).0f. Say its true system: %(option)s EPSG:…")
            % {"path": path, "x": x, "y": y, "option": option}
        )


def _repaired(path: Path, ids: tuple[str, ...], shapes: NDArray[np.object_], notes: list[str]) -> NDArray[np.object_]:
    broken = np.flatnonzero(~shapely.is_valid(shapes)).tolist()
    if not broken:
        return shapes
    fixed = overlay.repair(shapes)
    gone = [ids[k] for k in broken if shapely.is_empty(fixed[k])]
    if gone:
        raise BadFile(
            _("%(path)s: no area is left of %(areas)s once the outline is repaired. Draw it anew.")
            % {"path": path, "areas": few(gone)}
        )
    reasons = [f"{ids[k]} ({shapely.is_valid_reason(shapes[k])})" for k in broken]
    told = {"file": path.name, "n": len(broken), "which": few(reasons)}
    notes.append(_("%(file)s: %(n)d invalid outlines were repaired: %(which)s.") % told)
    return fixed


def _csv_points(path: Path) -> NDArray[np.float64]:
    if not path.is_file():
        raise BadFile(_("There is no file %(path)s. Check the path.") % {"path": path})
    opener = gzip.open if path.suffix.lower() == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines)
        try:
            heading = [name.strip().casefold() for name in next(rows, [])]
            x, y = _column(path, heading, LONGITUDES), _column(path, heading, LATITUDES)
            points = [
                (_degree(path, rows.line_num, row, x), _degree(path, rows.line_num, row, y)) for row in rows if row
            ]
        except (UnicodeDecodeError, csv.Error) as error:
            raise BadFile(
                _("%(path)s is no CSV in UTF-8. Save it again as CSV UTF-8. (%(error)s)")
                % {"path": path, "error": error}
            ) from None
    return np.array(points, dtype=np.float64).reshape(-1, 2)


def _column(path: Path, heading: list[str], names: tuple[str, ...]) -> int:
    for name in names:
        if name in heading:
            return heading.index(name)
    raise BadFile(
        _("%(path)s has no column %(name)s. There are: %(names)s.")
        % {"path": path, "name": names[0], "names": ", ".join(heading)}
    )


def _degree(path: Path, line: int, row: list[str], column: int) -> float:
    text = row[column].strip() if column < len(row) else ""
    try:
        return float(text) if text else np.nan
    except ValueError:
        raise BadFile(
            _("%(path)s, line %(line)d: %(text)r is not a coordinate. Write a number, such as 116.98.")
            % {"path": path, "line": line, "text": text}
        ) from None
