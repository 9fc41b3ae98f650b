"""The pieces of two partitions: ours against geopandas.overlay, in one run, compared piece by piece.

    python benchmarks/overlay.py [--quick]

Fails when ours is the slower one at the size of a district (66 x 800), or when any piece differs.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import geopandas
import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

import partitions  # noqa: E402 - found by the line above

from twingrid.kit import crs  # noqa: E402
from twingrid.territory.fusion import overlay  # noqa: E402

Answer = TypeVar("Answer")
SIZES = ((66, 800), (500, 500), (2_000, 2_000))


def in_metres(areas: NDArray[np.object_]) -> NDArray[np.object_]:
    """Degrees to an equal-area projection."""
    flat = crs.equal_area((116.8, 36.4, 117.1, 36.8))
    return crs.reproject(areas, source=pyproj.CRS.from_epsg(4326), target=flat)


def by_geopandas(left: geopandas.GeoDataFrame, right: geopandas.GeoDataFrame) -> dict[tuple[int, int], float]:
    """What a user of geopandas writes."""
    common = geopandas.overlay(left, right, how="intersection")
    areas = common.geometry.area.tolist()
    return dict(zip(zip(common["left"].tolist(), common["right"].tolist(), strict=True), areas, strict=True))


def best_of_two(act: Callable[[], Answer]) -> tuple[float, Answer]:
    """The shorter of two runs in seconds, and the answer."""
    seconds = []
    for _ in range(2):
        start = time.perf_counter()
        answer = act()
        seconds.append(time.perf_counter() - start)
    return min(seconds), answer


def compare(lefts: int, rights: int) -> float:
    """Print one line for two partitions of this size; how many times faster ours is."""
    left, right = in_metres(partitions.partition(lefts, seed=1)), in_metres(partitions.partition(rights, seed=2))
    seconds, ours = best_of_two(lambda: overlay.pieces(left, right))
    frames = (
        geopandas.GeoDataFrame({"left": range(len(left))}, geometry=left),
        geopandas.GeoDataFrame({"right": range(len(right))}, geometry=right),
    )
    joined, theirs = best_of_two(lambda: by_geopandas(*frames))
    mine = dict(zip(zip(ours.left.tolist(), ours.right.tolist(), strict=True), ours.area.tolist(), strict=True))
    worst = max(abs(mine.get(pair, 0.0) - theirs.get(pair, 0.0)) for pair in mine.keys() | theirs.keys())
    if worst > 1e-3:
        sys.exit(f"{lefts} x {rights}: a piece differs by {worst:.3g} m²")
    micros = seconds / len(ours.area) * 1e6
    print(
        f"{lefts:6,} x {rights:6,} {len(ours.area):8,} {seconds:8.3f}s {joined:8.3f}s {joined / seconds:6.1f} "
        f"{micros:8.0f} µs {worst:10.1e} m²"
    )
    return joined / seconds


def main() -> None:
    """Compare at the sizes of a district and beyond."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="only the size of a district")
    sizes = SIZES[:1] if parser.parse_args().quick else SIZES
    print(
        f"{'left x right':>15} {'pieces':>8} {'ours':>9} {'geopandas':>9} {'ratio':>6} {'per piece':>11} {'worst':>13}"
    )
    ratios = [compare(lefts, rights) for lefts, rights in sizes]
    areas = in_metres(partitions.partition(2_000, seed=2))
    start = time.perf_counter()
    found = overlay.examine([str(number) for number in range(len(areas))], areas)
    print(f"Examining {len(areas):,} areas: {time.perf_counter() - start:.3f} s, sound: {found.sound}")
    print(f"{shapely.get_num_coordinates(areas).sum():,} vertices")
    sys.exit(ratios[0] < 1.0)


if __name__ == "__main__":
    main()
