"""Customers with their service points, and the compounds and buildings they live in."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from twingrid.cli.imports.headings import Field
from twingrid.cli.imports.places import crs_of, points
from twingrid.cli.imports.reading import Reading
from twingrid.cli.imports.subject import Load, Prepared, Subject
from twingrid.kit.staging import Changes, Columns
from twingrid.supply import actions as supply_actions

KINDS = {
    **dict.fromkeys(("resident", "居民", "居民生活", "居民生活用电", "低压居民"), "resident"),
    **dict.fromkeys(("business", "商业", "非居民", "工商业", "企业", "低压非居民", "一般工商业", "高压"), "business"),
    **dict.fromkeys(("public", "公用", "公共", "公共设施", "楼道", "公用表"), "public"),
}
_PLACE = ("community_code", "compound", "road", "house_no", "building")
_OWN = ("account_no", "name", "phone", "kind", "unit", "room", "meter_box_code", "meter_no", "valid_from")


def _read(reading: Reading) -> Prepared:
    crs = crs_of(reading)
    accounts = reading.code("account_no", longest=20)
    reading.once([account or None for account in accounts], "account_no")
    columns: dict[str, Any] = {
        "account_no": accounts,
        "name": reading.text("customer_name", longest=80, required=True),
        "phone": reading.phone("phone"),
        "kind": reading.choice("customer_kind", KINDS, default="resident"),
        "community_code": reading.code("community_code", longest=20),
        "compound": reading.text("compound", longest=80),
        "compound_aliases": reading.names("compound_aliases"),
        "road": reading.text("road", longest=80),
        "house_no": reading.text("house_no", longest=20),
        "building": reading.text("building", longest=40),
        "unit": reading.text("unit_label", longest=20),
        "room": reading.text("room", longest=20),
        "meter_box_code": reading.code("meter_box_code", required=False),
        "meter_no": reading.code("meter_no", required=False),
        "valid_from": reading.days("valid_from", required=True),
    }
    _need_address(reading, columns)
    return Prepared(columns | _points(reading, crs), crs)


def _points(reading: Reading, crs: str) -> dict[str, Any]:
    """Where the customer and where the building is; each stands in for the other."""
    lon, lat = points(reading, "lon", "lat", crs=crs, required=False)
    house_lon, house_lat = points(reading, "building_lon", "building_lat", crs=crs, required=False)
    nowhere = np.isnan(lon) & np.isnan(house_lon)
    for n in np.flatnonzero(nowhere).tolist():
        reading.blame(
            n,
            "lon",
            reason=_("The place is missing."),
            remedy=_("Fill in lon and lat, or building_lon and building_lat."),
        )
    return {
        "lon": np.where(np.isnan(lon), house_lon, lon).tolist(),
        "lat": np.where(np.isnan(lat), house_lat, lat).tolist(),
        "building_lon": house_lon.tolist(),
        "building_lat": house_lat.tolist(),
    }


def _need_address(reading: Reading, columns: Columns) -> None:
    places = list(zip(*(columns[name] for name in ("compound", "building", "road", "house_no")), strict=True))
    lacking = {place for place in set(places) if not (all(place[:2]) or all(place[2:]))}
    if not lacking:
        return
    for n, place in enumerate(places):
        if place not in lacking:
            continue
        reading.blame(
            n,
            "building",
            reason=_("The address is incomplete."),
            remedy=_("Give compound and building (乐山小区, 3号楼), or road and house number (建设路, 78号)."),
        )


def _load(columns: Columns, how: Load) -> dict[str, Changes]:
    places, of = _distinct(_building_keys(columns))
    first = _first(of, len(places))
    estates, estate_of = _distinct([(place[0], place[1]) for place in places])
    compounds = _compounds(columns, estates, estate_of, first=first)
    rank = {key: n for n, key in enumerate(zip(compounds["community_code"], compounds["name"], strict=True))}
    own = {name: columns[name] for name in (*_OWN, "community_code", "lon", "lat")}
    return supply_actions.import_customers(
        customers={**own, "building": of},
        compounds=compounds,
        buildings=_buildings(columns, places, rank, first=first) | _spots(columns, of, first),
        source_crs=how.crs,
        at=how.at,
        complete=how.complete,
    )


def _building_keys(columns: Columns) -> list[tuple[str, ...]]:
    """Of each row: community, compound and building, or community, road, house number and building."""
    return [
        (community, compound, "", "", building or house_no)
        if compound
        else (community, "", road, house_no, building or house_no)
        for community, compound, road, house_no, building in zip(*(columns[name] for name in _PLACE), strict=True)
    ]


def _distinct(keys: Sequence[tuple[str, ...]]) -> tuple[list[tuple[str, ...]], list[int]]:
    """The different keys in order of appearance, and for each key its number."""
    numbers: dict[tuple[str, ...], int] = {}
    of = [numbers.setdefault(key, len(numbers)) for key in keys]
    return list(numbers), of


def _first(of: Sequence[int], count: int) -> list[int]:
    """For each number the first row that has it."""
    first = np.full(count, -1, dtype=np.int64)
    first[np.array(of[::-1], dtype=np.int64)] = np.arange(len(of) - 1, -1, -1)
    return list(first.tolist())


def _spots(columns: Columns, of: Sequence[int], first: Sequence[int]) -> dict[str, Any]:
    """Where each building stands: as its first row says (`located`), else in the middle of its customers."""
    number = np.array(of, dtype=np.int64)
    held = np.maximum(np.bincount(number, minlength=len(first)), 1)
    spots: dict[str, Any] = {}
    for name in ("lon", "lat"):
        said = np.array(columns[f"building_{name}"], dtype=np.float64)[list(first)]
        middle = np.bincount(number, np.array(columns[name], dtype=np.float64), minlength=len(first)) / held
        spots[name] = np.where(np.isnan(said), np.round(middle, 7), said).tolist()
        spots["located"] = (~np.isnan(said)).tolist()
    return spots


def _compounds(
    columns: Columns, estates: Sequence[tuple[str, ...]], of: Sequence[int], *, first: Sequence[int]
) -> dict[str, Any]:
    """The named estates, with the road of their first row and all other names that any of their buildings has."""
    aliases: list[dict[str, None]] = [{} for _estate in estates]
    front = [-1] * len(estates)
    for row, estate in zip(first, of, strict=True):
        aliases[estate] |= dict.fromkeys(columns["compound_aliases"][row])
        if front[estate] < 0:
            front[estate] = row
    named = [n for n, estate in enumerate(estates) if estate[1]]
    return {
        "community_code": [estates[n][0] for n in named],
        "name": [estates[n][1] for n in named],
        "road": [columns["road"][front[n]] for n in named],
        "house_no": [columns["house_no"][front[n]] for n in named],
        "aliases": [tuple(name for name in aliases[n] if name != estates[n][1]) for n in named],
    }


def _buildings(
    columns: Columns, places: Sequence[tuple[str, ...]], rank: dict[tuple[str, str], int], *, first: Sequence[int]
) -> dict[str, Any]:
    """The buildings, with the road and house number of their first row."""
    return {
        "compound": [rank.get((place[0], place[1])) for place in places],
        "community_code": [place[0] for place in places],
        "name": [place[4] for place in places],
        "road": [columns["road"][row] for row in first],
        "house_no": [columns["house_no"][row] for row in first],
        "label": [label(*place[1:]) for place in places],
    }


def label(compound: str, road: str, house_no: str, building: str) -> str:
    """How a building is called: 乐山小区 3号楼, 建设路 78号, 建设路 78号 2号楼."""
    if compound:
        return f"{compound} {building or house_no}"
    plate = f"{road} {house_no}".strip()
    return plate if building in ("", house_no) else f"{plate} {building}"


def _no_community() -> tuple[str, str]:
    return _("There is no community with this code."), _("Import the divisions first, or correct the code.")


def _no_meter_box() -> tuple[str, str]:
    return (
        _("There is no meter box with this code."),
        _("Import the network first, correct the code, or leave it empty if it is not known."),
    )


SUBJECT = Subject(
    name="customers",
    fields=(
        Field("account_no", required=True),
        Field("customer_name", required=True),
        Field("phone"),
        Field("customer_kind"),
        Field("community_code", required=True),
        Field("compound"),
        Field("compound_aliases"),
        Field("road"),
        Field("house_no"),
        Field("building"),
        Field("unit_label"),
        Field("room"),
        Field("lon"),
        Field("lat"),
        Field("building_lon"),
        Field("building_lat"),
        Field("meter_box_code"),
        Field("meter_no"),
        Field("valid_from"),
    ),
    read=_read,
    load=_load,
    key="account_no",
    absent={"community_code": _no_community, "meter_box_code": _no_meter_box},
)
