"""The second factor: set up by those whose role needs it, asked at sign-in, never in clear in the database."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from twingrid.kit import clock

pytestmark = pytest.mark.django_db
PASSWORD = "a-lamp-in-the-stairwell"


@pytest.fixture(autouse=True)
def _as_in_production(settings: Any, cast: Any) -> Any:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECOND_FACTOR_REQUIRED = True
    cache.clear()
    for person in (cast.zhou, cast.han):
        person.set_password(PASSWORD)
        person.save()
    with clock.fixed(cast.at):
        yield


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(person: Any) -> tuple[Client, Any]:
    client = Client()
    return client, client.post("/accounts/login/", {"login": person.username, "password": PASSWORD})


def enrol(client: Client) -> str:
    """Set up a second factor; gives its secret."""
    page = client.get("/accounts/2fa/totp/activate/")
    secret: str = page.context["form"].secret
    assert client.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)}).status_code == 302
    return secret


def test_a_dispatcher_is_led_to_set_it_up_and_reaches_nothing_before(cast: Any) -> None:
    client, _ = sign_in(cast.zhou)
    assert client.get("/desk/").url == "/accounts/2fa/totp/activate/"
    assert client.post("/desk/").status_code == 403
    enrol(client)
    assert client.get("/home/").url == "/desk/"


def test_a_worker_is_not_asked(cast: Any) -> None:
    client, _ = sign_in(cast.han)
    assert client.get("/home/").url == "/work/"


def test_in_the_demo_nobody_is_asked(cast: Any, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    client, _ = sign_in(cast.zhou)
    assert client.get("/home/").url == "/desk/"


def test_at_the_next_sign_in_the_code_is_asked(cast: Any) -> None:
    client, _ = sign_in(cast.zhou)
    secret = enrol(client)
    cache.clear()  # a code is good once; this stands for the next half minute
    later, answer = sign_in(cast.zhou)
    assert answer.url == "/accounts/2fa/authenticate/"
    assert later.get("/home/").url.startswith("/accounts/login/")
    assert "验证码不对" in later.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert later.post("/accounts/2fa/authenticate/", {"code": code_for(secret)}).status_code == 302
    assert later.get("/home/").url == "/desk/"


def test_a_recovery_code_opens_once(cast: Any) -> None:
    client, _ = sign_in(cast.zhou)
    enrol(client)
    page = client.get("/accounts/2fa/recovery-codes/")
    code = page.context["unused_codes"][0]
    assert code in client.get("/accounts/2fa/recovery-codes/download/").content.decode()
    first, _ = sign_in(cast.zhou)
    assert first.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    second, _ = sign_in(cast.zhou)
    assert second.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 200


def test_who_must_have_it_cannot_take_it_away(cast: Any) -> None:
    client, _ = sign_in(cast.zhou)
    enrol(client)
    page = client.post("/accounts/2fa/totp/deactivate/").content.decode()
    assert "必须使用双重验证" in page
    assert Authenticator.objects.filter(user=cast.zhou, type="totp").exists()


def test_a_worker_may_take_his_own_away(cast: Any) -> None:
    client, _ = sign_in(cast.han)
    enrol(client)
    assert client.post("/accounts/2fa/totp/deactivate/").status_code == 302
    assert not Authenticator.objects.filter(user=cast.han, type="totp").exists()


def test_the_secret_is_not_in_clear_in_the_database(cast: Any) -> None:
    client, _ = sign_in(cast.zhou)
    secret = enrol(client)
    stored = [str(row.data) for row in Authenticator.objects.filter(user=cast.zhou)]
    assert len(stored) == 2
    assert not any(secret in data for data in stored)


def test_setting_it_up_asks_for_the_password_again_after_a_while(cast: Any) -> None:
    client, _ = sign_in(cast.han)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    assert client.get("/accounts/2fa/totp/activate/").url.startswith("/accounts/reauthenticate/")
    page = client.get("/accounts/reauthenticate/?next=/accounts/2fa/totp/activate/").content.decode()
    assert "再输入一次密码" in page


def test_every_page_of_it_is_drawn(cast: Any) -> None:
    client, _ = sign_in(cast.han)
    assert "开启双重验证" in client.get("/accounts/2fa/").content.decode()
    enrol(client)
    assert "备用码" in client.get("/accounts/2fa/").content.decode()
    assert "关闭双重验证？" in client.get("/accounts/2fa/totp/deactivate/").content.decode()
    assert "生成新的备用码？" in client.get("/accounts/2fa/recovery-codes/generate/").content.decode()
    assert "确认" in client.get("/accounts/2fa/reauthenticate/").content.decode()
    assert "退出登录？" in client.get("/accounts/logout/").content.decode()
    assert "账号已停用" in client.get("/accounts/inactive/").content.decode()
