"""Keys, the grid platform, deliveries and the registry by file on screen."""

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import platform as fake
from twingrid.cli.delta.run import Settings, take_delta
from twingrid.cli.jobs import take_approved
from twingrid.cli.tests.test_delta import customers, some_accounts
from twingrid.journal.models import Event
from twingrid.people.models import ApiKey, Posting
from twingrid.people.shapes import RegistryIn, checked
from twingrid.work import actions, sheets
from twingrid.work.models import DataDelta, ExternalPlatform
from twingrid.work.tests.platform_room import come, platform, queue_all, send_all

__all__ = ["come", "platform"]


def test_a_key_is_shown_once_and_revoked(cast: Any) -> None:
    admin = cast.client("admin")
    said = {"name": "市级平台", "system": "grid", "purposes": ["coverage", "events"], "per_minute": "60"}
    answer = admin.post("/settings/keys/make/", said)
    key = ApiKey.objects.get()
    shown = answer.content.decode().split('tg-code">')[1].split("<")[0]
    assert shown.startswith(key.hint)
    assert len(shown) == 40
    page = admin.get("/settings/keys/").content.decode()
    assert "市级平台" in page
    assert shown not in page
    assert admin.post("/settings/keys/make/", said).status_code == 422
    admin.post("/settings/keys/revoke/", {"name": "市级平台"})
    key.refresh_from_db()
    assert key.revoked_at is not None


def test_nothing_typed_is_lost_when_a_key_cannot_be_made(cast: Any) -> None:
    answer = cast.client("admin").post(
        "/settings/keys/make/", {"name": "某平台", "system": "no such", "per_minute": "9"}
    )
    assert answer.status_code == 422
    assert "某平台" in answer.content.decode()
    assert ApiKey.objects.count() == 0


def test_the_platform_is_set_and_tried_and_its_key_never_shown(platform: fake.Platform, cast: Any) -> None:
    admin = cast.client("admin")
    said = {"url": platform.url, "key": "", "under": "市级网格平台", "honours_keys": "on", "active": "on"}
    assert admin.post("/settings/platform/change/", said).status_code == 302
    assert ExternalPlatform.objects.get().honours_keys
    assert admin.post("/settings/platform/try/").status_code == 302
    page = admin.get("/settings/platform/").content.decode()
    assert ExternalPlatform.objects.get().try_result in page
    assert fake.KEY not in page
    assert admin.post("/settings/platform/change/", said | {"url": "ftp://x"}).status_code == 422


def test_a_dead_sending_is_seen_and_sent_again(platform: fake.Platform, come: Any, cast: Any, at: datetime) -> None:
    come()
    queue_all(at)
    platform.plan = ["409"]
    send_all(at)
    admin = cast.client("admin")
    page = admin.get("/settings/platform/").content.decode()
    action = page.split('action="/settings/platform/sendings/')[1].split('"')[0]
    assert admin.post(f"/settings/platform/sendings/{action}").status_code == 302
    assert send_all(at) == 1
    assert len(platform.changes) == 1


@pytest.fixture
def waiting(cast: Any, at: datetime, tmp_path: Path) -> DataDelta:
    """A delivery that would move too much."""
    folder = customers(cast, tmp_path, shift=dict.fromkeys(some_accounts(40), -0.012), new=1)
    take_delta(folder, source=str(folder), settings=Settings(limit_percent=5), at=at)
    return DataDelta.objects.get(state="waiting")


def test_a_waiting_delivery_is_approved_by_a_person_and_then_taken_over(waiting: DataDelta, cast: Any) -> None:
    admin = cast.client("admin")
    assert f"/settings/deltas/{waiting.pk}/" in admin.get("/settings/deltas/").content.decode()
    assert admin.get(f"/settings/deltas/{waiting.pk}/").status_code == 200
    for _time in range(2):
        assert admin.post(f"/settings/deltas/{waiting.pk}/approve/").status_code == 302
    event = Event.objects.get(name="work.delta.approved")
    take_approved(city="jinan", event_id=event.pk)
    done = DataDelta.objects.order_by("-id").first()
    assert done is not None
    assert (done.state, done.decided_by) == ("applied", cast.people["admin"])
    assert admin.post(f"/settings/deltas/{waiting.pk}/refuse/").status_code == 409


def test_a_refused_delivery_changes_nothing_and_is_not_asked_about_again(
    waiting: DataDelta, cast: Any, at: datetime
) -> None:
    assert cast.client("admin").post(f"/settings/deltas/{waiting.pk}/refuse/").status_code == 302
    again = take_delta(Path(waiting.source), source="x", settings=Settings(limit_percent=5), at=at)
    assert again.state == "refused"
    assert DataDelta.objects.count() == 1


@pytest.mark.parametrize("kind", ["json", "csv", "xlsx"])
def test_what_is_taken_out_and_brought_in_again_changes_nothing(cast: Any, at: datetime, kind: str) -> None:
    admin = cast.client("admin")
    as_given = sheets.registry_in(admin.get("/settings/exchange/registry.json").content, "registry.json")
    # The cast is posted by hand; from now on it is as if it had been imported.
    actions.take_registry(registry=checked(RegistryIn, as_given), by=None, at=at, agreed=True)
    body = admin.get(f"/settings/exchange/registry.{kind}").content
    answer = admin.post("/settings/exchange/preview/", {"file": SimpleUploadedFile(f"registry.{kind}", body)})
    assert answer.status_code == 200
    found = answer.context["preview"]
    assert found.changes
    moved = {name: (c.new, c.changed, c.ended) for name, c in found.changes.items()}
    assert set(moved.values()) == {(0, 0, 0)}, moved
    assert found.movement.moved == 0


def changed(cast: Any, **cells: str) -> bytes:
    """The registry as CSV, with Qiao's row changed."""
    text = cast.client("admin").get("/settings/exchange/registry.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    for row in rows:
        if row["worker_no"] == cast.people["qiao"].employee_no:
            row.update(cells)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def test_a_look_keeps_nothing_and_taking_over_does(cast: Any) -> None:
    admin, title = cast.client("admin"), "网格长助理"
    file = SimpleUploadedFile("registry.csv", changed(cast, title=title))
    answer = admin.post("/settings/exchange/preview/", {"file": file})
    assert not Posting.objects.filter(title=title).exists()
    payload = answer.context["take"].initial["payload"]
    taken = admin.post("/settings/exchange/take/", {"payload": payload})
    assert taken.status_code == 302
    assert Posting.objects.filter(title=title, user=cast.people["qiao"]).exists()


def test_more_than_the_limit_needs_the_tick_of_a_person(cast: Any, at: datetime) -> None:
    admin = cast.client("admin")
    file = SimpleUploadedFile("registry.csv", changed(cast, valid_to="2023-02-22"))
    answer = admin.post("/settings/exchange/preview/", {"file": file})
    assert answer.context["preview"].over
    payload = answer.context["take"].initial["payload"]
    assert admin.post("/settings/exchange/take/", {"payload": payload}).status_code == 422
    assert Posting.objects.on(at.date()).filter(user=cast.people["qiao"]).exists()
    assert admin.post("/settings/exchange/take/", {"payload": payload, "agreed": "on"}).status_code == 302
    assert not Posting.objects.on(at.date()).filter(user=cast.people["qiao"]).exists()


@pytest.mark.parametrize(
    ("name", "body"), [("x.json", b"{"), ("x.csv", b"colour\nred\n"), ("x.xlsx", b"PK"), ("x.doc", b"")]
)
def test_a_file_that_cannot_be_read_is_told(cast: Any, name: str, body: bytes) -> None:
    answer = cast.client("admin").post("/settings/exchange/preview/", {"file": SimpleUploadedFile(name, body or b"x")})
    assert answer.status_code == 422
