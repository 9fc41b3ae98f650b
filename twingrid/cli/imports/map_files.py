"""Reading GeoJSON, GeoPackage and Shapefile with pyogrio: properties as texts, shapes with the CRS the file names."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from django.utils.translation import gettext as _
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError

from twingrid.cli.imports.excel_files import cell_text
from twingrid.cli.imports.sheet import Sheet
from twingrid.kit.refusals import BadInput


def read_map(path: Path, layer: str = "") -> Sheet:
    """The features of one layer (the only one unless named). Raises `BadInput`."""
    source = f"/vsizip/{path}" if path.suffix.lower() == ".zip" else str(path)
    name = _layer(source, path, layer)
    meta, wkb, values = _read(source, path, name)
    if str(meta["encoding"]).upper() == "ISO-8859-1" and not _latin(meta, values):
        meta, wkb, values = _read(source, path, name, encoding="GB18030")
    shapes = shapely.from_wkb(wkb) if wkb is not None else np.full(_count(values), None, dtype=object)
    headings = [str(field) for field in meta["fields"]]
    columns = [[_text(value) for value in column.tolist()] for column in map(_plain, values)]
    rows = [list(row) for row in zip(*columns, strict=True)] if columns else [[] for _shape in shapes]
    return Sheet(
        path,
        [headings, *rows],
        range(len(rows) + 1),
        encoding=str(meta["encoding"]),
        by_feature=True,
        shapes=shapes,
        crs=str(meta["crs"] or ""),
    )


def _layer(source: str, path: Path, wanted: str) -> str:
    try:
        names = [str(name) for name in pyogrio.list_layers(source)[:, 0]]
    except (DataSourceError, DataLayerError) as error:
        raise BadInput(
            _("%(file)s is not a map file that can be read. GeoJSON, GeoPackage (.gpkg) and Shapefile (.shp) can.")
            % {"file": path.name}
        ) from error
    if wanted and wanted not in names:
        raise BadInput(
            _("There is no layer %(layer)s in this file. Layers: %(found)s.")
            % {"layer": wanted, "found": ", ".join(names)}
        )
    if not wanted and len(names) != 1:
        raise BadInput(
            _("This file has several layers. Choose one with --sheet: %(found)s.") % {"found": ", ".join(names)}
        )
    return wanted or names[0]


def _read(
    source: str, path: Path, layer: str, encoding: str | None = None
) -> tuple[dict[str, Any], NDArray[np.object_] | None, Sequence[NDArray[Any]]]:
    try:
        meta, _ids, wkb, values = pyogrio.raw.read(source, layer=layer, force_2d=True, encoding=encoding)
    except (DataSourceError, DataLayerError, UnicodeDecodeError, ValueError, RuntimeError) as error:
        raise BadInput(
            _("%(file)s cannot be read: %(why)s. Write it anew with your map program.")
            % {"file": path.name, "why": str(error).splitlines()[0]}
        ) from error
    return meta, wkb, values


def _latin(meta: dict[str, Any], values: Sequence[NDArray[Any]]) -> bool:
    """Whether nothing but ASCII is there: otherwise a Chinese Shapefile without its .cpg was read as Latin."""
    texts = [*map(str, meta["fields"])]
    texts += [v for column in values if column.dtype == object for v in column.tolist() if isinstance(v, str)]
    return all(text.isascii() for text in texts)


def _count(values: Sequence[NDArray[Any]]) -> int:
    return len(values[0]) if len(values) else 0


def _plain(column: NDArray[Any]) -> NDArray[Any]:
    """Days and moments as texts, with empty ones kept empty."""
    if column.dtype.kind != "M":
        return column
    texts = np.datetime_as_string(column, unit="D").astype(object)
    texts[np.isnat(column)] = None
    return texts


def _text(value: object) -> str:
    if isinstance(value, float) and np.isnan(value):
        return ""
    return cell_text(value)
