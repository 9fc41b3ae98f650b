"""Pytest plugin, loaded before Django's settings: one embedded server for all workers, one migrated template.

The server keeps running between runs (in var/test) so that a second run starts at once; a template database is
made anew whenever a migration changes.
"""

import fcntl
import gc
import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("TWINGRID_TEST_HOME", ROOT / "var" / "test"))
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")

KEPT = {"TWINGRID_TEST_HOME", "TWINGRID_JOURNEYS"}
for _name in [name for name in os.environ if name.startswith("TWINGRID_") and name not in KEPT]:
    del os.environ[_name]
os.environ.pop("PUBLIC_BASE_URL", None)
(HOME / "static").mkdir(parents=True, exist_ok=True)
os.environ.update(TWINGRID_MODE="test", TWINGRID_HOME=str(HOME), DJANGO_ALLOW_ASYNC_UNSAFE="true")

from twingrid.project.database import login_of, provision, stop_embedded  # noqa: E402 - the environment comes first
from twingrid.project.env import Env  # noqa: E402

CITIES = (
    ("jinan", "济南市", "Jinan", "市中区", ["testserver", "localhost", "127.0.0.1"]),
    ("yunting", "云汀市", "Yunting", "云汀区", ["yunting.localhost"]),
)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted(ROOT.glob("twingrid/**/migrations/*.py")):
        digest.update(path.read_bytes())
    digest.update((ROOT / "twingrid/work/rules/kinds.toml").read_bytes())  # a migration installs it
    digest.update(Path(__file__).read_bytes())
    return digest.hexdigest()[:12]


def _admin(env: Env) -> "psycopg.Connection":
    return psycopg.connect(**(login_of(env) | ({} if env.database_url else {"dbname": "postgres"})), autocommit=True)


def database_name() -> str:
    """The database of this worker."""
    return f"twingrid_test_{WORKER}_{os.environ.get('TWINGRID_TEST_RUN', str(os.getpid()))}"


if WORKER == "main":
    os.environ["TWINGRID_TEST_RUN"] = str(os.getpid())
os.environ["TWINGRID_DATABASE_NAME"] = database_name()
TEMPLATE = f"twingrid_template_{_fingerprint()}"


def _exists(name: str) -> bool:
    with _admin(Env()) as login:
        return bool(login.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone())


def make_template() -> None:
    """Provision the server and, unless it is there, migrate a template with both cities; one run at a time does."""
    with (HOME / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _make_template(Env())


def _hurry(env: Env) -> None:
    """Nothing here outlives a run: the server need not wait for the disk (a dropped database alone waits seconds), nor
    tidy up behind tests that are rolled back."""
    with _admin(env) as login:
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
            login.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        login.execute("SELECT pg_reload_conf()")


def _make_template(env: Env) -> None:
    provision(env, name="twingrid_tests")
    if not env.database_url:
        _hurry(env)
    if _exists(TEMPLATE):
        return
    making = TEMPLATE + "_making"
    with _admin(env) as login:
        login.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(making)))
    provision(env, name=making)
    _migrate(making)
    with _admin(env) as login:
        for (old,) in login.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'twingrid_template_%%'"
        ).fetchall():
            if old != making:
                login.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(old)))
        login.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(TEMPLATE))
        )


def _migrate(name: str) -> None:
    """In processes of their own, as the owner: what is shared first, then the cities side by side."""
    _in_a_process(name, "call_command('migrate_schemas', shared=True, verbosity=0, interactive=False)").wait()
    making = [_in_a_process(name, f"make({city!r})") for city in CITIES]
    codes = [one.wait() for one in making]
    if any(codes):
        raise RuntimeError("The template of the tests' databases was not made.")


def _in_a_process(name: str, what: str) -> "subprocess.Popen[bytes]":
    code = (
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "from twingrid.cities import actions\n"
        "from twingrid.kit import clock\n"
        "def make(city):\n"
        "    schema, name, english, district, hosts = city\n"
        "    actions.make_city(schema_name=schema, name=name, name_en=english, district=district,\n"
        "                      hosts=hosts, is_demo=True, at=clock.now())\n"
        f"{what}\n"
    )
    environment = os.environ | {
        "TWINGRID_DATABASE_ROLE": "owner",
        "TWINGRID_DATABASE_NAME": name,
        "DJANGO_SETTINGS_MODULE": "twingrid.project.settings",
    }
    return subprocess.Popen([sys.executable, "-W", "ignore", "-c", code], env=environment, cwd=ROOT)


def make_database(name: str) -> None:
    """A fresh copy of the template for one worker."""
    drop_database(name)
    with _admin(Env()) as login:
        login.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(TEMPLATE)
            )
        )


def drop_database(name: str) -> None:
    """Take a worker's database away."""
    with _admin(Env()) as login:
        login.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


if WORKER == "main":
    make_template()
make_database(database_name())
MEDIA = Path(tempfile.mkdtemp(prefix="twingrid-media-"))

from twingrid.cli import words  # noqa: E402 - pages speak Chinese from the first test on

words.compile_stale()


def pytest_collection_finish(session: object) -> None:
    """What is loaded now stays: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_unconfigure(config: object) -> None:
    """Leave no database behind."""
    import shutil

    from django.db import connections

    connections.close_all()
    drop_database(database_name())
    if WORKER == "main" and os.environ.get("CI"):  # a machine that is used once keeps nothing running
        stop_embedded(Env())
    shutil.rmtree(MEDIA, ignore_errors=True)
