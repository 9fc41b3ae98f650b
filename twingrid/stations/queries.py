"""Questions about rainbow stations."""

from dataclasses import dataclass
from datetime import date
from math import cos, hypot, radians

from twingrid.kit.memo import Remembered
from twingrid.stations.models import Station
from twingrid.territory.queries import generation


@dataclass(frozen=True, slots=True)
class StationRow:
    """A station as shown to anybody. Coordinates WGS-84 degrees."""

    id: int
    code: str
    name: str
    address: str
    hours: str
    phone: str
    lon: float
    lat: float
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class NearStation:
    """The nearest station and how far it is, in metres as the crow flies."""

    station: StationRow
    metres: int


def _build() -> tuple[StationRow, ...]:
    return tuple(
        StationRow(s.pk, s.code, s.name, s.address, s.hours, s.phone, s.lon, s.lat, s.valid_from, s.valid_to)
        for s in Station.objects.order_by("code")
    )


_stations = Remembered(_build, lambda: generation("gazetteer"))


def all_stations() -> tuple[StationRow, ...]:
    """Every station, from this process's memory."""
    return _stations.get()


def station(station_id: int) -> StationRow | None:
    """One station, or nothing."""
    return next((s for s in all_stations() if s.id == station_id), None)


def nearest(lon: float, lat: float, *, on: date) -> NearStation | None:
    """The nearest station on a day from a point (WGS-84 degrees), or nothing when there is none."""
    open_on = [s for s in all_stations() if s.valid_from <= on and (s.valid_to is None or on < s.valid_to)]
    if not open_on:
        return None
    east = 111_320 * cos(radians(lat))
    found = min(open_on, key=lambda s: hypot((s.lon - lon) * east, (s.lat - lat) * 110_950))
    return NearStation(found, round(hypot((found.lon - lon) * east, (found.lat - lat) * 110_950)))
