"""Landmarks: places that everybody knows (markets, schools, crossings with a name)."""

import json
from typing import Any

from django.utils.translation import gettext as _

from twingrid.cli.imports.headings import Field
from twingrid.cli.imports.places import crs_of, points
from twingrid.cli.imports.reading import Reading
from twingrid.cli.imports.subject import Load, Prepared, Subject
from twingrid.kit.staging import Changes, Columns
from twingrid.territory.actions import landmarks as landmark_actions


def _read(reading: Reading) -> Prepared:
    crs = crs_of(reading)
    names = reading.text("name", longest=80, required=True)
    communities = reading.code("community_code", longest=20, required=False)
    reading.once([(n, c) if n else None for n, c in zip(names, communities, strict=True)], "name")
    since, until = reading.period()
    lon, lat = points(reading, "lon", "lat", crs=crs, required=True)
    columns: dict[str, Any] = {
        "name": names,
        "community_code": communities,
        "aliases": [json.dumps(list(found), ensure_ascii=False) for found in reading.names("aliases")],
        "lon": lon.tolist(),
        "lat": lat.tolist(),
        "valid_from": since,
        "valid_to": until,
    }
    return Prepared(columns, crs)


def _load(columns: Columns, how: Load) -> dict[str, Changes]:
    return landmark_actions.import_landmarks(rows=columns, source_crs=how.crs, at=how.at, complete=how.complete)


def _no_community() -> tuple[str, str]:
    return _("There is no community with this code."), _("Import the divisions first, or correct the code.")


SUBJECT = Subject(
    name="landmarks",
    fields=(
        Field("name", required=True),
        Field("lon", required=True),
        Field("lat", required=True),
        Field("community_code"),
        Field("aliases"),
        Field("valid_from"),
        Field("valid_to"),
    ),
    read=_read,
    load=_load,
    absent={"community_code": _no_community},
)
