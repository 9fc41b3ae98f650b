"""An import that is killed in the middle leaves nothing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from twingrid.cli.imports.tests.samples import write

CODE = """
import django; django.setup()
import sys
from datetime import UTC, datetime
from pathlib import Path
from twingrid.cities import queries as cities_queries
from twingrid.cli.imports.files import SUBJECTS, import_file
from twingrid.cli.imports.reading import Options
with cities_queries.inside("yunting"):
    import_file(SUBJECTS["network"], Path(sys.argv[1]), options=Options(), at=datetime(2023, 2, 22, tzinfo=UTC))
"""
HEADINGS = ("kind", "code", "name", "parent_code", "valid_from")


def _connect() -> "psycopg.Connection[tuple[object, ...]]":
    where = settings.ENV.database()
    return psycopg.connect(
        host=where["HOST"], port=where["PORT"], dbname=where["NAME"], user=where["USER"], password=where["PASSWORD"]
    )


@pytest.mark.django_db
def test_nothing_is_left_of_it(tmp_path: Path) -> None:
    rows = [("substation", f"S{n}", f"{n}站", "", "2020-01-01") for n in range(3000)]
    path = write(tmp_path / "network.csv", [HEADINGS, *rows])
    with _connect() as other:
        # Somebody else is about to add the last substation: the import waits for it with nearly all rows in place.
        other.execute(
            "INSERT INTO yunting.supply_equipment (kind, code, name, valid_from)"
            " VALUES ('substation', 'S2999', '', now())"
        )
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "twingrid.project.settings"}
        importing = subprocess.Popen([sys.executable, "-W", "ignore", "-c", CODE, str(path)], env=environment)
        try:
            _until_it_waits()
            importing.send_signal(signal.SIGKILL)
        finally:
            importing.kill()
            importing.wait()
        other.rollback()
        _until_its_backend_is_gone()
        assert other.execute("SELECT count(*) FROM yunting.supply_equipment").fetchone() == (0,)
        assert other.execute("SELECT count(*) FROM yunting.journal_event").fetchone() == (0,)


def _waiting() -> int:
    with _connect() as looking:
        found = looking.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            " AND query LIKE '%INSERT INTO supply_equipment%' AND pid <> pg_backend_pid()"
        ).fetchone()
    return int(str(found[0])) if found else 0


def _until_it_waits() -> None:
    for _try in range(600):
        if _waiting():
            return
        time.sleep(0.1)
    raise AssertionError("The import did not come to the row that is held.")


def _until_its_backend_is_gone() -> None:
    for _try in range(300):
        if not _waiting():
            return
        time.sleep(0.05)
    raise AssertionError("The killed import's transaction did not end.")
