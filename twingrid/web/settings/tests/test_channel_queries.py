"""The lists of channels and messages ask the same few questions for two rows and for forty."""

from typing import Any

import pytest

from tests.counting import ask
from tests.house import scene as scene_module
from twingrid.kit import clock
from twingrid.notices import actions as notices_actions
from twingrid.notices.actions.channels import ChannelIn

pytestmark = pytest.mark.django_db
# Three of them are the session, the person and what the person may; the page's own come on top.
PAGES = [("/settings/channels/", 8), ("/settings/deliveries/", 9), ("/settings/deliveries/?state=unsettled", 9)]


@pytest.fixture
def scene(city: Any, at: Any) -> Any:
    scene = scene_module.build("jinan", at=at)
    with clock.fixed(scene.now):
        yield scene


def more(scene: Any) -> None:
    for n in range(20):
        said = ChannelIn(name=f"群{n}", config={"base_url": "http://127.0.0.1:9"}, secret={"key": f"k{n}"})
        channel = notices_actions.make_channel(kind="wecom", said=said, by=None, at=scene.now)
        for m in range(2):
            notices_actions.queue_delivery(
                message=notices_actions.Message(
                    channel_id=channel.pk, purpose="notice", text="停电通知", dedupe_key=f"{n}-{m}"
                ),
                at=scene.now,
            )


@pytest.mark.parametrize(("path", "most"), PAGES)
def test_a_list_of_forty_asks_what_a_list_of_two_asks(scene: Any, path: str, most: int) -> None:
    client = scene.cast.client("admin")
    client.get(path)  # what a process reads once is read now
    few = ask(client, path)
    more(scene)
    many = ask(client, path)
    assert few.answer.status_code == 200
    assert len(many) == len(few), f"{path} asks {len(few)} for few and {len(many)} for many:\n{many}"
    assert len(many) <= most, f"{path} asks {len(many)} times:\n{many}"
