"""Calling the people of a request, and telling that nobody answered, on the request's own page."""

import pytest

from tests.cast import Cast
from twingrid.people.models import Contact
from twingrid.work import actions as work_actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(cast: Cast) -> str:
    said = work_actions.Report(
        channel="direct_call", kind="no_power", building_id=cast.home.pk, words="没电", intake_key="vain"
    )
    return f"/work/t/{work_actions.report_ticket(report=said, by=cast.zhou, at=cast.at).number}/"


@pytest.mark.parametrize("who", ["sun", "zhou", "qiao"])
def test_whoever_may_call_sees_the_number_and_the_button(cast: Cast, path: str, who: str) -> None:
    words = cast.client(who).get(path).content.decode()
    assert Contact.objects.get(user=cast.han, kind="duty").number in words
    assert f"/desk/people/{cast.han.pk}/failed-call/" in words


def test_nobody_calls_oneself(cast: Cast, path: str) -> None:
    words = cast.client("han").get(path).content.decode()
    assert f"/desk/people/{cast.han.pk}/failed-call/" not in words
    assert f"/desk/people/{cast.qiao.pk}/failed-call/" in words


def test_after_the_button_one_is_on_the_same_page_again(cast: Cast, path: str) -> None:
    client = cast.client("sun")
    answer = client.post(f"/desk/people/{cast.han.pk}/failed-call/", {"next": path})
    assert (answer.status_code, answer.url) == (302, path)
    assert Contact.objects.get(user=cast.han, kind="duty").failed_calls == 1
    elsewhere = client.post(f"/desk/people/{cast.han.pk}/failed-call/", {"next": "https://example.com/"})
    assert elsewhere.url == "/home/"
