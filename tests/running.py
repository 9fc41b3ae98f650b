"""An installation of its own for chaos and benchmarks: `twingrid run` on a new home, and people who speak with it by
HTTP as a browser or another system would.
"""

import http.client
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlencode

import psycopg

from tests.proof.newcomer import Newcomer, free_port
from twingrid.project.env import Env

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CITY = "jinan"


@contextmanager
def installation(*, demo: str = "small", within: float = 300.0) -> Iterator[Newcomer]:
    """A started installation in a folder that is removed afterwards; nothing of it is left running."""
    place = Path(tempfile.mkdtemp(prefix="twingrid-running-"))
    place.chmod(0o755)  # its database server is another user where we are root
    folder = place / "house"
    folder.mkdir()
    house = Newcomer(folder=folder, port=free_port(), demo=demo, path=f"{BIN}:/usr/local/bin:/usr/bin:/bin")
    try:
        house.start([str(BIN / "twingrid"), "run"], within=within)
        yield house
    except BaseException:
        house.tell_logs()
        raise
    finally:
        house.end()
        shutil.rmtree(place, ignore_errors=True)


def database(house: Newcomer, *, role: Literal["app", "owner"] = "app") -> "psycopg.Connection[Any]":
    """A login of that role to the installation's database, in the city's schema."""
    where = Env(home=house.home, database_role=role).database()
    return psycopg.connect(
        host=where["HOST"],
        port=where["PORT"],
        dbname=where["NAME"],
        user=where["USER"],
        password=where["PASSWORD"],
        options=f"-c search_path={CITY},public",
        autocommit=True,
    )


def make_key(house: Newcomer, *purposes: str, system: str = "grid") -> str:
    """A key of another system that may ask as often as it likes."""
    may = [word for purpose in purposes for word in ("--may", purpose)]
    told = subprocess.run(
        [str(BIN / "twingrid"), "key", "add", system, "--system", system, "--per-minute", "1000000", *may],
        cwd=house.folder,
        env=house.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.strip().splitlines()[-1]


class Speaker:
    """One connection to the site, made anew whenever it breaks; remembers cookies as a browser does."""

    def __init__(self, port: int, *, key: str = "", timeout: float = 10.0) -> None:
        self.port, self.key, self.timeout = port, key, timeout
        self.cookies: dict[str, str] = {}
        self.line: http.client.HTTPConnection | None = None

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Status and body. Raises OSError or HTTPException when no whole answer came."""
        sent = {"Host": f"localhost:{self.port}", "Accept-Language": "en", **(headers or {})}
        if self.key:
            sent["Authorization"] = f"Bearer {self.key}"
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            self.line.request(method, path, body, sent)
            answer = self.line.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException):
            self.line.close()
            self.line = None
            raise
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _is, rest = cookie.partition("=")
            self.cookies[name.strip()] = rest.partition(";")[0]
        return answer.status, text

    def send_json(self, path: str, value: Any) -> tuple[int, bytes]:
        """POST a value as JSON."""
        return self.ask("POST", path, json.dumps(value).encode(), {"Content-Type": "application/json"})

    def send_form(self, path: str, fields: Mapping[str, str]) -> tuple[int, bytes]:
        """POST a form as the page's own script does."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": self.cookies.get("csrf", ""),
            "HX-Request": "true",
        }
        return self.ask("POST", path, urlencode(fields).encode(), headers)

    def sign_in(self, role: str) -> None:
        """Sign in as the first person of the demo's cast in that role's row (English)."""
        _status, page = self.ask("GET", "/demo/sign-in/")
        found = re.search(rf"{role}.*?action=\"(/demo/sign-in/\d+/)\"", page.decode(), re.S)
        if found is None:
            raise AssertionError(f"Nobody is a {role} in this demo.")
        status, _page = self.send_form(found[1], {})
        if status not in {200, 204, 302}:
            raise AssertionError(f"The sign-in answered {status}.")
