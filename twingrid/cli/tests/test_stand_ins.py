"""The demo's stand-ins: a channel of each kind leads to them, and what they take is in the outbox."""

import random
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from twingrid.cities import queries as cities_queries
from twingrid.cli.fakes import demo
from twingrid.kit import clock
from twingrid.notices import actions as notices_actions
from twingrid.notices import queries as notices_queries
from twingrid.notices.choices import ChannelKind
from twingrid.notices.gateways import registry
from twingrid.notices.models import Channel

pytestmark = pytest.mark.django_db
SCHEMAS = ("jinan", "yunting")


@pytest.fixture
def stands(city: Any, settings: Any, tmp_path: Path) -> Iterator[demo.Stands]:
    settings.HOME = tmp_path
    standing = demo.stand_up(SCHEMAS, port=free_port())
    yield standing
    standing.down()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def send(channel: Channel, text: str, *, address: str = "") -> str:
    """The state of a message after one call by the channel."""
    at = clock.now()
    wanted = notices_actions.Message(
        channel_id=channel.pk,
        purpose="notice",
        text=text,
        dedupe_key=f"t{random.random()}",
        address=address,
        urgent=True,
    )
    row = notices_actions.queue_delivery(message=wanted, at=at)
    batch = notices_actions.claim_batch(channel_id=channel.pk, at=at)
    assert batch.account is not None
    results = registry.carry(batch.kind, batch.letters, batch.account)
    notices_actions.settle_batch(batch=batch, results=results, luck=0.5, at=at)
    row.refresh_from_db()
    return row.state


def test_every_kind_of_channel_leads_to_the_outbox_of_its_city(stands: demo.Stands) -> None:
    assert demo.connect(stands) == len(SCHEMAS) * len(ChannelKind.values)
    assert demo.connect(stands) == 0, "what is there is left alone"
    for schema in SCHEMAS:
        with cities_queries.inside(schema):
            for channel in Channel.objects.all():
                address = {"sms": "13000000001", "mail": "wang@twingrid.example"}.get(channel.kind, "")
                assert (channel.kind, send(channel, f"停电 {schema}", address=address)) == (channel.kind, "sent")
            lines = notices_queries.outbox(most=50)
            assert {line.kind for line in lines if line.taken} == set(ChannelKind.values)
            assert {line.text for line in lines} == {f"停电 {schema}"}, "nothing of the other city"
            assert not any("13000000001" in line.address for line in lines)


def test_a_channel_follows_when_they_listen_elsewhere_and_keeps_what_people_changed(stands: demo.Stands) -> None:
    demo.connect(stands)
    with cities_queries.inside("jinan"):
        Channel.objects.filter(kind="sms").update(name="抢修短信", per_person_a_day=2)
    beside = demo.stand_up(SCHEMAS, port=stands.http.port)
    try:
        assert beside.http.port != stands.http.port, "two homes side by side"
        demo.connect(beside)
        with cities_queries.inside("jinan"):
            sms = Channel.objects.get(kind="sms")
            assert (sms.name, sms.per_person_a_day) == ("抢修短信", 2)
            assert send(sms, "停电", address="13000000001") == "sent"
            assert Channel.objects.count() == len(ChannelKind.values)
    finally:
        beside.down()


def test_what_was_refused_says_why(stands: demo.Stands) -> None:
    demo.connect(stands)
    with cities_queries.inside("jinan"):
        send(Channel.objects.get(kind="sms"), "停电", address="12345")
        [line] = notices_queries.outbox(most=5)
    assert not line.taken
    assert line.sentence


def test_an_outbox_forgets_its_oldest_lines(stands: demo.Stands, monkeypatch: pytest.MonkeyPatch) -> None:
    from twingrid.cli.fakes import outbox

    monkeypatch.setattr(outbox, "_LARGEST", 400)
    monkeypatch.setattr(outbox, "_KEPT", 2)
    demo.connect(stands)
    with cities_queries.inside("jinan"):
        for n in range(8):
            send(Channel.objects.get(kind="wecom"), f"第{n}条")
        assert next(line.text for line in notices_queries.outbox(most=50)) == "第7条"
        assert len(notices_queries.outbox(most=50)) < 8


def test_no_outbox_yet_is_an_empty_one(city: Any, settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    assert notices_queries.outbox(most=5) == []
