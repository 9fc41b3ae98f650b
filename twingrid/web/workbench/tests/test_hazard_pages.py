"""Hazards in the hand: written down, told, removed, looked at again by the leader."""

from typing import Any

import pytest

from tests.cast import Cast
from twingrid.work.models import Hazard

pytestmark = pytest.mark.django_db
NEW = "/work/hazards/new/"


def said(**more: Any) -> dict[str, Any]:
    return {
        "intake_key": "pages-1",
        "place": "乐山小区3号楼2单元",
        "kind": "hazard_box",
        "grade": "serious",
        "side": "property",
        "how": "patrol",
        "words": "",
        **more,
    }


def test_one_is_found_told_removed_and_looked_at_again(cast: Cast) -> None:
    han = cast.client("han")
    answer = han.post(NEW, said(**{"a-state": "wires"}))
    hazard = Hazard.objects.get()
    path = answer.headers["Location"]
    assert (hazard.building_id, hazard.details) == (cast.home.pk, {"state": "wires"})
    page = han.get(path).content.decode()
    assert "电线露在外面" in page
    assert "较重" in page
    assert "物业" in page
    assert han.post(f"{path}notify/", {"notify-how": "paper", "notify-name": "物业前台"}).status_code == 302
    assert han.post(f"{path}remove/", {"remove-words": "换了箱门"}).status_code == 302
    assert "复查通过" not in han.get(path).content.decode()
    sun = cast.client("sun")
    assert "复查通过" in sun.get(path).content.decode()
    assert sun.post(f"{path}fail/", {"fail-words": "门还是关不上"}).status_code == 302
    assert "复查后重开 1 次" in han.get(path).content.decode()


def test_a_missing_word_comes_back_and_the_rest_is_kept(cast: Cast) -> None:
    answer = cast.client("han").post(NEW, said(kind="hazard_other", place=""))
    assert answer.status_code == 422
    assert "hazard_other" in answer.content.decode()
    assert not Hazard.objects.exists()


def test_without_scripts_the_questions_of_the_kind_come_by_a_button(cast: Cast) -> None:
    page = cast.client("han").post(NEW, said(kind="hazard_tree", ask="1", words="樟树")).content.decode()
    assert "离电线大约几米" in page
    assert "樟树" in page


def test_it_stands_in_the_lists_of_worker_and_leader(cast: Cast) -> None:
    cast.client("han").post(NEW, said())
    number = Hazard.objects.get().number
    assert number in cast.client("han").get("/work/").content.decode()
    assert number in cast.client("sun").get("/work/hazards/").content.decode()
    assert number not in cast.client("sun").get("/work/hazards/?show=removed").content.decode()
    assert number not in cast.client("ding").get("/work/hazards/").content.decode()
    assert number not in cast.client("sun").get("/leader/").content.decode()
    Hazard.objects.update(due_at=cast.at)
    from datetime import timedelta

    from twingrid.kit import clock

    with clock.fixed(cast.at + timedelta(hours=1)):
        assert number in cast.client("sun").get("/leader/").content.decode()


def test_a_move_that_is_not_open_says_what_to_do(cast: Cast) -> None:
    han = cast.client("han")
    path = han.post(NEW, said()).headers["Location"]
    answer = han.post(f"{path}pass/", {"pass-words": ""})
    assert answer.status_code == 409
    assert "危险还在" in answer.content.decode()
