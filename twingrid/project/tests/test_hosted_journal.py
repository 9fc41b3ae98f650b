"""The journal on a server of somebody else, given by DATABASE_URL: as closed to the app role as on the embedded one."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from tests import server
from twingrid.journal.tests.attacks import ATTACKS
from twingrid.project import database
from twingrid.project.env import Env

pytestmark = pytest.mark.slow
# The owner lays the journal of one city, as `twingrid migrate` does for all apps.
LAY = """
import django; django.setup()
from django.core.management import call_command
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("CREATE SCHEMA jinan")
call_command("migrate_schemas", "journal", schema_name="jinan", verbosity=0, interactive=False)
"""
ROW = (
    "INSERT INTO journal_event (at, name, subject_kind, subject_id, actor_kind)"
    " VALUES ('2023-02-22T11:00+00', 'work.ticket.closed', 'work.ticket', 1, 'person')"
)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A second cluster of its own: where it is reached, and its superuser's password."""
    home = tmp_path_factory.mktemp("elsewhere")
    home.chmod(0o755)  # its server is another user when the tests run as root
    env = Env().model_copy(update={"home": home, "database_url": ""})
    try:
        where = database.start_embedded(env)
        yield {key: str(value) for key, value in where.items()}
    finally:
        database.stop_embedded(env)


def _url(where: dict[str, str], user: str, password: str, name: str) -> str:
    return f"postgresql://{user}:{password}@/{name}?host={where['host']}&port={where['port']}"


def _login(where: dict[str, str], kind: str) -> str:
    """DATABASE_URL with the server's superuser, or with a login that may just create roles and databases."""
    name = f"grid{kind}"
    with psycopg.connect(**where, autocommit=True) as admin:
        rights = sql.SQL("SUPERUSER" if kind == "superuser" else "CREATEROLE CREATEDB")
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN {} PASSWORD 'word'").format(sql.Identifier(name), rights))
        admin.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(name)))
    return _url(where, name, "word", name)


@pytest.fixture(scope="module", params=["superuser", "creator"])
def app(
    request: pytest.FixtureRequest, elsewhere: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[psycopg.Connection, str]]:
    """The app role's connection to a provisioned server with one city's journal and one event; the owner's name."""
    home = tmp_path_factory.mktemp(f"home-{request.param}")
    url = _login(elsewhere, request.param)
    env = Env().model_copy(update={"home": home, "database_url": url, "database_name": ""})
    found = database.provision(env)
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TWINGRID_")}
    mine = {"TWINGRID_HOME": str(home), "TWINGRID_MODE": "test", "TWINGRID_DATABASE_ROLE": "owner"}
    mine |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "twingrid.project.settings"}
    command = [sys.executable, "-W", "ignore", "-c", LAY]
    subprocess.run(command, check=True, cwd=server.ROOT, env=clean | mine)
    where = env.model_copy(update={"database_role": "app"}).database()
    login = {"dbname": where["NAME"], "user": where["USER"], "password": where["PASSWORD"]}
    with psycopg.connect(host=where["HOST"], port=where["PORT"], autocommit=True, **login) as connection:
        connection.execute("SET search_path = jinan")
        connection.execute(ROW)
        yield connection, found["roles"]["owner"]


def test_the_app_role_cannot_change_history_there_either(app: tuple[psycopg.Connection, str]) -> None:
    connection, owner = app
    succeeded = [attack for attack in ATTACKS if not _refused(connection, attack.format(owner=owner))]
    assert succeeded == []
    assert connection.execute("SELECT name FROM journal_event").fetchall() == [("work.ticket.closed",)]


def _refused(connection: psycopg.Connection, attack: str) -> bool:
    try:
        connection.execute(attack)
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectNotInPrerequisiteState):
        return True
    return False


def test_the_app_role_is_nobody_special_there(app: tuple[psycopg.Connection, str]) -> None:
    row = (
        app[0]
        .execute(
            "SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls FROM pg_roles"
            " WHERE rolname = current_user"
        )
        .fetchone()
    )
    assert row == (False,) * 5
    memberships = app[0].execute("SELECT 1 FROM pg_auth_members WHERE member = current_user::regrole").fetchall()
    assert memberships == []
