"""The lists at 10, 100 and 1,000 rows: how many questions each page asks, which must not grow and be twelve at most.

python -m benchmarks.work_queries
"""

import os
import sys
from datetime import UTC, datetime
from typing import Any

from tests import server

SIZES, MOST = (10, 100, 1000), 12
PAGES = (
    ("/work/", "han"),
    ("/work/hazards/", "han"),
    ("/work/requests.json", "han"),
    ("/leader/", "sun"),
    ("/desk/", "zhou"),
    ("/desk/board/", "zhou"),
    ("/desk/?show=call_back", "zhou"),
)


def main() -> int:
    """Print a row a page; 1 when one asks more than twelve times or not the same at every size."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twingrid.project.settings")
    import django

    django.setup()
    from django.db import transaction

    from tests.house import scene as scene_module
    from twingrid.cities import queries as cities_queries
    from twingrid.kit import clock

    found: dict[str, list[int]] = {path: [] for path, _who in PAGES}
    with cities_queries.inside("jinan"), transaction.atomic():
        at = datetime(2023, 2, 22, 11, 0, tzinfo=UTC)
        scene = scene_module.build("jinan", at=at)
        with clock.fixed(scene.now):
            made = 0
            for size in SIZES:
                _more(scene, size - made)
                made = size
                for path, who in PAGES:
                    found[path].append(_asked(scene.cast.client(who), path))
        transaction.set_rollback(True)
    server.pytest_unconfigure(None)
    print(f"{'page':<28}" + "".join(f"{size:>8,}" for size in SIZES))
    for path, counts in found.items():
        print(f"{path:<28}" + "".join(f"{count:>8}" for count in counts))
    return 0 if all(max(counts) <= MOST and len(set(counts)) == 1 for counts in found.values()) else 1


def _more(scene: Any, count: int) -> None:
    """So many more open requests and hazards of the same people."""
    from tests.house import scene as scene_module

    scene_module.many_like(scene.fresh, count)
    for n in range(min(count, 100)):
        scene_module.hazard(scene.cast, scene.cast.at, key=f"bench-{count}-{n}")


def _asked(client: Any, path: str) -> int:
    """How many statements the page takes once the process has read what it keeps."""
    from tests.counting import ask

    client.get(path)
    return len(ask(client, path))


if __name__ == "__main__":
    sys.exit(main())
