"""The two demo cities, generated once for all tests of the generator."""

import csv
import fcntl
import json
import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from twingrid.cli.demo import Manifest, generate

TODAY = date(2026, 11, 23)
SEED = 1  # the seed that `twingrid demo` uses when none is given


@dataclass(frozen=True)
class Made:
    """What was generated, read back as an importer would read it."""

    folder: Path
    manifest: Manifest

    def table(self, name: str) -> list[dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def features(self, name: str) -> list[dict[str, Any]]:
        features: list[dict[str, Any]] = json.loads((self.folder / name).read_text("utf-8"))["features"]
        return features

    def shapes(self, name: str) -> np.ndarray:
        return np.asarray([shape(f["geometry"]) for f in self.features(name)], dtype=object)

    @cached_property
    def customers(self) -> list[dict[str, str]]:
        return self.table("customers.csv")

    @cached_property
    def staff(self) -> list[dict[str, str]]:
        return self.table("staff.csv")

    @cached_property
    def requests(self) -> list[dict[str, str]]:
        return self.table("requests.csv")

    @cached_property
    def grids(self) -> np.ndarray:
        return self.shapes("community_grids.geojson")

    @cached_property
    def zones(self) -> np.ndarray:
        return self.shapes("power_service_areas.geojson")

    @cached_property
    def points(self) -> np.ndarray:
        return shapely.points([(float(c["lon"]), float(c["lat"])) for c in self.customers])

    def inside(self, areas: np.ndarray) -> list[list[int]]:
        """For each customer the areas whose ground or border holds it."""
        hits: list[list[int]] = [[] for _ in self.points]
        for point, area in shapely.STRtree(areas).query(self.points, predicate="intersects").T.tolist():
            hits[point].append(area)
        return hits


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Made]:
    """Generate a city into a folder of its own."""

    def made(city: Any, size: Any = "small", *, seed: int = SEED, today: date = TODAY) -> Made:
        folder = tmp_path_factory.mktemp(f"{city}_{size}")
        return Made(folder, generate(city=city, size=size, seed=seed, today=today, folder=folder))

    return made


@pytest.fixture(scope="session")
def jinan(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """市中区 in its small size: all areas and people, one customer in twenty. Made once for all workers."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder, kept = shared / "demo_jinan", shared / "demo_jinan.pickle"
    with (shared / "demo_jinan.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            manifest = generate(city="jinan", size="small", seed=SEED, today=TODAY, folder=folder)
            kept.write_bytes(pickle.dumps(manifest))
        return Made(folder, pickle.loads(kept.read_bytes()))


@pytest.fixture(scope="session")
def yunting(make: Callable[..., Made]) -> Made:
    """The invented town."""
    return make("yunting")


@pytest.fixture(scope="session", params=["jinan", "yunting"])
def made(request: pytest.FixtureRequest) -> Made:
    """Either city."""
    city: Made = request.getfixturevalue(request.param)
    return city
