"""The door to the generator: one call writes all files of a demo city.

Same city, size, seed and day give byte-identical files. Sizes share one geography: `small` has every area and person
but about one customer and one request in twenty (云汀市 is small anyway and the same in both sizes).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import numpy as np

from twingrid.cli.demo import (
    customers,
    grids,
    names,
    network,
    outages,
    people,
    phones,
    places,
    power,
    profiles,
    requests,
)
from twingrid.cli.demo.files import Files
from twingrid.cli.demo.write import Manifest

CityName = Literal["jinan", "yunting"]
Size = Literal["full", "small"]
Progress = Callable[[str, float], None]
"""Called with the name of a stage and the share of the whole work done when it begins."""
FIRST_DAY = date(2020, 1, 1)


def generate(
    *, city: CityName, size: Size, seed: int, today: date, folder: Path, progress: Progress | None = None
) -> Manifest:
    """Write the files of `city` into `folder` (made if missing) and say what was written.

    Files: divisions.csv, outline.geojson, community_grids.geojson, power_service_areas.geojson, network.csv,
    customers.csv, staff.csv, stations.csv, landmarks.csv, outages.csv, requests.csv; mapping.csv where areas are lists.
    Requests end at midnight (UTC+8) before `today`.
    Raises ValueError for an unknown city or size.
    """
    if city not in ("jinan", "yunting") or size not in ("full", "small"):
        raise ValueError(f"no demo city {city!r} in size {size!r}")
    folder.mkdir(parents=True, exist_ok=True)
    say = progress or (lambda stage, share: None)
    manifest = Manifest(city=city, size=size, seed=seed)
    say("ground", 0.0)
    profile = profiles.jinan() if city == "jinan" else profiles.yunting(_rng(seed, 1))
    ground = grids.draw(profile, _rng(seed, 2))
    say("places", 0.3)
    town = power.town(profile, ground, places.build(profile, ground, _rng(seed, 3)), _rng(seed, 4))
    say("network", 0.4)
    net = network.build(town)
    staff = people.staff(town, seed=seed, today=today)
    files = Files(manifest=manifest, folder=folder, town=town, since=_since(today))
    files.areas()
    files.divisions()
    files.stations()
    files.landmarks()
    files.staff(staff, today)
    say("customers", 0.5)
    smaller = size == "small" and profile.flagships
    some = customers.rows(town, net, _rng(seed, 5))
    if smaller:
        some = customers.small(town, some)
    written = customers.texts(town.buildings, some)
    pool = names.pool(seed)
    columns = customers.columns(town, net, some, written, pool=pool, seed=seed, valid_from=files.since)
    files.customers(columns)
    files.network(net, some)
    if profile.mapped:
        files.mapping(net, some)
    files.outages(outages.write_rows(net, some, today=today, rng=_rng(seed, 7)))
    say("requests", 0.75)
    every = requests.City(town, staff, some, written, columns[1])
    count = profile.requests // (customers.SMALL_PART if smaller else 1)
    files.requests(requests.write_rows(every, count=count, today=today, rng=_rng(seed, 6)))
    say("done", 1.0)
    manifest.supervision_phone = phones.landline(profile.area_code, people.SUPERVISION)
    return manifest


def _since(today: date) -> str:
    """The first day on which everything of the demo holds: before the oldest request."""
    return min(FIRST_DAY, today - timedelta(days=3 * 366)).isoformat()


def _rng(seed: int, stage: int) -> np.random.Generator:
    """Every stage has its own stream, so that a change in one does not shake the others."""
    return np.random.default_rng([seed, stage])
