"""Every door × every role, over HTTP, against a table written by hand (doors.csv).

A cell is the status; `login` is the way to the sign-in page; `/path` a redirect there (`*`: any number). A row
stands for one method of one address. Addresses and methods that no row names make this red; so does one flipped
right.
"""

import csv
import http.cookies
import re
from collections import defaultdict
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, resolve

from tests.house import scene as scene_module
from tests.house.test_stories import views
from twingrid.kit import clock
from twingrid.project import roles

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
TABLE = Path(__file__).with_name("doors.csv")
PEOPLE = {
    "anonymous": None,
    "worker": "han",
    "other_worker": "ding",
    "leader": "sun",
    "lead": "lead",
    "community": "qiao",
    "dispatcher": "zhou",
    "clerk": "clerk",
    "manager": "manager",
    "admin": "admin",
}
# Most cells are refusals; the page around the sentence is the same for all and is looked at elsewhere.
REFUSED = {"403", "404", "409", "422"}


def table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["method"]]


# Rooms that are tried together: each group needs its evening made once.
TOGETHER = (
    {"work", "desk", "leader", "centre", "counter", "partner"},
    {"settings"},
    {"accounts", "api", "open311"},
    {"plates", "composer", "groups", "outages"},
)


def door_of(row: dict[str, str]) -> str:
    first = row["path"].strip("/").split("/")[0]
    return next(("+".join(sorted(group)) for group in TOGETHER if first in group), "open")


DOORS = sorted({door_of(row) for row in table()})


def said(answer: Any) -> str:
    """An answer as the table writes it."""
    if answer.status_code in {301, 302}:
        return "login" if answer.url.startswith("/accounts/login/") else re.sub(r"\?.*", "", answer.url)
    return str(answer.status_code)


class Visitors:
    """A signed-in browser for each role; nothing that one request does is seen by the next."""

    def __init__(self, scene: scene_module.Scene) -> None:
        self.scene = scene
        self.clients = {role: scene.cast.client(who) for role, who in PEOPLE.items()}
        self.cookies = {role: client.cookies.output() for role, client in self.clients.items()}
        self.said = b""

    def ask(self, role: str, method: str, path: str, body: str = "", *, briefly: bool = False) -> str:
        """The answer as the table writes it; its text is `said` then. `briefly`: a refusal comes as its fragment."""
        client: Client = self.clients[role]
        headers = {"HX-Request": "true"} if briefly else {}
        client.cookies = http.cookies.SimpleCookie(self.cookies[role].replace("Set-Cookie: ", "").replace("\r\n", "; "))
        cache.clear()
        with clock.fixed(self.scene.now), transaction.atomic():
            if method == "GET":
                answer = client.get(path, headers=headers)
            else:
                answer = client.generic(
                    method, path, body, content_type="application/x-www-form-urlencoded", headers=headers
                )
            transaction.set_rollback(True)
        # A stream is read to its end, so that the file is closed.
        self.said = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return said(answer)


def filled(text: str, names: dict[str, str]) -> str:
    return re.sub(r"{(\w+)}", lambda match: names[match.group(1)], text)


@pytest.fixture
def visitors(city: Any, at: Any) -> Visitors:
    return Visitors(scene_module.build("jinan", at=at))


def differences(visitors: Visitors, rows: list[dict[str, str]], roles: Iterable[str] = PEOPLE) -> list[str]:
    found = []
    for row in rows:
        path, body = filled(row["path"], visitors.scene.names), filled(row["body"], visitors.scene.names)
        for role in roles:
            wanted = filled(row[role], visitors.scene.names)
            got = visitors.ask(role, row["method"], path, body, briefly=wanted in REFUSED)
            if not fnmatch(got, wanted):
                found.append(f"{row['method']} {row['path']} {row['body'][:20]} {role}: {got}, the table says {wanted}")
    return found


@pytest.mark.parametrize("door", DOORS)
def test_every_door_answers_every_role_as_the_table_says(visitors: Visitors, door: str) -> None:
    assert differences(visitors, [row for row in table() if door_of(row) == door]) == []


def route(path: str) -> str:
    return resolve(path).route


def test_every_address_and_every_method_is_in_the_table(visitors: Visitors) -> None:
    listed: dict[str, dict[str, str]] = defaultdict(dict)
    for row in table():
        path = filled(row["path"], visitors.scene.names)
        listed[route(path.split("?")[0])].setdefault(row["method"], path)
    addresses: dict[str, URLPattern] = {path.removeprefix("/"): pattern for path, pattern in views()}
    assert set(addresses) - set(listed) == set(), "an address without a row: say who may use it"
    for address in addresses:
        methods = listed[address]
        for method in {"GET", "POST"} - set(methods):
            path = next(iter(methods.values())).split("?")[0]
            got = visitors.ask("dispatcher", method, path)
            assert got == "405", f"{method} {path} answers {got}: the table has no row for it"


def test_one_flipped_right_is_seen(visitors: Visitors, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row for row in table() if row["path"].startswith("/work/")]
    without = roles.RIGHTS["dispatcher"] - {"work.ticket.see"}
    monkeypatch.setitem(roles.RIGHTS, "dispatcher", without)
    assert differences(visitors, rows, roles=["dispatcher"])


def test_no_answer_to_a_stranger_names_a_person_or_a_number(visitors: Visitors) -> None:
    """A refusal says nothing of the request: no holder, no place, no telephone number."""
    client = visitors.clients["other_worker"]
    scene = visitors.scene
    with clock.fixed(scene.now):
        page = client.get(f"/work/t/{scene.fresh.number}/").content.decode()
    assert scene.cast.han.name not in page
    assert scene.cast.home.label not in page
