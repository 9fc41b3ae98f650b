"""Deliveries of files from the marketing and HR systems: what files may be called, and the digest of a whole one."""

from collections.abc import Iterable, Mapping

# The names of files without their endings, in the order in which they build on each other.
NAMES = ("divisions", "community_grids", "power_service_areas", "network", "customers", "staff")
SUFFIXES = (".csv", ".xlsx", ".geojson", ".gpkg")


def misnamed(names: Iterable[str]) -> list[str]:
    """Those files that we do not know, and those of which there are two."""
    found: dict[str, int] = {}
    wrong = []
    for name in names:
        stem, dot, suffix = name.rpartition(".")
        if stem not in NAMES or f"{dot}{suffix}" not in SUFFIXES:
            wrong.append(name)
        found[stem] = found.get(stem, 0) + 1
    return wrong + [stem for stem, count in found.items() if count > 1 and stem in NAMES]


def lines_of(digests: Mapping[str, str]) -> str:
    """What the digest of a delivery is made over: its files with theirs, in their order."""
    order = {name: place for place, name in enumerate(NAMES)}
    files = sorted(digests, key=lambda name: order[name.rpartition(".")[0]])
    return "".join(f"{name}:{digests[name]}\n" for name in files)
