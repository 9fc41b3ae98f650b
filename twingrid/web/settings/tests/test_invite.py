"""Inviting somebody: a link that opens once, in time, and not after it was revoked."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from tests.cast import Cast
from twingrid.kit import clock
from twingrid.people.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "wuyue-liangdeng-27"
SAID = {"name": "苏晚照", "employee_no": "jn9001", "username": "", "email": "su@example.cn"}


def _link(answer: Any) -> str:
    return re.findall(r"/accounts/invited/\w+/", answer.content.decode())[0]


def _invite(cast: Cast) -> str:
    return _link(cast.client("admin").post("/settings/people/invite/", SAID))


def test_the_invited_person_sets_a_password_once_and_signs_in(cast: Cast) -> None:
    link, visitor = _invite(cast), cast.client()
    assert "苏晚照" in visitor.get(link).content.decode()
    assert visitor.post(link, {"password": PASSWORD, "again": "another-one-27"}).status_code == 422
    assert visitor.post(link, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert visitor.post(link, {"password": PASSWORD, "again": PASSWORD}).status_code == 404
    assert User.objects.get(employee_no="jn9001").check_password(PASSWORD)


def test_a_new_link_and_a_revocation_make_the_former_void(cast: Cast) -> None:
    first, client = _invite(cast), cast.client("admin")
    person = User.objects.get(employee_no="jn9001")
    second = _link(client.post(f"/settings/people/{person.pk}/invite/"))
    assert [cast.client().get(link).status_code for link in (first, second)] == [404, 200]
    client.post(f"/settings/people/{person.pk}/revoke/")
    assert cast.client().get(second).status_code == 404


def test_a_link_does_not_open_after_three_days(cast: Cast, at: datetime) -> None:
    link = _invite(cast)
    with clock.fixed(at + timedelta(days=4)):
        assert cast.client().get(link).status_code == 404


def test_a_number_that_somebody_has_keeps_what_was_typed(cast: Cast) -> None:
    answer = cast.client("admin").post("/settings/people/invite/", SAID | {"employee_no": cast.han.employee_no})
    assert answer.status_code == 422
    assert "苏晚照" in answer.content.decode()


def test_where_the_city_sends_mail_the_link_is_sent(cast: Cast, settings: Any) -> None:
    settings.MAIL_SENDS, settings.DEFAULT_FROM_EMAIL = True, "twingrid@example.cn"
    link = _invite(cast)
    assert link in mail.outbox[0].body
    assert mail.outbox[0].to == ["su@example.cn"]
