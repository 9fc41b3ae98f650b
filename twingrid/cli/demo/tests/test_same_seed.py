"""Same seed and day, same bytes; another seed, another city."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from twingrid.cli.demo import generate
from twingrid.cli.demo.tests.conftest import SEED, TODAY, Made

SCRIPT = """
import json, sys
from datetime import date
from pathlib import Path
from twingrid.cli.demo import generate
seed, today, folder = int(sys.argv[1]), date.fromisoformat(sys.argv[2]), Path(sys.argv[3])
made = generate(city="yunting", size="full", seed=seed, today=today, folder=folder)
print(json.dumps(made.sha256))
"""


def test_another_process_with_another_hash_seed_writes_the_same_bytes(yunting: Made, tmp_path: Path) -> None:
    command = [sys.executable, "-c", SCRIPT, str(SEED), TODAY.isoformat(), str(tmp_path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"})
    assert json.loads(said.stdout) == yunting.manifest.sha256


def test_another_seed_draws_other_borders(yunting: Made, make: Callable[..., Made]) -> None:
    other = make("yunting", seed=SEED + 1)
    for name in ("community_grids.geojson", "customers.csv", "staff.csv", "requests.csv"):
        assert other.manifest.sha256[name] != yunting.manifest.sha256[name]


def test_another_day_moves_the_requests_but_not_the_borders(yunting: Made, make: Callable[..., Made]) -> None:
    later = make("yunting", today=date(2026, 12, 24))
    for name in ("community_grids.geojson", "power_service_areas.geojson", "customers.csv", "network.csv"):
        assert later.manifest.sha256[name] == yunting.manifest.sha256[name]
    assert max(r["reported_at"] for r in later.requests) > max(r["reported_at"] for r in yunting.requests)


def test_the_manifest_counts_and_names_every_file(made: Made) -> None:
    assert set(made.manifest.paths) == {p.name for p in made.folder.iterdir()} == set(made.manifest.sha256)
    assert made.manifest.counts["customers"] == len(made.customers)
    assert made.manifest.counts["requests"] == len(made.requests)


def test_the_stages_are_told_in_order(make: Callable[..., Made], tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    generate(
        city="yunting", size="full", seed=3, today=TODAY, folder=tmp_path, progress=lambda s, x: told.append((s, x))
    )
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


@pytest.mark.parametrize(("city", "size"), [("atlantis", "full"), ("jinan", "huge")])
def test_an_unknown_city_or_size_is_refused(city: str, size: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no demo city"):
        generate(city=city, size=size, seed=1, today=TODAY, folder=tmp_path)  # type: ignore[arg-type]
