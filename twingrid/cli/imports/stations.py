"""Rainbow stations (电力彩虹驿站)."""

from typing import Any

from django.utils.translation import gettext as _

from twingrid.cli.imports.headings import Field
from twingrid.cli.imports.places import crs_of, points
from twingrid.cli.imports.reading import Reading
from twingrid.cli.imports.subject import Load, Prepared, Subject
from twingrid.kit.staging import Changes, Columns
from twingrid.stations import actions as station_actions


def _read(reading: Reading) -> Prepared:
    crs = crs_of(reading)
    codes = reading.code("code")
    reading.once([code or None for code in codes], "code")
    since, until = reading.period()
    lon, lat = points(reading, "lon", "lat", crs=crs, required=True)
    columns: dict[str, Any] = {
        "code": codes,
        "name": reading.text("name", longest=80, required=True),
        "community_code": reading.code("community_code", longest=20),
        "address": reading.text("address", longest=160, required=True),
        "hours": reading.text("hours", longest=120),
        "phone": reading.phone("phone"),
        "lon": lon.tolist(),
        "lat": lat.tolist(),
        "valid_from": since,
        "valid_to": until,
    }
    return Prepared(columns, crs)


def _load(columns: Columns, how: Load) -> dict[str, Changes]:
    return station_actions.import_stations(rows=columns, source_crs=how.crs, at=how.at, complete=how.complete)


def _no_community() -> tuple[str, str]:
    return _("There is no community with this code."), _("Import the divisions first, or correct the code.")


SUBJECT = Subject(
    name="stations",
    fields=(
        Field("code", required=True),
        Field("name", required=True),
        Field("community_code", required=True),
        Field("address", required=True),
        Field("lon", required=True),
        Field("lat", required=True),
        Field("hours"),
        Field("phone"),
        Field("valid_from"),
        Field("valid_to"),
    ),
    read=_read,
    load=_load,
    absent={"community_code": _no_community},
)
