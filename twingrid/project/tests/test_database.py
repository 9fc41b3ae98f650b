"""The server: embedded and killed, or somebody else's, with a login that holds just what it needs."""

import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests import server
from twingrid.project import database
from twingrid.project.env import Env


def env_of(home: Path, url: str = "") -> Env:
    return Env().model_copy(update={"home": home, "database_url": url, "database_name": ""})


@pytest.fixture
def hosted() -> Iterator[tuple[str, psycopg.Connection]]:
    """A server of somebody else: its address with a login that may create roles and databases; its administrator."""
    name = f"hosted_{secrets.token_hex(4)}"
    where = database.login_of(Env())
    with psycopg.connect(**(where | {"dbname": "postgres"}), autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEROLE CREATEDB PASSWORD 'word'").format(sql.Identifier(name)))
        admin.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(name)))
        yield f"postgresql://{name}:word@/{name}?host={where['host']}&port={where['port']}", admin
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
        for role in (f"{name}_app", f"{name}_owner", f"{name}_janitor", name):
            admin.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))


def login_as(env: Env, role: str) -> psycopg.Connection:
    where = env.model_copy(update={"database_role": role}).database()
    return psycopg.connect(
        host=where["HOST"],
        port=where["PORT"],
        dbname=where["NAME"],
        user=where["USER"],
        password=where["PASSWORD"],
        autocommit=True,
    )


def test_a_hosted_server_gets_three_roles_and_the_app_may_not_make_tables(
    hosted: tuple[str, psycopg.Connection], tmp_path: Path
) -> None:
    env = env_of(tmp_path, hosted[0])
    database.provision(env)
    with login_as(env, "owner") as owner:
        owner.execute("CREATE TABLE public.things (a int)")
    with login_as(env, "app") as app:
        app.execute("INSERT INTO public.things VALUES (1)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("CREATE TABLE public.more (a int)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("SET session_replication_role = replica")


def test_once_provisioned_the_login_needs_no_right_to_create_any_more(
    hosted: tuple[str, psycopg.Connection], tmp_path: Path
) -> None:
    url, admin = hosted
    env = env_of(tmp_path, url)
    assert database.ready(env)["name"].startswith("hosted_")
    role = sql.Identifier(url.split("//")[1].split(":")[0])
    admin.execute(sql.SQL("ALTER ROLE {} NOCREATEROLE NOCREATEDB").format(role))
    assert database.ready(env)["grants"] == 1


def test_a_login_without_the_rights_is_told_which_ones(hosted: tuple[str, psycopg.Connection], tmp_path: Path) -> None:
    url, admin = hosted
    role = sql.Identifier(url.split("//")[1].split(":")[0])
    admin.execute(sql.SQL("ALTER ROLE {} NOCREATEROLE NOCREATEDB").format(role))
    with pytest.raises(database.DatabaseTrouble, match="CREATEROLE"):
        database.provision(env_of(tmp_path, url))


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql:/oops oops", "Write it as postgresql://"),
        ("postgresql://nobody:word@127.0.0.1:9/none?connect_timeout=2", "does not answer"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(tmp_path: Path, url: str, sentence: str) -> None:
    with pytest.raises(database.DatabaseTrouble, match=sentence):
        database.provision(env_of(tmp_path, url))


def test_what_the_address_says_about_the_connection_is_kept(
    hosted: tuple[str, psycopg.Connection], tmp_path: Path
) -> None:
    env = env_of(tmp_path, hosted[0] + "&sslmode=disable")
    database.provision(env)
    assert env.database_options() == {"sslmode": "disable"}


KILLED = """
import os, signal, time
from pathlib import Path
from twingrid.project import database
from twingrid.project.env import Env
env = Env()
database.provision(env)
first = database.postmaster(env.home.resolve() / "postgres")
os.kill(first, signal.SIGKILL)
for _n in range(200):  # the number is free once the process is gone, not when the signal is sent
    if database.postmaster(env.home.resolve() / "postgres") != first:
        break
    time.sleep(0.05)
database.embedded(env)
second = database.postmaster(env.home.resolve() / "postgres")
assert second not in (None, first), (first, second)
database.ready(env)
print("works again")
"""


def test_a_killed_embedded_server_is_started_again_and_stopped_when_asked(tmp_path: Path) -> None:
    home = tmp_path / "home"
    environment = os.environ | {"TWINGRID_HOME": str(home), "TWINGRID_DATABASE_NAME": "", "TWINGRID_MODE": "demo"}
    done = subprocess.run(
        [sys.executable, "-c", KILLED],
        env=environment,
        capture_output=True,
        text=True,
        cwd=server.ROOT,
        check=False,
        timeout=120,
    )
    try:
        assert done.stdout.strip() == "works again", done.stderr
    finally:
        database.stop_embedded(env_of(home))
    assert database.postmaster(home / "postgres") is None


def test_a_number_that_another_program_has_now_is_no_server(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    folder.mkdir()
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    (folder / "postmaster.pid").write_text(f"{other.pid}\n{folder}\n1\n5432\n{folder}\n\n1 1\nready\n")
    assert database.postmaster(folder) is None
    other.send_signal(signal.SIGKILL)
    other.wait()
