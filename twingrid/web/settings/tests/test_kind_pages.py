"""Kinds on screen: a draft is written without scripts, looked at, published."""

import re
from typing import Any

import pytest

from tests.cast import Cast
from twingrid.kit import memo
from twingrid.work import queries as work_queries
from twingrid.work.queries import kind_settings

pytestmark = pytest.mark.django_db
DRAFT = "/settings/kinds/meter/draft/"


def typed(answer: Any) -> dict[str, Any]:
    """What the form of a draft would send back as it stands."""
    forms = [answer.context["form"], *answer.context["questions"]]
    said = {bound.html_name: bound.value() for form in forms for bound in form}
    kept = {name: "on" if value is True else value for name, value in said.items() if value not in (None, False)}
    return kept | {"seen": answer.context["seen"], "count": len(forms) - 1}


def test_a_form_sent_back_as_it_stands_says_the_same(cast: Cast) -> None:
    client = cast.client("admin")
    for view in work_queries.kinds().all():
        path = f"/settings/kinds/{view.key}/draft/"
        said = typed(client.get(path))
        assert client.post(path, said | {"do": "save"}).status_code == 302
        assert kind_settings.kind_page(view.key).start.content == view.content


def test_a_question_is_added_written_moved_and_published(cast: Cast) -> None:
    client = cast.client("admin")
    said = typed(client.get(DRAFT))
    assert client.post(DRAFT, said | {"do": "add"}).headers["Location"].endswith("#q2")
    said = typed(client.get(DRAFT))
    said |= {
        "q2-key": "floor",
        "q2-type": "choice",
        "q2-label_zh": "几楼？",
        "q2-label_en": "Which floor?",
        "q2-options": "low | 低层 | Low\nhigh | 高层 | High",
        "q2-when_field": "what",
        "q2-when_values": "blank, lamp",
    }
    assert client.post(DRAFT, said | {"do": "up:2"}).status_code == 302
    fields = kind_settings.kind_page("meter").start.content.fields
    assert [one.key for one in fields] == ["what", "floor", "account"]
    page = client.get("/settings/kinds/meter/").content.decode()
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert seen is not None
    client.post("/settings/kinds/meter/publish/", {"seen": seen[1]})
    memo.forget_all()
    asked = client.post("/report/questions/", {"kind": "meter"}).content.decode()
    assert "几楼" in asked
    assert 'data-shown-when="a-what=blank|lamp"' in asked


def test_what_is_wrong_comes_back_with_its_sentence_and_everything_typed(cast: Cast) -> None:
    client = cast.client("admin")
    said = typed(client.get(DRAFT)) | {"q0-options": "没有简称", "q1-label_zh": "户号是多少？"}
    answer = client.post(DRAFT, said | {"do": "save"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "没有简称" in page
    assert "户号是多少？" in page
    assert kind_settings.kind_page("meter").draft is None


def test_somebody_else_was_faster_and_nothing_typed_is_lost(cast: Cast) -> None:
    client = cast.client("admin")
    said = typed(client.get(DRAFT))
    client.post(DRAFT, said | {"words_zh": "表计", "do": "save"})
    answer = client.post(DRAFT, said | {"words_zh": "智能电表", "do": "save"})
    assert answer.status_code == 409
    assert "智能电表" in answer.content.decode()


def test_a_draft_that_has_to_be_mended_says_what_and_is_not_published(cast: Cast) -> None:
    client = cast.client("admin")
    said = typed(client.get(DRAFT))
    client.post(DRAFT, said | {"words_en": "", "do": "save"})
    page = client.get("/settings/kinds/meter/").content.decode()
    assert "请写中文和英文名称" in page
    assert "/publish/" not in page


def test_the_preview_shows_both_faces_and_keeps_nothing(cast: Cast) -> None:
    client = cast.client("admin")
    page = client.get("/settings/kinds/complaint/preview/").content.decode()
    resident, desk = page.split("调度台")[0], page.split("调度台")[1]
    assert "等级" not in resident
    assert "等级" in desk
    tried = client.post("/settings/kinds/complaint/preview/", {"as": "resident"})
    assert tried.status_code == 422
    assert "请回答这一项" in tried.content.decode()
    right = client.post("/settings/kinds/complaint/preview/", {"as": "desk", "a-class": "service"})
    assert right.status_code == 200
    assert "这样填可以提交" in right.content.decode()


def test_a_kind_of_our_own_begins_as_a_draft(cast: Cast) -> None:
    client = cast.client("admin")
    said = {"key": "street_lamp", "words_zh": "路灯", "words_en": "Street lamp"}
    assert client.post("/settings/kinds/new/", said).headers["Location"] == "/settings/kinds/street_lamp/draft/"
    assert client.get("/settings/kinds/street_lamp/").status_code == 200
    assert "路灯" in client.get("/settings/kinds/").content.decode()
    assert client.post("/settings/kinds/new/", {"key": "Lamp"}).status_code == 422
