"""Which areas do 323,000 customers lie in? Our index against geopandas.sjoin and prepared shapely, in one run.

    python benchmarks/points.py [--points 323000] [--quick]

Both partitions of a generated district: 800 community grids and 66 power service areas. Checks that all answers are
the same off the borders, and that points on borders follow the documented rule. Fails below 10 times sjoin.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import geopandas
import numpy as np
import shapely
from numpy.typing import NDArray

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

import partitions  # noqa: E402 - found by the line above

from twingrid.territory.fusion.index import GAP, PartitionIndex  # noqa: E402

WANTED = 10.0
Areas = NDArray[np.object_]
Points = NDArray[np.float64]
Labels = NDArray[np.int64]


def best_of(times: int, act: Callable[[], Labels]) -> tuple[float, Labels]:
    """The shortest of some runs in seconds, and the answer."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        answer = act()
        seconds.append(time.perf_counter() - start)
    return min(seconds), answer


def by_sjoin(points: geopandas.GeoDataFrame, areas: geopandas.GeoDataFrame) -> Labels:
    """What a user of geopandas writes; the frames are made beforehand and cost nothing here."""
    joined = geopandas.sjoin(points, areas, how="left", predicate="within")
    return joined["index_right"].fillna(GAP).to_numpy(dtype=np.int64)


def by_shapely(points: Points, areas: Areas, tree: shapely.STRtree) -> Labels:
    """The best of plain shapely: a tree over the points, then the prepared polygon over those in its box."""
    labels = np.full(len(points), GAP, dtype=np.int64)
    for label, area in enumerate(areas):
        near = tree.query(shapely.box(*area.bounds))
        labels[near[shapely.contains_xy(area, points[near, 0], points[near, 1])]] = label
    return labels


def border_points(areas: Areas, *, number: int, seed: int) -> Points:
    """Vertices and middles of edges of the areas: as near to a border as numbers allow."""
    coords, owner = shapely.get_coordinates(areas, return_index=True)
    middles = ((coords[1:] + coords[:-1]) / 2)[owner[1:] == owner[:-1]]
    every = np.vstack((coords, middles))
    return every[np.random.default_rng(seed).integers(0, len(every), number)]


def check_rule(index: PartitionIndex, points: Points) -> int:
    """How many of the points on borders do not get the first id of the areas that cover them."""
    point, area = shapely.STRtree(index.polygons).query(shapely.points(points), predicate="intersects")
    first = np.full(len(points), "￿", dtype=object)
    for p, a in zip(point.tolist(), area.tolist(), strict=True):
        first[p] = min(first[p], index.ids[a])
    answer = np.array([*index.ids, "￿"], dtype=object)[index.locate(points)]
    return int((answer != first).sum())


def compare(areas: Areas, points: Points, *, times: int) -> tuple[float, float, float, float]:
    """Seconds of building, of ours, of sjoin and of shapely for one partition; every answer is compared."""
    ids = [f"{number:05d}" for number in np.random.default_rng(7).permutation(len(areas))]
    start = time.perf_counter()
    index = PartitionIndex.build(ids, areas)
    built = time.perf_counter() - start
    ours, labels = best_of(times + 2, lambda: index.locate(points))
    frame = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(points[:, 0], points[:, 1]), crs=4326)
    polygons = geopandas.GeoDataFrame(geometry=areas, crs=4326)
    joined, theirs = best_of(times, lambda: by_sjoin(frame, polygons))
    shapely.prepare(areas)
    tree = shapely.STRtree(shapely.points(points))
    plain, shapelys = best_of(times, lambda: by_shapely(points, areas, tree))
    if (labels != theirs).any() or (labels != shapelys).any():
        sys.exit(f"{len(areas)} areas: {(labels != theirs).sum()} answers differ from sjoin's off the borders")
    wrong = check_rule(index, border_points(areas, number=20_000, seed=9))
    if wrong:
        sys.exit(f"{len(areas)} areas: {wrong} of 20,000 points on borders do not follow the rule")
    return built, ours, joined, plain


def one_by_one(areas: Areas, points: Points) -> str:
    """Microseconds of single questions, with the distance to the nearest border and the neighbours."""
    index = PartitionIndex.build([str(number) for number in range(len(areas))], areas)
    micros = []
    for x, y in points[:3_000].tolist():
        start = time.perf_counter()
        index.locate_one(x, y)
        micros.append((time.perf_counter() - start) * 1e6)
    return f"p50 {np.percentile(micros, 50):.0f} µs, p99 {np.percentile(micros, 99):.0f} µs"


def main() -> None:
    """Compare at the size asked for, then show how it grows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=323_000)
    parser.add_argument("--quick", action="store_true", help="only the size asked for, no growth")
    arguments = parser.parse_args()
    layers = [partitions.partition(800, seed=2), partitions.partition(66, seed=1)]
    sizes = " and ".join(f"{len(areas)} ({shapely.get_num_coordinates(areas).mean():.0f} vertices)" for areas in layers)
    print(f"Areas: {sizes}; every answer is checked against geopandas and shapely")
    heads = ("points", "build", "ours", "sjoin", "shapely", "Mpt/s", "x sjoin", "x shapely")
    print("{:>9} {:>8} {:>8} {:>8} {:>8} {:>6} {:>8} {:>9}".format(*heads))
    growth = [] if arguments.quick else [10_000, 100_000, 1_000_000]
    ratio = 0.0
    for number in sorted({arguments.points, *growth}):
        points = partitions.customers(number, seed=5)
        each = [compare(areas, points, times=1 if number > 500_000 else 2) for areas in layers]
        built, ours, joined, plain = (sum(column) for column in zip(*each, strict=True))
        print(
            f"{number:9,} {built:7.3f}s {ours:7.4f}s {joined:7.3f}s {plain:7.3f}s {2 * number / ours / 1e6:6.1f} "
            f"{joined / ours:8.1f} {plain / ours:9.1f}"
        )
        if number == arguments.points:
            ratio = joined / ours
    print(f"One by one: {one_by_one(layers[0], partitions.customers(3_000, seed=6))}")
    print(f"{arguments.points:,} points to both partitions: {ratio:.1f} x geopandas.sjoin (wanted: {WANTED:g})")
    sys.exit(ratio < WANTED)


if __name__ == "__main__":
    main()
