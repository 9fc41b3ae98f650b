"""`twingrid city add`: a real city with its first administrator, on a database of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from tests import server
from twingrid.project.database import login_of
from twingrid.project.env import Env

NAME = f"{server.database_name()}_city"
WORDS = [
    *("city", "add", "lushan", "--name", "庐山市", "--host", "lushan.example.cn"),
    *("--administrator", "boss", "--administrator-name", "管理员", "--unit", "庐山供电中心"),
]


@pytest.fixture
def database() -> Iterator[psycopg.Connection]:
    """A database of its own, since the command is a process of its own."""
    server.make_database(NAME)
    with psycopg.connect(**(login_of(Env()) | {"dbname": "postgres"}), autocommit=True) as admin:  # not copied with it
        admin.execute(sql.SQL("GRANT CREATE ON DATABASE {} TO twingrid_owner").format(sql.Identifier(NAME)))
    where = Env().database()
    login = {"host": where["HOST"], "port": where["PORT"], "user": where["USER"], "password": where["PASSWORD"]}
    with psycopg.connect(**login, dbname=NAME, autocommit=True) as connection:
        yield connection
    server.drop_database(NAME)


def twingrid(*words: str) -> tuple[int, str]:
    environment = os.environ | {"TWINGRID_DATABASE_NAME": NAME, "TWINGRID_SUPERVISED": "1"}
    command = [sys.executable, "-W", "ignore", "-m", "twingrid.cli", *words]
    done = subprocess.run(
        command, env=environment, cwd=server.ROOT, capture_output=True, text=True, check=False, timeout=180
    )
    return done.returncode, done.stdout + done.stderr


def test_a_city_is_made_with_somebody_who_administers_it(database: psycopg.Connection) -> None:
    code, words = twingrid(*WORDS, "--password", "12345")
    assert code == 1
    assert "too short" in words
    assert database.execute("SELECT count(*) FROM cities_city WHERE schema_name = 'lushan'").fetchone() == (0,)

    code, words = twingrid(*WORDS, "--password", "a-long-Word-of-9-parts")
    assert code == 0, words
    assert "lushan.example.cn; boss signs in there" in words
    found = database.execute(
        "SELECT u.name, p.role, p.area_id, n.name FROM lushan.people_posting p"
        " JOIN lushan.people_user u ON u.id = p.user_id JOIN lushan.people_unit n ON n.id = p.unit_id"
    ).fetchall()
    assert found == [("管理员", "administrator", None, "庐山供电中心")]
    months = database.execute("SELECT count(*) FROM pg_inherits WHERE inhparent = 'lushan.journal_event'::regclass")
    assert months.fetchone() == (14,), "this month, the next twelve, and the rest"

    code, words = twingrid(*WORDS, "--password", "a-long-Word-of-9-parts")
    assert code == 1
    assert "boss" in words
    assert "Traceback" not in words

    assert "lushan  庐山市  lushan.example.cn" in twingrid("city", "list")[1]
    assert twingrid("migrate", "--check")[0] == 0
    assert twingrid("janitor")[0] == 0
