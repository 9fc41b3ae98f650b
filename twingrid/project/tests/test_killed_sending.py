"""A process killed with -9 between its call to the grid platform and its commit: nothing is sent twice by our doing."""

import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings

from tests import platform as fake
from tests import server
from twingrid.people.actions import keys
from twingrid.work import actions
from twingrid.work.actions import sending
from twingrid.work.models import ExternalChange
from twingrid.work.rules.platform import LEASE
from twingrid.work.rules.shapes import EventIn
from twingrid.work.tests.platform_room import connect, event, queue_all, send_all, states
from twingrid.work.tests.real_rows import real_city

pytestmark = pytest.mark.slow


def wait_for(holds: Any, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while not holds():
        assert process.poll() is None, "it ended by itself"
        assert time.monotonic() < until, "the call did not go out within a minute"
        time.sleep(0.02)


def send_and_kill(platform: fake.Platform, at: datetime) -> None:
    """The sending process dies while the platform has its request and has not answered yet."""
    platform.plan = ["hold"]
    environment = os.environ | {
        "TWINGRID_DATABASE_NAME": settings.DATABASES["default"]["NAME"],
        "DJANGO_SETTINGS_MODULE": "twingrid.project.settings",
    }
    command = [sys.executable, "-W", "ignore", "-m", "twingrid.project.tests.killed_sending", at.isoformat()]
    with subprocess.Popen(command, env=environment, cwd=server.ROOT) as process:
        wait_for(lambda: platform.repeat_keys, process)
        process.send_signal(signal.SIGKILL)
        process.wait()
    platform.let_go.set()


@pytest.mark.parametrize("honours", [False, True])
def test_what_was_cut_off_in_flight_is_not_sent_twice(django_db_blocker: Any, at: datetime, honours: bool) -> None:
    with django_db_blocker.unblock(), real_city(at) as cast, fake.running() as platform:
        platform.honours_keys = honours
        keys.make_key(name="市级网格平台", purposes=["events"], by=None, at=at)
        connect(platform, cast, at, honours_keys=honours)
        who = keys.visitor_of(name="市级网格平台")
        given = event() | {"place": {"address": cast.home.label}}
        actions.receive_event(event=EventIn.model_validate(given), system="grid", by=who.user, at=at)
        queue_all(at)
        send_and_kill(platform, at)
        assert states() == ["sending"], "the claim was committed, the answer never"
        assert (len(platform.changes), send_all(at)) == (1, 0), "nobody else takes it meanwhile"

        later = at + LEASE + timedelta(seconds=1)
        assert sending.doubt_stale_changes(at=later) == 1
        assert states() == (["waiting"] if honours else ["uncertain"])
        assert send_all(later) == (1 if honours else 0)
        assert states() == (["sent"] if honours else ["uncertain"])
        assert ExternalChange.objects.get().tries == (2 if honours else 1)
    assert len(platform.changes) == 1, "the platform has it once"
