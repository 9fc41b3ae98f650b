"""Files of the marketing and HR systems, pushed: kept, taken over by a job as a whole, asked about by their digest."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Cast
from twingrid.cli.jobs import drop_refused, take_approved, take_received
from twingrid.cli.tests.test_delta import customers, some_accounts
from twingrid.journal.models import Event
from twingrid.people.actions import keys
from twingrid.supply.models import Customer
from twingrid.work import delta_queries
from twingrid.work.actions import deltas

pytestmark = pytest.mark.django_db


class Marketing:
    """The marketing system with a key to push."""

    def __init__(self, cast: Cast, purpose: str = "deliveries") -> None:
        _key, text = keys.make_key(name=f"营销 {purpose}", purposes=[purpose], by=None, at=cast.at)
        self.headers = {"authorization": f"Bearer {text}", "accept-language": "en"}

    def push(self, *files: tuple[str, bytes]) -> Any:
        given = [SimpleUploadedFile(name, body) for name, body in files]
        return Client().post("/api/rest/deliveries", {"files": given}, headers=self.headers)

    def ask(self, digest: str) -> Any:
        return Client().get(f"/api/rest/deliveries/{digest}", headers=self.headers)


def body_of(cast: Cast, folder: Path, **given: Any) -> tuple[str, bytes]:
    return "customers.csv", (customers(cast, folder, **given) / "customers.csv").read_bytes()


def work_off(job: Any, name: str) -> None:
    """What the worker does after the event."""
    event = Event.objects.filter(name=name).latest("id")
    job(city="jinan", event_id=event.pk)


def test_pushed_files_are_kept_taken_over_and_gone(cast: Cast, tmp_path: Path) -> None:
    marketing = Marketing(cast)
    file = body_of(cast, tmp_path, new=2)
    answer = marketing.push(file)
    assert (answer.status_code, answer.json()["state"]) == (202, "received")
    digest = answer.json()["delivery"]
    assert marketing.ask(digest).json()["state"] == "received"
    assert not Customer.objects.filter(account_no__startswith="99").exists()
    work_off(take_received, "work.delta.received")
    told = marketing.ask(digest).json()
    assert (told["state"], told["report"]["new"]) == ("applied", 2)
    assert Customer.objects.filter(account_no__startswith="99").count() == 2
    assert not (delta_queries.room() / digest).exists(), "personal data is not kept"
    again = marketing.push(file)
    assert (again.status_code, again.json()["state"]) == (200, "applied")


@pytest.mark.parametrize(("word", "state"), [("approve", "applied"), ("refuse", "refused")])
def test_what_would_move_too_much_waits_for_a_person(cast: Cast, tmp_path: Path, word: str, state: str) -> None:
    marketing = Marketing(cast)
    digest = marketing.push(body_of(cast, tmp_path, shift=dict.fromkeys(some_accounts(40), -0.012))).json()["delivery"]
    work_off(take_received, "work.delta.received")
    assert marketing.ask(digest).json()["state"] == "waiting"
    line = delta_queries.latest()
    assert line is not None
    assert (delta_queries.room() / digest).exists()
    given: dict[str, Any] = {"delta_id": line.id, "by": cast.admin, "at": cast.at}
    if word == "approve":
        deltas.approve_delta(**given)
        work_off(take_approved, "work.delta.approved")
    else:
        deltas.refuse_delta(**given)
        work_off(drop_refused, "work.delta.refused")
    assert marketing.ask(digest).json()["state"] == state
    assert not (delta_queries.room() / digest).exists()


def test_what_we_do_not_know_is_refused_and_nothing_stays(cast: Cast) -> None:
    marketing = Marketing(cast)
    for files in ([("../../etc/passwd", b"x")], [("people.csv", b"x")], [("staff.csv", b"x"), ("staff.xlsx", b"y")]):
        answer = marketing.push(*files)
        assert (answer.status_code, answer.json()["field"]) == (422, "files"), answer.content
    assert marketing.push().status_code == 422
    assert not any(delta_queries.room().iterdir()) if delta_queries.room().exists() else True
    assert marketing.ask("nothing").status_code == 404


def test_only_a_key_for_deliveries_may_push(cast: Cast) -> None:
    reader = Marketing(cast, "registry")
    assert reader.push(("staff.csv", b"x")).status_code == 403
    assert reader.ask("x").status_code == 403
