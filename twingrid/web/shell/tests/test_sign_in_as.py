"""The demo's page to sign in as somebody of the cast; production has no such address."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from twingrid.kit import clock

pytestmark = pytest.mark.django_db


def test_it_lists_the_cast_by_role(client: Client, cast: Any) -> None:
    page = client.get("/demo/sign-in/").content.decode()
    for person in cast.people.values():
        assert person.name in page
    assert page.index("供电网格员</h2>") < page.index("调度员</h2>")


@pytest.mark.parametrize(("text", "found", "not_found"), [("乔玉兰", "qiao", "han"), ("供电12区", "han", "ding")])
def test_it_finds_people_by_name_or_area(client: Client, cast: Any, text: str, found: str, not_found: str) -> None:
    page = client.get("/demo/sign-in/", {"q": text}).content.decode()
    assert cast.people[found].name in page
    assert cast.people[not_found].name not in page


def test_one_button_signs_in(client: Client, cast: Any) -> None:
    with clock.fixed(cast.at):
        answer = client.post(f"/demo/sign-in/{cast.zhou.pk}/", follow=True)
    assert answer.redirect_chain[:2] == [("/home/", 302), ("/desk/", 302)]


def test_a_real_person_is_never_listed_nor_signed_in(client: Client, cast: Any) -> None:
    cast.han.is_demo = False
    cast.han.save()
    assert cast.han.name not in client.get("/demo/sign-in/").content.decode()
    assert client.post(f"/demo/sign-in/{cast.han.pk}/").status_code == 404


def test_a_link_alone_signs_nobody_in(client: Client, cast: Any) -> None:
    assert client.get(f"/demo/sign-in/{cast.han.pk}/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/demo/sign-in/{cast.han.pk}/").status_code == 403


PRODUCTION = """
import django; django.setup()
from django.conf import settings
from django.urls import Resolver404, resolve
for path in ("/demo/sign-in/", "/demo/sign-in/1/"):
    try: resolve(path); print("FOUND", path)
    except Resolver404: pass
print(settings.SECOND_FACTOR_REQUIRED, settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE)
"""


def test_production_has_no_such_address_and_stricter_cookies(tmp_path: Path) -> None:
    environment = os.environ | {
        "TWINGRID_MODE": "production",
        "TWINGRID_HOME": str(tmp_path),
        "TWINGRID_SECRET_KEY": "s" * 60,
        "TWINGRID_HOSTS": "grid.example.cn",
        "DATABASE_URL": "postgresql://owner:password@localhost:5432/twingrid",
        "PUBLIC_BASE_URL": "https://grid.example.cn",
        "DJANGO_SETTINGS_MODULE": "twingrid.project.settings",
    }
    command = [sys.executable, "-W", "ignore", "-c", PRODUCTION]
    said = subprocess.run(
        command, env=environment, cwd=settings.PACKAGE.parent, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["True", "__Host-session", "True"]
