"""A message of a group becomes a request, or is answered from what is known; its answers tell no neighbour's home."""

from datetime import timedelta
from typing import Any

import pytest

from twingrid.journal.models import Event
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.notices import jobs
from twingrid.notices.actions import groups, messages
from twingrid.notices.actions.messages import Taken, take_message
from twingrid.notices.models import GroupAnswer, GroupMessage
from twingrid.notices.queries import messages as message_queries
from twingrid.notices.tests.composer import *  # noqa: F403 - fixtures
from twingrid.outages import actions as outages_actions
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries
from twingrid.work.models import Remark, Reporter, Ticket

PASTE = "3-2-501 王姐:\n3号楼2单元501突然没电了,我电话13900001234"


@pytest.fixture
def take(cast: Any, at: Any, group: Any) -> Any:
    def taken(words: str = PASTE, *, kind: str = "no_power", by: Any = None, **more: Any) -> GroupMessage:
        given = {
            "intake_key": "m1",
            "group_id": group("leshan").pk,
            "words": words,
            "kind": kind,
            "building_id": cast.home.pk,
            "unit": "2单元",
            "room": "501",
        }
        return take_message(taken=Taken(**(given | more)), by=by or cast.qiao, at=at)

    return taken


def test_it_becomes_a_request_of_the_place(take: Any, cast: Any) -> None:
    message = take(suggested="no_power")
    ticket = message.ticket
    assert (ticket.channel, ticket.kind, ticket.unit, ticket.room) == ("group", "no_power", "2单元", "501")
    assert ticket.holder_id == cast.han.pk
    assert message.words == ""


def test_the_sender_and_their_numbers_do_not_come_in(take: Any) -> None:
    ticket = take().ticket
    said = Remark.objects.get(ticket=ticket).words
    assert "王姐" not in said
    assert "1390" not in said
    assert "突然没电了" in said
    assert Reporter.objects.get(ticket=ticket).phone == ""
    facts = [event.facts for event in Event.objects.filter(name="notices.message.taken")]
    assert facts == [{"kind": "no_power", "suggested": "", "use": "taken"}]


def test_the_answer_names_number_person_and_time_but_no_home(take: Any, cast: Any) -> None:
    message = take()
    text = message.answers.get().text
    assert message.ticket.number in text
    assert cast.han.name in text
    assert "前到" in text
    assert "乐山小区 3号楼2单元" in text
    assert "501" not in text.replace(message.ticket.number, "")


def test_the_same_form_twice_is_one_request(take: Any) -> None:
    assert take().pk == take().pk
    assert Ticket.objects.filter(channel="group").count() == 1


def test_a_second_text_appears_when_it_is_dealt_with(take: Any, cast: Any, at: Any) -> None:
    message = take()
    moves = {"number": message.ticket.number, "by": cast.han}
    work_actions.accept_ticket(**moves, at=at + timedelta(minutes=1))
    work_actions.arrive_at_ticket(**moves, at=at + timedelta(minutes=2))
    done = {"outcome": "utility_side", "finding": "meter", "words": "换了表"}
    work_actions.resolve_ticket(**moves, **done, at=at + timedelta(minutes=3))
    event = Event.objects.get(name="work.ticket.resolved")
    for _time in range(2):
        jobs.answer_groups(city="jinan", event_id=event.pk)
    solved = message.answers.get(use="solved")
    assert "已修好" in solved.text
    assert "换了表" not in solved.text
    waiting = message_queries.answers_for(cast.qiao, at=at + timedelta(minutes=4))
    assert [one.use for one in waiting] == ["taken", "solved"]
    messages.post_answer(answer_id=solved.pk, by=cast.qiao, at=at + timedelta(minutes=5))
    messages.post_answer(answer_id=solved.pk, by=cast.ma, at=at + timedelta(minutes=6))
    solved.refresh_from_db()
    assert solved.posted_by_id == cast.qiao.pk
    with pytest.raises(NotFound):
        messages.withdraw_answer(answer_id=solved.pk, by=cast.ma, at=at)
    assert messages.withdraw_answer(answer_id=solved.pk, by=cast.qiao, at=at).posted_at is None


def test_a_known_outage_is_the_answer_and_no_request_is_made(take: Any, cast: Any, at: Any) -> None:
    plan = outages_actions.Plan(
        kind="fault", starts_at=at, estimate_at=at + timedelta(hours=2), buildings=[cast.home.pk], cause="equipment"
    )
    outage = outages_actions.make_outage(plan=plan, by=cast.zhou, at=at)
    outages_actions.start_outage(number=outage.number, by=cast.zhou, at=at)
    message = take(words="几点来电啊", kind="when_back", known_number=outage.number)
    assert message.ticket is None
    assert message.outage_id == outage.pk
    text = message.answers.get().text
    assert "已知停电" in text
    assert "预计" in text
    with pytest.raises(Refused, match="已结束"):
        take(kind="when_back", known_number="nowhere", intake_key="m2")


def test_a_question_without_a_known_outage_is_not_left_alone(take: Any) -> None:
    with pytest.raises(BadInput, match="没有人去"):
        take(kind="when_back")
    with pytest.raises(BadInput):
        take(kind="none")
    assert not GroupMessage.objects.exists()


def test_thanks_are_kept_as_praise_and_forgotten_in_time(take: Any, at: Any, cast: Any) -> None:
    message = take(words="谢谢电力小哥", kind="thanks")
    assert message.ticket is None
    assert [one.words for one in message_queries.praise(message.group_id)] == ["谢谢电力小哥"]
    assert messages.erase_old_messages(at=at + timedelta(days=91)) == 1
    message.refresh_from_db()
    assert message.words == ""


def test_it_needs_words_a_group_in_use_and_somebody_who_posts(take: Any, cast: Any, at: Any, group: Any) -> None:
    with pytest.raises(BadInput):
        take(words="王姐:")
    with pytest.raises(NotFound):
        take(group_id=999_999)
    with pytest.raises(NotAllowed):
        take(by=cast.clerk)
    groups.close_group(group_id=group("leshan").pk, by=cast.sun, at=at)
    with pytest.raises(Refused, match="已停用"):
        take()


def test_somebody_else_does_not_mark_it(take: Any, cast: Any, at: Any) -> None:
    answer = take().answers.get()
    with pytest.raises(NotAllowed):
        messages.post_answer(answer_id=answer.pk, by=cast.ding, at=at)
    assert messages.post_answer(answer_id=answer.pk, by=cast.sun, at=at).posted_by_id == cast.sun.pk
    assert GroupAnswer.objects.count() == 1


def test_every_kind_that_the_city_offers_is_taken_and_no_complaint_is_told_to_the_group(take: Any, cast: Any) -> None:
    for view in work_queries.kinds().offered():
        message = take("你们一直没人来", kind=view.key, intake_key=view.key)
        text = message.answers.get().text
        assert message.ticket.number in text
        assert ("投诉" in text, "举报" in text) == (False, False)
    assert "协助办电" in GroupMessage.objects.get(kind="connection").answers.get().text
