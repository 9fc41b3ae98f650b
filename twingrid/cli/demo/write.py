"""Writing the files of a demo city, each with its checksum."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely

from twingrid.cli.demo.outline import Plane

SOURCE = "示意"


@dataclass
class Manifest:
    """What was written: counts by name, and for each file (by its name) the path and SHA-256."""

    city: str
    size: str
    seed: int
    counts: dict[str, int] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    sha256: dict[str, str] = field(default_factory=dict)
    supervision_phone: str = ""

    def note(self, path: Path, count: int) -> None:
        """Remember a written file of `count` rows."""
        self.counts[path.stem] = count
        self.paths[path.name] = path
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
        self.sha256[path.name] = digest.hexdigest()


def table(manifest: Manifest, path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV (UTF-8, header, comma)."""
    count = 0

    def counted() -> Iterable[Sequence[object]]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(counted())
    manifest.note(path, count)


def shapes(
    manifest: Manifest,
    path: Path,
    plane: Plane,
    polygons: Sequence[shapely.Polygon],
    properties: Sequence[dict[str, object]],
) -> None:
    """Write polygons (metres) as GeoJSON in WGS-84 degrees, counter-clockwise as RFC 7946 wants."""
    features = []
    for polygon, facts in zip(polygons, properties, strict=True):
        turned = shapely.orient_polygons(polygon)
        rings = [turned.exterior, *turned.interiors]
        coordinates = [plane.to_degrees(np.asarray(ring.coords)).tolist() for ring in rings]
        geometry = {"type": "Polygon", "coordinates": coordinates}
        features.append({"type": "Feature", "properties": facts, "geometry": geometry})
    collection = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    manifest.note(path, len(features))
