"""A message that waits for the end of the quiet hours says so, on every page where it waits."""

from datetime import timedelta
from typing import Any

from tests.house import scene as scene_module
from twingrid.kit import clock
from twingrid.notices import actions as notices_actions
from twingrid.notices.actions.channels import ChannelIn
from twingrid.notices.models import Post


def test_what_waits_for_the_morning_says_so(city: Any, at: Any) -> None:
    scene = scene_module.build("jinan", at=at)
    night = at + timedelta(hours=4)  # 23:00; a group robot is quiet from 22:00 to 7:00
    said = ChannelIn(name="夜里", config={"base_url": "http://127.0.0.1:9"}, secret={"key": "k"})
    channel = notices_actions.make_channel(kind="wecom", said=said, by=None, at=night)

    def queued(key: str, **more: Any) -> Any:
        message = notices_actions.Message(
            channel_id=channel.pk, purpose="notice", text="停电通知", dedupe_key=key, **more
        )
        return notices_actions.queue_delivery(message=message, at=night)

    calm, urgent = queued("calm"), queued("urgent", urgent=True)
    Post.objects.filter(edition__notice__number=scene.names["told"]).update(delivery=calm)
    with clock.fixed(night):
        admin, zhou = scene.cast.client("admin"), scene.cast.client("zhou")
        for path in ("channels/", f"channels/{channel.pk}/", "deliveries/", f"deliveries/{calm.pk}/"):
            assert "07:00" in admin.get(f"/settings/{path}").content.decode(), path
        assert "07:00" not in admin.get(f"/settings/deliveries/{urgent.pk}/").content.decode()
        assert "07:00" in zhou.get(f"/composer/{scene.names['told']}/").content.decode()
    with clock.fixed(night + timedelta(hours=10)):
        assert "07:00" not in admin.get(f"/settings/deliveries/{calm.pk}/").content.decode()
