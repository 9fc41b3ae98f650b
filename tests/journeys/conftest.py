"""A browser, a site of its own, and pictures for the guide."""

import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.request import urlopen

import pytest

from tests import server

GUIDE = server.ROOT / "docs" / "guide"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
PASSWORD = "twingrid-journey"
_addresses = itertools.count(1)


class Site:
    """The running site: its address and its side doors."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.signed_in: dict[str, Any] = {}  # the session's cookie of each person, once they have signed in

    def _ask(self, path: str) -> Any:
        with urlopen(f"{self.base}/journey/{path}", timeout=120) as answer:
            return json.load(answer)

    def minutes(self, n: int) -> None:
        """Let `n` minutes pass."""
        self._ask(f"minutes/{n}")

    def now(self) -> datetime:
        """What the site's clock says."""
        return datetime.fromisoformat(self._ask("minutes/0")["now"])

    @contextmanager
    def later(self, *, minutes: int) -> Iterator[None]:
        """So many minutes later inside the block; afterwards the clock stands where it stood."""
        self.minutes(minutes)
        try:
            yield
        finally:
            self.minutes(-minutes)

    def jobs(self) -> None:
        """Run the jobs that are due."""
        self._ask("jobs")

    def ticket(self, number: str) -> dict[str, Any]:
        """What the record says of a request."""
        found: dict[str, Any] = self._ask(f"ticket/{number}")
        return found

    def calls(self, count: int) -> int:
        """So many callers of one house have no electricity; the house."""
        return int(self._ask(f"calls/{count}")["building"])

    def sms(self, *, mood: str | None = None) -> dict[str, int]:
        """The channel of the stand-in for SMS and how many it has taken; `silent`: it takes one and hangs up."""
        if mood is not None:
            self._ask(f"mood/{mood}")
        found: dict[str, int] = self._ask("sms")
        return found

    def open_night(self) -> dict[str, Any]:
        """A night of Sun's team is without anybody: how many areas that leaves open, and who can fill it."""
        found: dict[str, Any] = self._ask("night")
        return found

    def proved(self) -> str:
        """Everybody of area 12 is covered on Monday, and every plate hangs; that day (ISO)."""
        return str(self._ask("proved")["monday"])

    def coverage(self) -> dict[str, int]:
        """How many power service areas have hours today that nobody answers."""
        found: dict[str, int] = self._ask("coverage")
        return found

    def figures(self) -> dict[str, int]:
        """The centre's figures."""
        found: dict[str, int] = self._ask("figures")
        return found


@pytest.fixture(scope="session")
def site(browser: Any) -> Iterator[Site]:
    """A site of its own beside this worker's database, so that nothing it commits reaches another test."""
    name = f"{server.database_name()}_journeys"
    server.make_database(name)
    media = tempfile.mkdtemp(prefix="twingrid-journeys-")
    environment = os.environ | {"TWINGRID_DATABASE_NAME": name, "TWINGRID_TEST_MEDIA": media}
    command = [sys.executable, "-W", "ignore", "-m", "tests.journeys.site", "0"]
    with subprocess.Popen(command, cwd=server.ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            assert line.startswith("ready "), f"The site did not start: {line}"
            yield Site(f"http://127.0.0.1:{int(line.split()[1])}")
        finally:
            process.terminate()
    server.drop_database(name)
    shutil.rmtree(media, ignore_errors=True)


def _lost(answer: Any) -> list[str]:
    """A style, script or picture that did not come."""
    return [f"{answer.status} {answer.url}"] if answer.status >= 400 and "/static/" in answer.url else []


def sign_in(page: Any, who: str) -> None:
    """Sign a person of the cast in, by the form."""
    page.goto("/accounts/login/")
    page.fill("[name=login]", f"jn-{who}")
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/login" not in url)


@pytest.fixture
def visitor(browser: Any, site: Site) -> Iterator[Any]:
    """`visitor()` opens a phone, `visitor("zhou", size=DESK)` a screen, signed in. Any error on a page fails."""
    contexts, errors = [], []

    def open_page(who: str = "", *, size: Any = None, elder: bool = False, language: str = "zh-CN", **more: Any) -> Any:
        context = browser.new_context(
            viewport=size or PHONE,
            base_url=site.base,
            locale=language,
            reduced_motion="reduce",
            extra_http_headers={"X-Journey-Address": f"10.7.0.{next(_addresses) % 250}"},
            **more,
        )
        contexts.append(context)
        if elder:
            context.add_cookies([{"name": "elder", "value": "1", "url": site.base}])
        page = context.new_page()
        page.set_default_timeout(45_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "response",
            lambda r: errors.append(f"{r.status} {r.url}") if r.status >= 400 and "/static/" in r.url else None,
        )
        if who in site.signed_in:
            context.add_cookies(site.signed_in[who])
        elif who:
            sign_in(page, who)
            site.signed_in[who] = [one for one in context.cookies() if "session" in one["name"]]
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Any:
    """`picture(page, "name")` keeps a picture for the guide when TWINGRID_JOURNEYS=pictures (`make guide`)."""
    wanted = os.environ.get("TWINGRID_JOURNEYS") == "pictures"

    def take(page: Any, name: str) -> None:
        if not wanted:
            return
        from PIL import Image

        file = GUIDE / f"{name}.png"
        page.wait_for_timeout(250)
        page.screenshot(path=file, animations="disabled")
        with Image.open(file) as image:
            image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(file, optimize=True)

    return take
