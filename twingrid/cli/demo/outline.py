"""The outline of a demo city, and the plane it is drawn on.

Jinan: the outline of 市中区 370103 (see data/SOURCES.md). Yunting: an invented outline. Everything inside is
drawn in metres on a plane that touches the earth in the middle of the city; error below 0.1 % over 35 km.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources

import numpy as np
import shapely

from twingrid.cli.demo.partition import Floats

METRES_PER_DEGREE = 111_194.93


@dataclass(frozen=True)
class Plane:
    """Metres east and north of a middle point given in WGS-84 degrees."""

    lon: float
    lat: float

    def to_metres(self, degrees: Floats) -> Floats:
        """(n, 2) of lon, lat → (n, 2) of x, y in metres."""
        scale = np.array([METRES_PER_DEGREE * np.cos(np.radians(self.lat)), METRES_PER_DEGREE])
        metres: Floats = (np.asarray(degrees, dtype=np.float64) - np.array([self.lon, self.lat])) * scale
        return metres

    def to_degrees(self, metres: Floats) -> Floats:
        """(n, 2) of x, y in metres → (n, 2) of lon, lat, rounded to 7 decimals (about 1 cm)."""
        scale = np.array([METRES_PER_DEGREE * np.cos(np.radians(self.lat)), METRES_PER_DEGREE])
        degrees: Floats = np.round(np.asarray(metres, dtype=np.float64) / scale + np.array([self.lon, self.lat]), 7)
        return degrees


def jinan_outline() -> Floats:
    """The corners of 市中区 in WGS-84 degrees, (n, 2), not closed."""
    text = resources.files("twingrid.cli.demo").joinpath("data/jinan_outline.geojson").read_text("utf-8")
    ring = json.loads(text)["geometry"]["coordinates"][0]
    return np.asarray(ring[:-1], dtype=np.float64)


def invented_outline(*, lon: float, lat: float, radius_m: float, rng: np.random.Generator) -> Floats:
    """The corners of a town that does not exist, in WGS-84 degrees, (n, 2), not closed."""
    angles = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    bends = sum(rng.normal(0, 0.14 / k) * np.cos(k * angles + rng.uniform(0, 2 * np.pi)) for k in range(2, 7))
    radius = radius_m * (1 + bends + rng.normal(0, 0.015, len(angles)))
    metres = np.column_stack([radius * np.cos(angles) * 1.15, radius * np.sin(angles)])
    return Plane(lon=lon, lat=lat).to_degrees(metres)


def plane_of(corners: Floats) -> Plane:
    """The plane in the middle of an outline."""
    low, high = corners.min(axis=0), corners.max(axis=0)
    return Plane(lon=round(float(low[0] + high[0]) / 2, 4), lat=round(float(low[1] + high[1]) / 2, 4))


def polygon_on(plane: Plane, corners: Floats) -> shapely.Polygon:
    """The outline in metres, to the centimetre."""
    return shapely.Polygon(np.round(plane.to_metres(corners), 2))
