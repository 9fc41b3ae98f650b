"""`twingrid city add`: a real city with its first administrator, on a database of its own."""

import json
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

pytestmark = pytest.mark.slow
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


# Runs command lines one after the other in one process; each line's end says how it ended.
LINES = """
import contextlib, io, json, sys
from twingrid.cli.main import main
for words in json.loads(sys.argv[1]):
    said, code = io.StringIO(), 0
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try: main(words, prog_name="twingrid")
        except SystemExit as end: code = end.code or 0
    print(json.dumps([code, said.getvalue()]))
"""


def twingrid(*lines: list[str], shell: str = "en_GB.UTF-8") -> list[tuple[int, str]]:
    """Code and words of each command line, all in one process of their own."""
    environment = os.environ | {"TWINGRID_DATABASE_NAME": NAME, "TWINGRID_SUPERVISED": "1", "LC_ALL": shell}
    command = [sys.executable, "-W", "ignore", "-c", LINES, json.dumps(lines)]
    done = subprocess.run(
        command, env=environment, cwd=server.ROOT, capture_output=True, text=True, check=True, timeout=180
    )
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


def test_a_city_is_made_with_somebody_who_administers_it(database: psycopg.Connection) -> None:
    ((code, words),) = twingrid([*WORDS, "--password", "12345"], shell="C.UTF-8")
    assert code == 1
    assert "密码" in words, "Chinese unless the shell is English"
    assert database.execute("SELECT count(*) FROM cities_city WHERE schema_name = 'lushan'").fetchone() == (0,)

    good = [*WORDS, "--password", "a-long-Word-of-9-parts"]
    made, again, listed, migrated, kept = twingrid(good, good, ["city", "list"], ["migrate", "--check"], ["janitor"])
    assert made[0] == 0, made[1]
    assert "lushan.example.cn; boss signs in there" in made[1]
    found = database.execute(
        "SELECT u.name, p.role, p.area_id, n.name FROM lushan.people_posting p"
        " JOIN lushan.people_user u ON u.id = p.user_id JOIN lushan.people_unit n ON n.id = p.unit_id"
    ).fetchall()
    assert found == [("管理员", "administrator", None, "庐山供电中心")]
    months = database.execute("SELECT count(*) FROM pg_inherits WHERE inhparent = 'lushan.journal_event'::regclass")
    assert months.fetchone() == (14,), "this month, the next twelve, and the rest"

    assert again[0] == 1
    assert "boss" in again[1]
    assert "Traceback" not in again[1]
    assert "lushan  庐山市  lushan.example.cn" in listed[1]
    assert (migrated[0], kept[0]) == (0, 0), migrated[1] + kept[1]
