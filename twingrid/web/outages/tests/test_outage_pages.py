"""A dispatcher enters an outage, attaches four hundred callers in one move, and takes it to its end."""

import re
from datetime import timedelta
from typing import Any

import pytest

from twingrid.journal.models import Event
from twingrid.kit import clock
from twingrid.outages import actions as outage_actions
from twingrid.outages.models import Outage
from twingrid.supply.models import Equipment
from twingrid.work import actions
from twingrid.work.models import Ticket


@pytest.fixture
def fault(cast: Any, at: Any) -> Any:
    """3号楼 is off, expected back in two hours."""
    plan = outage_actions.Plan(
        kind="fault", starts_at=at, estimate_at=at + timedelta(hours=2), buildings=[cast.home.pk], title="电缆故障"
    )
    made = outage_actions.make_outage(plan=plan, by=cast.zhou, at=at)
    return outage_actions.start_outage(number=made.number, by=cast.zhou, at=at)


def test_an_outage_is_entered_from_a_search(cast: Any, at: Any) -> None:
    browser, feeder = cast.client("zhou"), Equipment.objects.get(kind="feeder")
    typed = {"kind": "fault", "starts_at": "2023-02-22T18:50", "intake_key": "k1", "words": "巡线中"}
    found = browser.post("/outages/staff/new/", {**typed, "q": "F1", "look": "1"}).content.decode()
    assert f"equipment:{feeder.pk}" in found and "巡线中" in found
    chosen = browser.post("/outages/staff/new/", {**typed, "add": f"equipment:{feeder.pk}"}).content.decode()
    assert "32" in chosen
    answer = browser.post("/outages/staff/new/", {**typed, "equipment": feeder.pk, "save": "1"})
    outage = Outage.objects.get()
    assert answer.url == f"/outages/staff/{outage.number}/"
    assert outage.customers == 32
    assert browser.get(answer.url).status_code == 200


def test_nothing_typed_is_lost_when_the_scope_is_missing(cast: Any) -> None:
    said = {"kind": "fault", "starts_at": "2023-02-22T18:50", "words": "巡线中", "save": "1"}
    answer = cast.client("zhou").post("/outages/staff/new/", said)
    assert answer.status_code == 422
    assert "巡线中" in answer.content.decode()


def test_many_requests_become_callers_of_one_outage(cast: Any, fault: Any, report: Any) -> None:
    tickets = [report(kind="no_power") for _ in range(30)]
    browser = cast.client("zhou")
    page = browser.get(f"/outages/staff/{fault.number}/callers/").content.decode()
    assert page.count(" checked") == 30
    said = {"ticket": [ticket.number for ticket in tickets]}
    answer = browser.post(f"/outages/staff/{fault.number}/callers/", said)
    after = browser.get(answer.url).content.decode()
    assert "30" in after
    batch = answer.url.split("batch=")[1].split("&")[0]
    assert set(Ticket.objects.values_list("state", flat=True)) == {"waiting"}
    browser.post(f"/outages/staff/{fault.number}/detach/", {"batch": batch})
    assert set(Ticket.objects.values_list("state", flat=True)) == {"new"}


def test_a_building_page_offers_what_is_known_first(cast: Any, fault: Any) -> None:
    page = cast.client().get(f"/building/{cast.home.pk}/").content.decode()
    assert "21:00" in page
    assert f"/outages/{fault.number}/{cast.home.pk}/" in page
    other = cast.client().get(f"/building/{cast.buildings['6'].pk}/").content.decode()
    assert fault.number not in other


def test_the_report_page_offers_it_before_a_new_report(cast: Any, fault: Any) -> None:
    page = cast.client().get(f"/report/?building={cast.home.pk}").content.decode()
    assert page.index(f"/outages/{fault.number}/") < page.index('name="kind"')


def test_mine_too_makes_a_caller_and_no_journey(cast: Any, fault: Any) -> None:
    address = f"/outages/{fault.number}/{cast.home.pk}/"
    browser = cast.client()
    assert browser.post(address, {"phone": "", "intake_key": "a"}).status_code == 422
    answer = browser.post(address, {"phone": "0531-000 09999", "intake_key": "a"})
    ticket = Ticket.objects.get()
    assert (answer.url, ticket.state, ticket.kind) == (f"/r/{ticket.token}/", "waiting", "no_power")
    assert "21:00" in browser.get(answer.url).content.decode()


def test_the_desk_takes_a_caller_in_with_one_button(cast: Any, fault: Any) -> None:
    browser = cast.client("zhou")
    place = browser.get(f"/desk/place/?pick=building:{cast.home.pk}::").content.decode()
    assert f'value="{fault.number}"' in place
    said = {"building": cast.home.pk, "outage": fault.number, "intake_key": "b", "channel": "direct_call",
            "scope": "unknown", "phone": "0531-000 09998"}  # fmt: skip
    assert browser.post("/desk/report/", said).status_code == 200
    assert Ticket.objects.get().state == "waiting"


def test_the_public_page_names_homes_and_no_equipment(cast: Any, at: Any) -> None:
    plan = outage_actions.Plan(
        kind="fault", starts_at=at, equipment=[Equipment.objects.get(kind="transformer").pk], title="电缆故障"
    )
    made = outage_actions.make_outage(plan=plan, by=cast.zhou, at=at)
    outage_actions.start_outage(number=made.number, by=cast.zhou, at=at)
    page = cast.client().get("/outages/").content.decode()
    assert "乐山小区" in page and "3号楼" in page
    read = re.sub(r"<[^>]*>", " ", page)  # without the token of the form, which may hold any letters
    assert "T1" not in read and "台区" not in page


def test_a_part_is_restored_from_the_page(cast: Any, fault: Any) -> None:
    browser = cast.client("zhou")
    browser.post(f"/outages/staff/{fault.number}/part/", {"building": cast.home.pk})
    fault.refresh_from_db()
    assert fault.state == "restored"


def test_a_refused_estimate_keeps_what_was_typed(cast: Any, fault: Any) -> None:
    said = {"revise-estimate_at": "2023-02-22T10:00", "revise-why": "found", "revise-words": "等车"}
    answer = cast.client("zhou").post(f"/outages/staff/{fault.number}/revise/", said)
    assert answer.status_code == 422
    assert "等车" in answer.content.decode()


def test_the_list_asks_few_questions(cast: Any, fault: Any, django_assert_max_num_queries: Any) -> None:
    browser = cast.client("zhou")
    browser.get("/outages/staff/")
    with django_assert_max_num_queries(12):
        assert fault.number in browser.get("/outages/staff/").content.decode()


def test_a_waiting_caller_is_called_when_it_is_over(cast: Any, at: Any, fault: Any, report: Any) -> None:
    ticket = report(kind="no_power")
    actions.attach_tickets(numbers=[ticket.number], outage=fault.number, by=cast.zhou, at=at)
    cast.client("zhou").post(f"/outages/staff/{fault.number}/restore/", {})
    event = Event.objects.get(name="outages.outage.restored")
    assert actions.restore_tickets(event_id=event.pk, at=at) == 1
    page = cast.client("zhou").get(f"/outages/staff/{fault.number}/").content.decode()
    assert "回访" in page


@pytest.mark.parametrize("elder", [False, True])
def test_the_page_of_an_estate_says_what_is_known_and_in_which_building(
    cast: Any, fault: Any, at: Any, elder: bool
) -> None:
    browser = cast.client()
    if elder:
        browser.cookies["elder"] = "1"
    with clock.fixed(at):
        here = browser.get(f"/compound/{cast.compounds['leshan'].pk}/").content.decode()
        elsewhere = browser.get(f"/compound/{cast.compounds['muhe'].pk}/").content.decode()
    assert "21:00" in here
    assert f"/building/{cast.home.pk}/" in here
    assert "21:00" not in elsewhere


def test_the_centre_shows_minutes_and_interruptions_with_what_they_are_counted_from(cast: Any, at: Any) -> None:
    begins = at - timedelta(days=3)
    plan = outage_actions.Plan(kind="fault", starts_at=begins, buildings=[cast.home.pk])
    made = outage_actions.make_outage(plan=plan, by=None, at=begins)
    outage_actions.start_outage(number=made.number, by=None, at=begins)
    outage_actions.restore_outage(number=made.number, by=None, at=begins + timedelta(minutes=80))
    with clock.fixed(at):
        page = cast.client("manager").get("/centre/").content.decode()
    # four customers for eighty minutes, of thirty-two: ten minutes and an eighth of an interruption each
    assert all(words in page for words in ("SAIDI", "10.0", "320 / 32", "SAIFI", "0.125", "4 / 32"))
