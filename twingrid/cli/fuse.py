"""`twingrid fuse LEFT RIGHT`: two partitions from files, laid over each other, without a database.

`twingrid fuse` without files fuses a city in its database (`fuse_city`).
"""

from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from twingrid.cli import layers
from twingrid.cli.fused import Frame, Fused
from twingrid.cli.layers import BadFile, Layer
from twingrid.cli.plain_words import gettext as _
from twingrid.kit import crs as kit_crs

_FILE = click.Path(path_type=Path)
# Mercator stretches areas by more than half in Jinan, so it never measures them.
_UNFIT = ("popular visualisation pseudo mercator", "mercator (variant a)", "mercator (variant b)")


@click.command()
@click.argument("left", type=_FILE, required=False)
@click.argument("right", type=_FILE, required=False)
@click.option("--left-id", metavar="FIELD", help="The field of LEFT that names its areas.")
@click.option("--right-id", metavar="FIELD", help="The field of RIGHT that names its areas.")
@click.option("--points", type=_FILE, metavar="FILE", help="Points to count: CSV with lon and lat, or a layer.")
@click.option("--apportion", metavar="FIELD", help="A number of LEFT to spread over RIGHT.")
@click.option(
    "--lose-outside", is_flag=True, help="With --apportion: what lies outside RIGHT is lost, not moved inside."
)
@click.option("--crs", metavar="EPSG", help="Measure in this projected system; also taken for layers that name none.")
@click.option("--left-crs", metavar="CRS", help="The system of LEFT, whatever the file says: GCJ-02, BD-09, EPSG:n …")
@click.option("--right-crs", metavar="CRS", help="The system of RIGHT, whatever the file says.")
@click.option("--points-crs", metavar="CRS", help="The system of the points; CSV is WGS-84 otherwise.")
@click.option("--out", type=_FILE, metavar="FILE", help="Where to write the rows (CSV).")
@click.option("--city", default="jinan", show_default=True, help="Without files: the city to fuse in its database.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Without files: speak Chinese or English.")
def fuse(
    left: Path | None, right: Path | None, city: str, lang: str | None, **options: str | Path | bool | None
) -> None:
    """Lay two partitions over each other: LEFT and RIGHT from files, or those of a city in the database.

    Writes one row for each pair of areas with ground or points in common: left_id, right_id, area_m2, share_of_left,
    share_of_right, points. With --apportion a further column holds the part of the number in each pair, and
    OUT_FIELD.csv the sums for RIGHT.
    """
    if left is None:
        from twingrid.cli import tables

        tables.call("twingrid.cli.fuse_city:fuse_city", city=city, lang=lang)
        return
    if right is None:
        raise click.UsageError(_("Give two files, LEFT and RIGHT, or none to fuse the city in the database."))
    fuse_files(left, right, Options(**options))  # type: ignore[arg-type]  # click has checked the kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of `twingrid fuse LEFT RIGHT`, under their own names."""

    left_id: str | None
    right_id: str | None
    out: Path | None
    points: Path | None = None
    apportion: str | None = None
    lose_outside: bool = False
    crs: str | None = None
    left_crs: str | None = None
    right_crs: str | None = None
    points_crs: str | None = None


def fuse_files(left_path: Path, right_path: Path, options: Options) -> None:
    """Fuse two files and write the rows to `options.out`. Prints what was found; raises BadFile with a sentence."""
    out = _writable(options.out)
    left = layers.read_areas(
        left_path, side="left", id_field=options.left_id, crs=options.left_crs, otherwise=options.crs
    )
    right = layers.read_areas(
        right_path, side="right", id_field=options.right_id, crs=options.right_crs, otherwise=options.crs
    )
    frame, why = _frame(left, right, options.crs)
    for note in (*left.notes, *right.notes):
        click.echo(_("Note: %(note)s") % {"note": note})
    counts = {"left": f"{len(left.ids):,}", "right": f"{len(right.ids):,}", "system": why}
    click.echo(_("%(left)s areas on the left, %(right)s on the right, measured in %(system)s.") % counts)
    fused = Fused.of(
        (left, right),
        frame,
        points=_points(options, frame),
        field=options.apportion,
        lose_outside=options.lose_outside,
    )
    for line in fused.words():
        click.echo(line)
    written = fused.write(out)
    click.echo(_("Written: %(files)s") % {"files": ", ".join(str(path) for path in written)})


def _frame(left: Layer, right: Layer, wanted: str | None) -> tuple[Frame, str]:
    """Where to cut and to measure, and words for it: the CRS wanted, the layers' own, or an equal-area one."""
    system = _wanted(wanted)
    same = left.crs.equals(right.crs, ignore_axis_order=True)
    if system is not None:
        why = _("%(system)s as asked") % {"system": system.name}
    elif same and _measures(left.crs):
        system, why = left.crs, _("%(system)s, the layers' own system") % {"system": left.crs.name}
    else:
        system, why = _equal_area(left, right), _("an equal-area projection of their own")
    cut = left.crs if same and left.crs.is_geographic else system
    return Frame(cut, system), why


def _wanted(wanted: str | None) -> pyproj.CRS | None:
    """The projected CRS asked for; None for one in degrees, which only says what the layers are in."""
    name = wanted and layers.parse_crs(wanted, "--crs")
    if not name or not name.startswith("EPSG"):
        return None
    system = pyproj.CRS.from_user_input(name)
    return system if system.is_projected else None


def _measures(system: pyproj.CRS) -> bool:
    operation = system.coordinate_operation
    return bool(system.is_projected and operation and operation.method_name.lower() not in _UNFIT)


def _equal_area(left: Layer, right: Layer) -> pyproj.CRS:
    bounds = np.array(
        [
            shapely.total_bounds(kit_crs.reproject(layer.polygons, source=layer.crs, target=layers.WGS84))
            for layer in (left, right)
        ]
    )
    west, south = bounds[:, :2].min(axis=0).tolist()
    east, north = bounds[:, 2:].max(axis=0).tolist()
    return kit_crs.equal_area((west, south, east, north))


def _writable(out: Path | None) -> Path:
    if out is None:
        raise BadFile(_("Say with --out where to write the rows, for example --out pieces.csv."))
    if out.is_dir() or not out.resolve().parent.is_dir():
        raise BadFile(_("%(path)s cannot be written: name a file in a folder that exists.") % {"path": out})
    return out


def _points(options: Options, frame: Frame) -> NDArray[np.float64] | None:
    if options.points is None:
        return None
    crs = options.points_crs and layers.parse_crs(options.points_crs, "--points-crs")
    lon_lat = layers.read_points(options.points, crs=crs)
    move = pyproj.Transformer.from_crs(layers.WGS84, frame.cut, always_xy=True)
    return np.column_stack(move.transform(lon_lat[:, 0], lon_lat[:, 1]))
