"""Channels for the tests of this app."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from twingrid.notices import actions as notices_actions
from twingrid.notices.actions.channels import ChannelIn
from twingrid.notices.models import Channel

HERE = "http://127.0.0.1:9"  # nobody listens there
KINDS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "wecom": ({"base_url": HERE}, {"key": "wecom-key"}),
    "dingtalk": ({"base_url": HERE}, {"token": "ding-token", "sign_key": "SECding"}),
    "feishu": ({"base_url": HERE}, {"hook": "feishu-hook", "sign_key": "feishu-sign"}),
    "mail": ({"host": "127.0.0.1", "port": "9", "sender": "grid@twingrid.example"}, {}),
    "sms": (
        {"base_url": HERE, "sign": "市中供电", "template": "SMS_1", "access_id": "LTAI-demo"},
        {"access_secret": "sms-secret"},
    ),
    "webhook": ({"url": f"{HERE}/in"}, {"sign_key": "hook-sign"}),
}


@pytest.fixture
def make(city: Any, at: datetime) -> Callable[..., Channel]:
    """Makes a channel of a kind, with what is said otherwise."""

    def make_one(kind: str, name: str = "", **said: Any) -> Channel:
        config, secret = KINDS[kind]
        given = {
            "name": name or kind,
            "config": config | said.pop("config", {}),
            "secret": secret | said.pop("secret", {}),
        }
        return notices_actions.make_channel(kind=kind, said=ChannelIn(**given | said), by=None, at=at)

    return make_one
