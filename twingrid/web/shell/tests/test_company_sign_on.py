"""Single sign-on by OpenID Connect, against a real small provider on loopback."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from django.core.cache import cache
from django.test import Client

from twingrid.kit import clock
from twingrid.web.shell.tests import openid_server

pytestmark = pytest.mark.django_db


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **more: Any) -> None:
        return None


@pytest.fixture
def provider(settings: Any, cast: Any) -> Iterator[openid_server.Provider]:
    cache.clear()
    with openid_server.running() as provider, clock.fixed(cast.at):
        app = {
            "provider_id": "sso",
            "name": "国网统一认证",
            "client_id": openid_server.CLIENT,
            "secret": openid_server.SECRET,
            "settings": {"server_url": provider.issuer},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield provider


def through(client: Client) -> Any:
    """Walk from the sign-in page to the company and back, as a browser does."""
    leave = client.post("/accounts/company/sso/")
    assert leave.status_code == 302
    try:
        build_opener(_Stay).open(Request(leave.url))
    except Exception as answer:
        back = urlsplit(answer.headers["Location"])  # type: ignore[attr-defined]  # HTTPError carries the 302
    assert back.path == "/accounts/company/sso/callback/"
    return client.get(f"{back.path}?{back.query}")


def test_the_sign_in_page_offers_it_by_its_name(client: Client, provider: Any) -> None:
    assert "用国网统一认证登录" in client.get("/accounts/login/").content.decode()


def test_a_known_person_comes_in_by_employee_number(client: Client, provider: Any, cast: Any) -> None:
    provider.person = {"sub": "u-7", "employee_number": cast.zhou.employee_no}
    assert through(client).url == "/home/"
    assert client.get("/home/").url == "/desk/"


def test_the_second_time_the_account_itself_is_known(client: Client, provider: Any, cast: Any) -> None:
    provider.person = {"sub": "u-7", "employee_number": cast.zhou.employee_no}
    through(client)
    provider.person = {"sub": "u-7"}
    again = Client()
    through(again)
    assert again.get("/home/").url == "/desk/"


@pytest.mark.parametrize("number", ["", "nobody", None])
def test_an_unknown_person_is_told_whom_to_ask_and_nobody_is_made(
    client: Client, provider: Any, cast: Any, number: str | None
) -> None:
    from twingrid.people.models import User

    before = User.objects.count()
    provider.person = {"sub": "u-9", "employee_number": number, "name": "somebody", "email": "a@example.cn"}
    answer = through(client)
    assert answer.status_code == 403
    assert "请管理员登记您的工号" in answer.content.decode()
    assert User.objects.count() == before


def test_somebody_who_left_does_not_come_in(client: Client, provider: Any, cast: Any) -> None:
    cast.zhou.is_active = False
    cast.zhou.save()
    provider.person = {"sub": "u-7", "employee_number": cast.zhou.employee_no}
    assert through(client).status_code == 403


def test_an_answer_that_nobody_asked_for_is_refused(client: Client, provider: Any, cast: Any) -> None:
    page = client.get("/accounts/company/sso/callback/?code=x&state=y").content.decode()
    assert "单位账号登录没有成功" in page
    assert client.get("/home/").url.startswith("/accounts/login/")


def test_a_person_of_one_city_is_unknown_in_the_other(provider: Any, cast: Any) -> None:
    provider.person = {"sub": "u-7", "employee_number": cast.zhou.employee_no}
    assert through(Client(SERVER_NAME="yunting.localhost")).status_code == 403


def test_without_configuration_there_is_no_such_way(client: Client, cast: Any) -> None:
    assert client.post("/accounts/company/sso/").status_code == 404
