"""Subscribers hear of events: signed, once, with patience; what may have arrived waits for a person."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.cast import Cast
from twingrid.journal.models import Event
from twingrid.kit.refusals import BadInput, NotAllowed, Refused
from twingrid.work import actions
from twingrid.work import queries as work_queries
from twingrid.work.gateways import platform as gateway
from twingrid.work.models import Webhook, WebhookDelivery
from twingrid.work.rules import webhooks as rules

NOW = datetime(2023, 2, 22, 11, tzinfo=UTC)
SECRET = rules.as_secret(b"s" * 32)


class Receiver(ThreadingHTTPServer):
    """Keeps what is genuine by its secret and answers as `plan` says: a status, or `drop` after keeping it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.secret, self.now = "", NOW
        self.plan: list[str] = []
        self.kept: list[tuple[str, dict[str, Any]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"


class Taking(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        plan = self.server.plan.pop(0) if self.server.plan else "204"
        given = {name.lower(): value for name, value in self.headers.items()}
        if not rules.is_genuine(given, body, secret=self.server.secret, now=self.server.now):
            plan = "401"
        elif plan in {"204", "drop"}:
            self.server.kept.append((given["webhook-id"], json.loads(body)))
        if plan == "drop":
            self.close_connection = True
            return
        self.send_response(int(plan))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def hook(receiver: Receiver, cast: Cast, at: datetime) -> Webhook:
    """A receiver that hears of reports and closings."""
    made, receiver.secret = actions.make_webhook(
        name="市政务平台",
        url=receiver.url,
        events=["work.ticket.reported", "work.ticket.closed", "work.hazard.found"],
        by=cast.people["admin"],
        at=at,
    )
    receiver.now = at
    return made


def send(at: datetime) -> None:
    for one in Event.objects.order_by("id"):
        actions.queue_webhooks(event_id=one.pk, at=at)
    while actions.send_next_delivery(at=at):
        pass


def states() -> list[str]:
    return list(WebhookDelivery.objects.values_list("state", flat=True))


def test_a_message_is_genuine_only_whole_fresh_and_by_its_secret() -> None:
    body = b'{"a":1}'
    headers = rules.sign([SECRET], message_id="jinan-1", at=NOW, body=body)
    good = {"secret": SECRET, "now": NOW}
    assert rules.is_genuine(headers, body, **good)
    assert not rules.is_genuine(headers, body + b" ", **good)
    assert not rules.is_genuine(headers, body, secret=rules.as_secret(b"t" * 32), now=NOW)
    assert not rules.is_genuine(headers | {"webhook-id": "jinan-2"}, body, **good)
    assert not rules.is_genuine(headers, body, secret=SECRET, now=NOW + timedelta(minutes=6))
    assert not rules.is_genuine({}, body, **good)
    both = rules.sign([rules.as_secret(b"n" * 32), SECRET], message_id="jinan-1", at=NOW, body=body)
    assert rules.is_genuine(both, body, **good)


def test_the_signature_is_that_of_the_published_example() -> None:
    headers = rules.sign(
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        message_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        at=datetime.fromtimestamp(1614265330, tz=UTC),
        body=b'{"test": 2432232314}',
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/x", "https://[fe80::1]/x", "ftp://127.0.0.1/", "https://0.0.0.0/"]
)
def test_addresses_of_machines_among_themselves_are_not_asked(url: str) -> None:
    with pytest.raises(gateway.NotSent):
        gateway.post(url, body=b"{}", headers={})


@pytest.mark.django_db
def test_each_event_goes_out_once_signed_and_names_nobody(
    hook: Webhook, receiver: Receiver, report: Any, walk: Any, at: datetime
) -> None:
    ticket = walk(report(words="我是老王"), "accept", "arrive", "resolve", "close")
    for _time in range(2):
        send(at)
    assert [message["type"] for _id, message in receiver.kept] == ["work.ticket.reported", "work.ticket.closed"]
    assert receiver.kept[-1][1]["data"]["number"] == ticket.number
    assert receiver.kept[-1][1]["data"]["state"] == "closed"
    text = json.dumps([message for _id, message in receiver.kept], ensure_ascii=False)
    assert not any(word in text for word in ("老王", "住户", "0531", "乐山", "韩"))
    assert set(states()) == {"sent"}


@pytest.mark.django_db
def test_busy_is_asked_again_refused_and_uncertain_wait_for_a_person_and_are_replayed(
    hook: Webhook, receiver: Receiver, report: Any, cast: Cast, at: datetime
) -> None:
    receiver.plan = ["503", "410", "drop"]
    for _n in range(3):
        report()
    send(at)
    assert sorted(states()) == ["refused", "uncertain", "waiting"]
    receiver.now = at + timedelta(minutes=1)
    send(at + timedelta(minutes=1))
    assert sorted(states()) == ["refused", "sent", "uncertain"]
    stuck = work_queries.deliveries(state="person")
    given = {"webhook_id": hook.pk, "by": cast.people["admin"], "at": at}
    assert actions.replay_deliveries(**given, delivery_id=stuck[0].id) == 1
    send(at + timedelta(minutes=1))
    assert actions.replay_deliveries(**given, since=at, until=at + timedelta(hours=1)) == 3
    send(at + timedelta(minutes=1))
    assert set(states()) == {"sent"}
    assert len({message_id for message_id, _message in receiver.kept}) == 3
    with pytest.raises(BadInput):
        actions.replay_deliveries(**given, since=at, until=at)


@pytest.mark.django_db
def test_a_new_secret_and_the_former_one_hold_together_for_a_day(
    hook: Webhook, receiver: Receiver, report: Any, cast: Cast, at: datetime
) -> None:
    fresh = actions.rotate_webhook(webhook_id=hook.pk, by=cast.people["admin"], at=at)
    report()
    send(at)
    receiver.secret, former = fresh, receiver.secret
    report()
    send(at)
    assert states() == ["sent", "sent"]
    receiver.secret, receiver.now = former, at + timedelta(days=2)
    report()
    send(at + timedelta(days=2))
    assert states()[-1] == "refused"
    hook.refresh_from_db()
    assert fresh not in hook.sealed_secret


@pytest.mark.django_db
def test_what_died_on_its_way_waits_for_a_person(hook: Webhook, report: Any, at: datetime) -> None:
    report()
    actions.queue_webhooks(event_id=Event.objects.get(name="work.ticket.reported").pk, at=at)
    WebhookDelivery.objects.update(state="sending", begun_at=at)
    assert actions.doubt_stale_deliveries(at=at + timedelta(minutes=4)) == 1
    assert states() == ["uncertain"]


@pytest.mark.django_db
def test_who_may_not_and_what_cannot_be_subscribed(hook: Webhook, cast: Cast, at: datetime) -> None:
    good: dict[str, Any] = {"name": "x", "url": "http://127.0.0.1:9/x", "events": ["work.ticket.closed"], "at": at}
    with pytest.raises(NotAllowed):
        actions.make_webhook(**good, by=cast.zhou)
    admin = cast.people["admin"]
    for change, field in (
        ({"url": "http://a.example/x"}, "url"),
        ({"url": "https://u:p@a.example/"}, "url"),
        ({"events": []}, "events"),
        ({"events": ["people.contact.doubted"]}, "events"),
        ({"name": " "}, "name"),
    ):
        with pytest.raises(BadInput) as refused:
            actions.make_webhook(**good | change, by=admin)
        assert refused.value.field == field
    with pytest.raises(Refused):
        actions.make_webhook(**good | {"name": hook.name}, by=admin)


@pytest.mark.django_db
def test_the_page_shows_the_secret_once_and_the_log(
    hook: Webhook, receiver: Receiver, report: Any, cast: Cast, at: datetime
) -> None:
    report()
    send(at)
    client = cast.client("admin")
    page = client.get("/settings/webhooks/").content.decode()
    assert receiver.url in page and "whsec_" not in page and "work.ticket.reported" in page
    given = {"name": "第二家", "url": receiver.url, "events": ["work.ticket.closed"]}
    assert "whsec_" in client.post("/settings/webhooks/make/", given).content.decode()
    again = client.post(f"/settings/webhooks/{hook.pk}/replay/", {"delivery": WebhookDelivery.objects.get().pk})
    assert again.status_code == 302
    assert states() == ["waiting"]
    off = {"url": receiver.url, "events": ["work.ticket.closed"]}
    assert client.post(f"/settings/webhooks/{hook.pk}/change/", off).status_code == 302
    hook.refresh_from_db()
    assert not hook.active
