"""The first page of the settings: everybody sees what they may open, and only that."""

import pytest

from tests.cast import Cast
from twingrid.web.settings import hub

pytestmark = pytest.mark.django_db


def test_every_card_leads_to_a_page_that_opens(cast: Cast) -> None:
    client = cast.client("admin")
    page = client.get("/settings/").content.decode()
    for card in hub.CARDS:
        if f'href="{card.href}"' in page:
            assert client.get(card.href).status_code == 200, card.href


def test_one_sees_only_what_one_may_open(cast: Cast) -> None:
    page = cast.client("manager").get("/settings/").content.decode()
    assert "/settings/people/" in page
    assert "/settings/hours/" not in page


def test_the_open_page_is_marked_at_the_side(cast: Cast) -> None:
    page = cast.client("admin").get(f"/settings/people/{cast.han.pk}/").content.decode()
    assert 'href="/settings/people/" aria-current="page"' in page


def test_who_may_set_nothing_is_refused(cast: Cast) -> None:
    assert cast.client("han").get("/settings/").status_code == 403
