"""Events of the grid platform by file on screen: in, line by line; out; and what was returned."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Cast
from twingrid.kit import clock
from twingrid.people.actions import keys
from twingrid.work import actions, sheets
from twingrid.work.models import ExternalRecord, Ticket
from twingrid.work.rules.shapes import ReturnIn

pytestmark = pytest.mark.django_db
PATH = "/settings/exchange/events/"


@pytest.fixture
def admin(cast: Cast) -> Client:
    keys.make_key(name="市级平台", purposes=["events"], by=None, at=cast.at)
    return cast.client("admin")


def line(number: str, **given: str) -> dict[str, str]:
    row = dict.fromkeys(sheets.EVENT, "")
    return (
        row | {"number": number, "kind": "stairwell_light", "words": "楼道灯不亮", "address": "乐山小区3号楼"} | given
    )


def as_csv(*rows: dict[str, str]) -> SimpleUploadedFile:
    out = io.StringIO()
    table = csv.DictWriter(out, sheets.EVENT)
    table.writeheader()
    table.writerows(rows)
    return SimpleUploadedFile("events.csv", out.getvalue().encode())


def test_a_file_is_taken_over_line_by_line_and_safely_again(admin: Client) -> None:
    rows = [line("E1"), line("E2", kind="no such kind"), line("E3", words="另一件")]
    for fresh, known in ((2, 0), (0, 2)):
        taken = admin.post(PATH, {"key": "市级平台", "file": as_csv(*rows)}).context["taken"]
        assert (taken.fresh, taken.known) == (fresh, known)
        assert [number for number, _sentence in taken.refused] == [3]
    assert sorted(ExternalRecord.objects.values_list("number", flat=True)) == ["E1", "E3"]
    assert Ticket.objects.count() == 2


def test_what_is_no_file_of_events_is_told_at_the_field(admin: Client) -> None:
    wrong = SimpleUploadedFile("events.pdf", b"%PDF")
    answer = admin.post(PATH, {"key": "市级平台", "file": wrong})
    assert (answer.status_code, "events.pdf" in answer.content.decode()) == (422, True)


def test_what_became_of_them_is_taken_out_and_continued(admin: Client, cast: Cast) -> None:
    admin.post(PATH, {"key": "市级平台", "file": as_csv(line("E1"))})
    with clock.fixed(cast.at + timedelta(minutes=1)):
        answer = admin.get(f"{PATH}file", {"key": "市级平台", "kind": "json"})
        told = json.loads(answer.content)
        assert [(one["number"], one["state"]) for one in told["changes"]] == [("E1", "received")]
        assert f"-{told['next']}.json" in answer.headers["Content-Disposition"]
        later = admin.get(f"{PATH}file", {"key": "市级平台", "kind": "csv", "since": told["next"]})
    assert len(later.content.decode("utf-8-sig").splitlines()) == 1


def test_returns_of_both_sides_are_listed(admin: Client, cast: Cast) -> None:
    admin.post(PATH, {"key": "市级平台", "file": as_csv(line("E1"))})
    number = Ticket.objects.get().number
    done: dict[str, Any] = {"number": number, "by": cast.han, "at": cast.at}
    actions.accept_ticket(**done)
    actions.arrive_at_ticket(**done)
    actions.resolve_ticket(outcome="customer_side_courtesy", finding="switch", words="换灯", **done)
    who = keys.visitor_of(name="市级平台")
    given = ReturnIn(return_no="R1", reason="灯还是不亮")
    actions.return_event(system=who.system, number="E1", given=given, by=who.user, at=cast.at)
    page = admin.get(PATH)
    assert [(one.number, one.theirs, one.reason) for one in page.context["returns"]] == [("E1", True, "灯还是不亮")]
    assert "灯还是不亮" in page.content.decode()


def test_without_a_key_the_page_says_how_to_make_one(cast: Cast) -> None:
    assert "/settings/keys/" in cast.client("admin").get(PATH).content.decode().partition("<h1>")[2]
