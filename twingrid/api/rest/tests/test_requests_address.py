"""Requests by key: read by pages, sent once, moved on as far as the key may; nothing personal without that purpose."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from twingrid.people.models import KeyCall
from twingrid.work import actions
from twingrid.work.models import Ticket

MAY = ("requests", "requests-move")


@pytest.fixture
def sent(cast: Any) -> dict[str, Any]:
    """A request as another system sends it."""
    return {
        "kind": "stairwell_light",
        "words": "楼道灯不亮了",
        "place": {"address": "乐山小区3号楼2单元301"},
        "reporter": {"name": "王小明", "phone": "0531-000 09999"},
    }


def moved(system: Any, number: str, key: str, **given: Any) -> Any:
    return system.ask("POST", f"requests/{number}/moves", given, idempotency_key=key)


def test_a_request_is_entered_once_and_answered_the_same(system: Any, sent: Any) -> None:
    crm = system("requests")
    first = crm.ask("POST", "requests", sent, idempotency_key="crm-00001")
    again = crm.ask("POST", "requests", sent, idempotency_key="crm-00001")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    ticket = Ticket.objects.get()
    assert (ticket.number, ticket.channel, ticket.unit) == (first.json()["number"], "api", "2单元")
    other = crm.ask("POST", "requests", sent | {"urgent": True}, idempotency_key="crm-00001")
    assert (other.status_code, other.json()["field"]) == (409, "Idempotency-Key")
    without = crm.ask("POST", "requests", sent)
    assert without.status_code == 422
    assert "Idempotency-Key" in without.json()["field"]
    assert Ticket.objects.count() == 1
    assert sent["words"] not in str(KeyCall.objects.get().answer)
    # The same key of another system is another call.
    assert system("requests").ask("POST", "requests", sent, idempotency_key="crm-00001").status_code == 201


def test_what_is_refused_may_be_sent_again_under_its_key(system: Any, sent: Any) -> None:
    crm = system("requests")
    nowhere = sent | {"place": {"grid_code": "nowhere"}}
    assert crm.ask("POST", "requests", nowhere, idempotency_key="crm-00002").status_code == 422
    assert crm.ask("POST", "requests", sent, idempotency_key="crm-00002").status_code == 201


def test_it_goes_from_accepted_to_closed_and_each_call_counts_once(system: Any, sent: Any, cast: Any) -> None:
    crm = system(*MAY)
    number = crm.ask("POST", "requests", sent, idempotency_key="crm-00001").json()["number"]
    calls: list[tuple[dict[str, Any], str]] = [
        ({"move": "accept"}, "accepted"),
        ({"move": "depart"}, "on_the_way"),
        ({"move": "arrive"}, "on_site"),
        (
            {"move": "resolve", "outcome": "customer_side_courtesy", "finding": "switch", "words": "换了开关"},
            "resolved",
        ),
        ({"move": "call_back", "result": "solved"}, "closed"),
        ({"move": "reopen", "words": "又坏了"}, "new"),
        ({"move": "return", "words": "不是我们的"}, "returned"),
        ({"move": "reassign", "worker_no": cast.ding.employee_no}, "new"),
    ]
    for n, (call, state) in enumerate(calls):
        answer = moved(crm, number, f"crm-1000{n}", **call)
        assert (answer.status_code, answer.json().get("state")) == (200, state), answer.json()
        if state == "closed":
            assert Ticket.objects.get().side == "customer"
    assert moved(crm, number, "crm-10003", **calls[3][0]).json()["state"] == "resolved"  # as it was answered then
    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.outcome, ticket.holder) == ("new", "", cast.ding)
    too_early = moved(crm, number, "crm-20001", move="depart")
    assert too_early.status_code == 409
    assert moved(crm, number, "crm-20002", move="reassign", worker_no="nobody").status_code == 422


def test_what_belongs_to_the_holder_is_written_for_them(system: Any, report: Any, walk: Any, cast: Any) -> None:
    ticket = walk(report(), "accept")
    assert moved(system(*MAY), ticket.number, "crm-00001", move="arrive").json()["state"] == "on_site"
    ticket.refresh_from_db()
    assert ticket.holder == cast.han


def test_a_key_without_the_purpose_may_not_and_another_area_is_not_there(system: Any, report: Any) -> None:
    ticket = report()
    reader, elsewhere = system("requests"), system(*MAY, area_codes=["power:05"])
    assert moved(reader, ticket.number, "crm-00001", move="accept").status_code == 403
    assert moved(elsewhere, ticket.number, "crm-00001", move="accept").status_code == 404
    assert elsewhere.ask("GET", f"requests/{ticket.number}").status_code == 404
    assert elsewhere.ask("GET", "requests").json()["requests"] == []
    assert system("coverage").ask("GET", "requests").status_code == 403
    assert system("requests-move").ask("POST", "requests", {}, idempotency_key="crm-00001").status_code == 422
    assert system(*MAY, area_codes=["power:12"]).ask("GET", f"requests/{ticket.number}").status_code == 200


def test_a_place_outside_of_the_keys_areas_is_refused(system: Any, sent: Any) -> None:
    elsewhere = system("requests", area_codes=["power:05"])
    assert elsewhere.ask("POST", "requests", sent, idempotency_key="crm-00001").status_code == 403
    assert not Ticket.objects.exists()


def test_nothing_personal_comes_without_its_purpose(system: Any, sent: Any) -> None:
    reader, knower = system("requests"), system("requests", "personal")
    number = reader.ask("POST", "requests", sent, idempotency_key="crm-00001").json()["number"]
    masked, whole = (one.ask("GET", f"requests/{number}") for one in (reader, knower))
    said = masked.content.decode() + reader.ask("GET", "requests").content.decode()
    for word in ("王小明", '09999"', "301", sent["words"]):
        assert word not in said, word
    assert masked.json()["reporter"] == {"name": "王**", "phone": "053*****9999", "masked": True}
    assert masked.json()["moves"] == []
    assert (whole.json()["room"], whole.json()["words"]) == ("301", sent["words"])
    assert whole.json()["reporter"]["name"] == "王小明"
    assert whole.json()["steps"][0]["move"] == "report"


def test_one_is_found_by_any_of_its_numbers(system: Any, report: Any, cast: Any, at: Any) -> None:
    ticket, reader = report(), system("requests")
    further = actions.Further(key="call-1", system="95598", number="9559800001")
    actions.add_number(number=ticket.number, further=further, by=cast.zhou, at=at)
    found = reader.ask("GET", "requests/9559800001").json()
    assert (found["number"], found["numbers"]) == (ticket.number, [{"system": "95598", "number": "9559800001"}])
    assert reader.ask("GET", "requests/9559800002").status_code == 404


def test_the_list_is_read_by_pages_and_narrowed(system: Any, report: Any, walk: Any) -> None:
    reader = system("requests")
    made = [report() for _ in range(5)]
    walk(made[0], "accept")
    pages, cursor = [], ""
    for _ in range(3):
        page = reader.ask("GET", f"requests?limit=2&cursor={cursor}").json()
        pages += [row["number"] for row in page["requests"]]
        cursor = page["next"]
    assert pages == [ticket.number for ticket in made]
    assert not page["more"]
    for query, count in {
        "state=accepted": 1,
        "state=new&state=accepted": 5,
        "kind=home_outage": 0,
        "area=power:12": 5,
        "area=community:nowhere": 422,
        "since=2023-02-22T23:59:59Z": 0,
        "since=2023-02-22": 422,
        "cursor=nonsense": 422,
        "cursor=9999-12-31T23:59:59Z_1": 422,
        "limit=0": 422,
        "colour=red": 422,
    }.items():
        answer = reader.ask("GET", f"requests?{query}")
        got = len(answer.json()["requests"]) if answer.status_code == 200 else answer.status_code
        assert got == count, query


def test_a_page_costs_the_same_at_any_length(system: Any, report: Any) -> None:
    reader, counts = system("requests", area_codes=["power:12"]), []
    reader.ask("GET", "requests")  # the process learns the city's kinds
    for _ in range(3):
        report()
        with CaptureQueriesContext(connection) as asked:
            reader.ask("GET", "requests?area=power:12")
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2] <= 8
