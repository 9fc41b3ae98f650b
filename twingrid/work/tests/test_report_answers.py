"""A request keeps its answers, in the words of the version it was made under."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from twingrid.kit import memo
from twingrid.kit.refusals import BadInput, Refused
from twingrid.work import actions, queries
from twingrid.work.models import Kind, KindVersion, Reporter

pytestmark = pytest.mark.django_db


def test_answers_that_name_nobody_stand_with_the_request_the_others_with_its_reporter(report):
    ticket = report(kind="meter", answers={"what": "blank", "account": "0531000123"})
    assert (ticket.kind_version, ticket.details) == (1, {"what": "blank"})
    assert Reporter.objects.get(ticket=ticket).answers == {"account": "0531000123"}


def test_triage_fills_what_nobody_said(report):
    given = {"smell": "yes", "neighbours": "dark", "entrances": "dark"}
    ticket = report(kind="no_power", scope="unknown", answers=given)
    assert (ticket.scope, ticket.safety) == ("building", True)
    assert report(kind="no_power", scope="home", answers={"rooms": "lit"}).scope == "home"


def test_a_wrong_answer_is_refused_by_its_question(report):
    with pytest.raises(BadInput) as refused:
        report(kind="complaint", answers={"class": "weather"})
    assert refused.value.field == "class"
    with pytest.raises(BadInput) as refused:
        report(kind="complaint", answers={})
    assert refused.value.field == "class"


def test_a_door_that_asks_nothing_misses_nothing(report):
    assert report(kind="complaint").details == {}


def test_a_kind_that_is_not_offered_is_refused(report):
    with pytest.raises(BadInput) as refused:
        report(kind="spaceship")
    assert refused.value.field == "kind"


def test_an_account_number_is_read_by_those_who_call_only(report):
    ticket = report(kind="meter", answers={"what": "blank", "account": "0531000123"})
    with translation.override("zh-hans"):
        full = queries.answers_of(ticket, full=True)
        masked = queries.answers_of(ticket, full=False)
    assert [(one.label, one.words) for one in full] == [("电表怎么了？", "不显示"), ("户号", "0531000123")]
    assert [(one.words, one.hidden) for one in masked] == [("不显示", False), ("", True)]
    assert [one.key for one in queries.answers_of(ticket, full=True, public=True)] == ["what"]


def test_an_old_request_keeps_the_words_of_its_version(report):
    ticket = report(kind="meter", answers={"what": "blank"})
    kind = Kind.objects.get(key="meter")
    content = KindVersion.objects.get(kind=kind, number=1).content
    content["words"] = {"zh": "表计", "en": "Metering"}
    content["fields"] = []
    KindVersion.objects.create(kind=kind, number=2, content=content)
    memo.forget_all()
    with translation.override("en"):
        assert queries.kind_words(ticket.kind, ticket.kind_version) == "Meter"
        assert [one.words for one in queries.answers_of(ticket, full=True)] == ["It shows nothing"]
        fresh = report(kind="meter")
        assert (fresh.kind_version, queries.kind_words("meter", 2)) == (2, "Metering")


def test_a_published_version_cannot_be_changed_or_taken_away(cast):
    row = KindVersion.objects.first()
    row.content = {}
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()


def test_a_move_that_a_kind_leaves_out_is_refused_and_not_offered(report, walk, cast, at):
    ticket = walk(report(kind="praise", words="谢谢"), "accept")
    options = queries.options_for(cast.han, ticket, at=at)
    assert "answer" in options.moves
    assert not {"depart", "arrive"} & set(options.moves)
    with pytest.raises(Refused):
        actions.depart_for_ticket(number=ticket.number, by=cast.han, at=at)


def test_somebody_is_promised_to_come_only_for_what_promises_it(report):
    assert [one.kind for one in queries.clocks_of(report(kind="praise", words="谢谢"))] == ["internal"]
    assert {one.kind for one in queries.clocks_of(report(kind="voltage"))} == {"internal", "promise"}
