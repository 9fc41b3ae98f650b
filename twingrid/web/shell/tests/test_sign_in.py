"""Signing in with user name and password, and out again."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

pytestmark = pytest.mark.django_db
PACKAGE = Path(__file__).resolve().parents[3]
PASSWORD = "a-lamp-in-the-stairwell"
FAST = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _fast_and_forgetful(settings: Any) -> None:
    settings.PASSWORD_HASHERS = FAST
    cache.clear()


@pytest.fixture
def han(cast: Any) -> Any:
    cast.han.set_password(PASSWORD)
    cast.han.save()
    return cast.han


def sign_in(client: Client, person: Any, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post("/accounts/login/", {"login": person.username, "password": password, **extra})


def test_a_worker_signs_in_and_comes_to_his_work(client: Client, han: Any) -> None:
    answer = sign_in(client, han)
    assert (answer.status_code, answer.url) == (302, "/home/")
    assert client.get("/home/").url == "/work/"


def test_he_comes_back_to_the_page_he_wanted_but_never_to_another_host(client: Client, han: Any) -> None:
    assert sign_in(client, han, next="/desk/?q=1").url == "/desk/?q=1"
    assert sign_in(Client(), han, next="https://elsewhere.example/").url == "/home/"


def test_a_wrong_password_gets_a_sentence_and_keeps_the_name(client: Client, han: Any) -> None:
    page = sign_in(client, han, "wrong").content.decode()
    assert "用户名和密码不符" in page
    assert han.username in page


def test_the_page_speaks_both_languages(client: Client, city: Any) -> None:
    assert "用户名" in client.get("/accounts/login/").content.decode()
    assert "User name" in client.get("/accounts/login/", headers={"Accept-Language": "en"}).content.decode()


def test_the_sixth_wrong_password_closes_the_name_for_a_while(client: Client, han: Any) -> None:
    for _ in range(5):
        sign_in(client, han, "wrong")
    page = sign_in(client, han).content.decode()
    assert "密码错误次数太多" in page
    assert client.get("/home/").status_code == 302


def test_wrong_passwords_of_one_city_do_not_close_the_other(client: Client, han: Any, at: Any) -> None:
    from tests import cast as cast_module
    from twingrid.cities import queries as cities_queries

    for _ in range(5):
        sign_in(client, han, "wrong")
    with cities_queries.inside("yunting"):
        other = cast_module.build("yunting", at=at).han
        other.username = han.username
        other.set_password(PASSWORD)
        other.save()
    assert sign_in(Client(SERVER_NAME="yunting.localhost"), han).status_code == 302


COUNT = """
import django; django.setup()
from django.core.cache import cache
cache.set("wrong", cache.get("wrong", 0) + 1)
print(cache.get("wrong"))
"""


def test_wrong_passwords_are_counted_by_all_processes_together(tmp_path: Path) -> None:
    environment = os.environ | {
        "TWINGRID_MODE": "demo",
        "TWINGRID_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "twingrid.project.settings",
    }
    command = [sys.executable, "-W", "ignore", "-c", COUNT]
    said = [
        subprocess.run(command, env=environment, cwd=PACKAGE.parent, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert [int(text) for text in said] == [1, 2]
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_signing_out_ends_the_session(client: Client, han: Any) -> None:
    sign_in(client, han)
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get("/home/").url.startswith("/accounts/login/")


def test_a_closed_account_cannot_sign_in(client: Client, han: Any) -> None:
    han.is_active = False
    han.save()
    sign_in(client, han)
    assert client.get("/home/").url.startswith("/accounts/login/")


def test_nobody_registers_and_no_mail_resets_a_password(client: Client, city: Any) -> None:
    for path in ("/accounts/signup/", "/accounts/password/reset/", "/accounts/email/", "/admin/"):
        assert client.get(path).status_code == 404


def test_a_password_is_changed_with_the_present_one(client: Client, han: Any) -> None:
    sign_in(client, han)
    fields = {"oldpassword": PASSWORD, "password1": "seven-cold-mountains", "password2": "seven-cold-rivers"}
    assert "两次输入的新密码不一致" in client.post("/accounts/password/change/", fields).content.decode()
    fields["password2"] = fields["password1"]
    assert client.post("/accounts/password/change/", fields).status_code == 302
    assert sign_in(Client(), han, "seven-cold-mountains").status_code == 302


def test_a_short_password_is_refused_with_what_to_do(client: Client, han: Any) -> None:
    sign_in(client, han)
    fields = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    assert "10" in client.post("/accounts/password/change/", fields).content.decode()


def test_somebody_without_a_password_is_told_so(cast: Any) -> None:
    answer = cast.client("han").get("/accounts/password/change/", follow=True)
    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("who", "door"),
    [
        ("han", "/work/"),
        ("qiao", "/work/"),
        ("sun", "/leader/"),
        ("lead", "/leader/"),
        ("zhou", "/desk/"),
        ("clerk", "/counter/"),
        ("manager", "/centre/"),
        ("admin", "/centre/"),
    ],
)
def test_each_role_has_its_first_page(cast: Any, who: str, door: str) -> None:
    from twingrid.kit import clock

    with clock.fixed(cast.at):
        assert cast.client(who).get("/home/").url == door


def test_somebody_whose_posting_has_ended_is_told_whom_to_ask(cast: Any) -> None:
    cast.han.postings.update(valid_to="2022-12-31")
    page = cast.client("han").get("/home/")
    assert page.status_code == 200
    assert "网格长" in page.content.decode()


def test_somebody_of_two_doors_chooses(cast: Any) -> None:
    from twingrid.people.models import Posting

    Posting.objects.create(user=cast.han, role="dispatcher", side="power", unit=cast.centre, valid_from="2022-06-01")
    page = cast.client("han").get("/home/").content.decode()
    assert '"/desk/"' in page
    assert '"/work/"' in page
