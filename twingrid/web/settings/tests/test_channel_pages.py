"""Channels and messages on screen: made by a form, tried, followed, decided; secrets are never shown."""

from typing import Any

import pytest

from tests.house import scene as scene_module
from twingrid.kit import clock
from twingrid.notices.models import Channel, Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(city: Any, at: Any) -> Any:
    scene = scene_module.build("jinan", at=at)
    with clock.fixed(scene.now):
        yield scene


ROBOT = {"name": "抢修值班群", "secret_key": "very-secret-key", "per_person_a_day": "5"}


def test_a_robot_is_made_and_its_key_is_never_shown_again(scene: Any) -> None:
    client = scene.cast.client("admin")
    answer = client.post("/settings/channels/new/wecom/", ROBOT, follow=True)
    channel = Channel.objects.get(name="抢修值班群")
    assert answer.redirect_chain[-1][0] == f"/settings/channels/{channel.pk}/"
    for path in ("/settings/channels/", f"/settings/channels/{channel.pk}/"):
        assert "very-secret-key" not in client.get(path).content.decode()
    assert "very-secret-key" not in channel.secret


def test_a_change_without_the_key_keeps_it(scene: Any) -> None:
    client = scene.cast.client("admin")
    client.post("/settings/channels/new/wecom/", ROBOT)
    channel = Channel.objects.get(name="抢修值班群")
    client.post(f"/settings/channels/{channel.pk}/", {"name": "夜班群", "secret_key": "", "per_person_a_day": "3"})
    from twingrid.notices import queries

    channel.refresh_from_db()
    assert (channel.name, queries.secret_of(channel)["key"].reveal()) == ("夜班群", "very-secret-key")


def test_what_is_missing_is_asked_for_at_its_field(scene: Any) -> None:
    answer = scene.cast.client("admin").post("/settings/channels/new/wecom/", {**ROBOT, "secret_key": ""})
    assert answer.status_code == 422
    assert "id_secret_key_error" in answer.content.decode()
    assert "抢修值班群" in answer.content.decode(), "nothing typed is lost"


def test_the_demo_takes_no_address_of_elsewhere(scene: Any) -> None:
    answer = scene.cast.client("admin").post(
        "/settings/channels/new/wecom/", {**ROBOT, "base_url": "https://example.com"}
    )
    assert answer.status_code == 422
    assert "id_base_url_error" in answer.content.decode()


def test_a_name_that_is_taken_is_said_at_the_name(scene: Any) -> None:
    answer = scene.cast.client("admin").post("/settings/channels/new/wecom/", {**ROBOT, "name": "group"})
    assert answer.status_code == 422
    assert "id_name_error" in answer.content.decode()


def test_a_message_without_a_reason_is_shown_again(scene: Any) -> None:
    client, path = scene.cast.client("zhou"), f"/settings/deliveries/{scene.names['delivery']}/"
    answer = client.post(path + "settle/", {"move": "confirm", "reason": ""})
    assert answer.status_code == 422
    assert "reason_error" in answer.content.decode()
    answer = client.post(path + "settle/", {"move": "confirm", "reason": "群里看到了"}, follow=True)
    assert "群里看到了" in answer.content.decode()
    assert Delivery.objects.get(pk=scene.names["delivery"]).state == "sent"


def test_the_log_is_narrowed_by_state_and_channel(scene: Any) -> None:
    client = scene.cast.client("zhou")
    channel, link = scene.names["channel"], f"/settings/deliveries/{scene.names['delivery']}/"
    for query, there in (
        ("state=unsettled", True),
        ("state=sent", False),
        (f"channel={channel}", True),
        (f"channel={int(channel) + 1}", False),
        ("channel=x&before=9999999999999999999999&purpose=nonsense", False),
    ):
        assert (link in client.get(f"/settings/deliveries/?{query}").content.decode()) is there, query
