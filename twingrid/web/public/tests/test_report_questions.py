"""The questions of a kind on the report page: asked, checked, kept; also without scripts."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from twingrid.work import queries as work_queries
from twingrid.work.models import Ticket

pytestmark = pytest.mark.django_db


def said(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "intake_key": "questions-1",
        "building": cast.home.pk,
        "kind": "connection",
        "phone": "0531-000 44199",
        "words": "",
        **more,
    }


def test_without_scripts_the_chosen_kind_brings_its_questions_and_keeps_what_is_typed(cast: Cast) -> None:
    page = Client().post("/report/", said(cast, ask="1", words="想装充电桩")).content.decode()
    assert "要办什么" in page
    assert "想装充电桩" in page
    assert Ticket.objects.count() == 0


def test_a_missing_answer_is_told_beside_its_question_and_nothing_is_lost(cast: Cast) -> None:
    answer = Client().post("/report/", said(cast, **{"a-power": "7"}))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "请回答这一项" in page
    assert 'value="7"' in page
    assert Ticket.objects.count() == 0


def test_answers_are_kept_and_shown_on_the_private_page(cast: Cast) -> None:
    answers = {"a-what": "charger", "a-power": "7", "a-account": "3701000001"}
    client = Client()
    answer = client.post("/report/", said(cast, **answers))
    ticket = Ticket.objects.get()
    assert ticket.details == {"what": "charger", "power": 7}
    page = client.get(answer.headers["Location"]).content.decode()
    assert "装充电桩" in page
    assert "3701000001" not in page


def test_residents_cannot_answer_what_only_staff_are_asked(cast: Cast) -> None:
    given = said(cast, kind="complaint", words="没人来", **{"a-class": "service", "a-level": "special"})
    assert Client().post("/report/", given).status_code == 302
    assert Ticket.objects.get().details == {"class": "service"}


def test_every_kind_draws_its_questions_in_both_languages(cast: Cast) -> None:
    for view in work_queries.kinds().offered():
        for language, name in (("zh-hans", "zh"), ("en", "en")):
            answer = Client(HTTP_ACCEPT_LANGUAGE=language).post("/report/questions/", {"kind": view.key})
            page = answer.content.decode().replace("&#x27;", "'")
            assert answer.status_code == 200
            for field in view.content.fields:
                assert (field.label.said(name) in page) == (field.seen_by != "staff")
