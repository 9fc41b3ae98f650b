"""The outbox of a demo: what the stand-ins received for each city, a line of JSON for each call."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from twingrid.cli.fakes.ledger import Received
from twingrid.kit import clock
from twingrid.notices import queries as notices_queries
from twingrid.notices.actions.queueing import hint

_KEPT, _LARGEST = 200, 1_000_000  # lines and bytes of a city's outbox


@dataclass(frozen=True, slots=True)
class Outbox:
    """Writes down what came in; `cities` are the schemas by the name under which the stand-ins know them. A call under
    a name that nobody bears is in no outbox."""

    cities: Mapping[str, str]

    def write(self, row: Received) -> None:
        """Note a call; the ledger calls this one at a time."""
        schema = self.cities.get(row.account)
        if schema is None:
            return
        path = notices_queries.outbox_file(schema)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _cut(path)
        line = {
            "at": clock.now().isoformat(timespec="seconds"),
            "kind": row.vendor,
            "address": hint(row.address) if row.address else "",
            "code": row.code,
            "taken": row.taken,
            "text": row.text,
        }
        with _private(path, os.O_APPEND) as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _cut(path: Path) -> None:
    """Forget the oldest lines of an outbox that has grown large."""
    if not path.exists() or path.stat().st_size < _LARGEST:
        return
    with path.open(encoding="utf-8") as file:
        kept = file.readlines()[-_KEPT:]
    fresh = path.with_suffix(".new")
    with _private(fresh, os.O_TRUNC) as file:
        file.writelines(kept)
    fresh.replace(path)


def _private(path: Path, how: int) -> IO[str]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600), "a", encoding="utf-8")
