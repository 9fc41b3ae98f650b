"""Rules of the public list of requests (Open311): which state is closed, and how coarse a place is told."""

from dataclasses import dataclass

SHARED_SCOPES = frozenset({"unit", "building", "around"})
"""It is not about one home, so the building may be told."""
FEW_HOMES = 10
"""A building of fewer homes (or of nobody knows how many) is told like a home."""
AROUND_DECIMALS, HOME_DECIMALS = 3, 2
"""A point is rounded to about 100 m, for one home without a known estate to about 1 km."""
DAYS, ROWS = 90, 1000
"""The longest span that one question may cover, and the most requests that it gives (GeoReport v2)."""
FINISHED = ("closed", "cancelled")
"""States that Open311 reads as closed. A resolved request is open until the resident was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a request is, as it is kept (WGS-84 degrees, empty strings and None for what is not known)."""

    scope: str = "unknown"
    building_id: int | None = None
    label: str = ""
    homes: int = 0
    building_at: tuple[float, float] | None = None
    estate: str = ""
    estate_at: tuple[float, float] | None = None
    community: str = ""
    city: str = ""
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPlace:
    """Where a request is, as anybody may read it: words from narrow to wide, longitude and latitude."""

    address: str
    building_id: int | None
    lon: float | None
    lat: float | None


def public_place(spot: Spot) -> PublicPlace:
    """The building for what concerns a whole building of enough homes; else the estate's middle, or a rounded point.

    Neither stairwell nor room nor anybody's own words are ever among it.
    """
    shared = spot.scope in SHARED_SCOPES
    whole = shared and spot.building_id is not None and spot.homes >= FEW_HOMES
    narrow = spot.label if whole else spot.estate
    if whole:
        at = spot.building_at
    elif spot.estate_at is not None:
        at = spot.estate_at
    else:
        at = _rounded(spot.building_at or spot.point, AROUND_DECIMALS if shared and not spot.label else HOME_DECIMALS)
    lon, lat = at if at is not None else (None, None)
    words = ", ".join(part for part in (narrow, spot.community, spot.city) if part)
    return PublicPlace(address=words, building_id=spot.building_id if whole else None, lon=lon, lat=lat)


def _rounded(point: tuple[float, float] | None, decimals: int) -> tuple[float, float] | None:
    return (round(point[0], decimals), round(point[1], decimals)) if point is not None else None
