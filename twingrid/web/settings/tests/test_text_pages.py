"""Words and texts on screen."""

import pytest

from tests.cast import Cast
from twingrid.kit import memo, stale
from twingrid.notices.rules import wording

pytestmark = pytest.mark.django_db
NOTHING = stale.stamp("")


def test_a_role_is_called_as_the_city_calls_it_on_every_page(cast: Cast) -> None:
    client = cast.client("admin")
    answer = client.post("/settings/texts/role.power_worker/", {"words": "台区长", "seen": NOTHING})
    assert answer.status_code == 302
    memo.forget_all()
    building = f"/building/{cast.home.pk}/"
    for page in (building, "/settings/people/", f"/settings/people/{cast.han.pk}/"):
        assert "台区长" in client.get(page).content.decode()


def test_looking_first_saves_nothing_and_keeps_what_is_typed(cast: Cast) -> None:
    said = {"words": "【停】{start} {nonsense}", "seen": NOTHING, "look": "1"}
    words = cast.client("admin").post("/settings/texts/notice.planned_outage/", said).content.decode()
    assert "nonsense" in words
    assert "19:00" in words


def test_a_place_that_nothing_fills_is_refused(cast: Cast) -> None:
    said = {"words": "【停】{nonsense}", "seen": NOTHING}
    assert cast.client("admin").post("/settings/texts/notice.planned_outage/", said).status_code == 422


def test_every_text_has_a_page(cast: Cast) -> None:
    words = cast.client("admin").get("/settings/texts/").content.decode()
    for slot in wording.slots():
        assert f"/settings/texts/{slot.key}/" in words
