"""Outages of the tiny city: the whole network is one substation, feeder and transformer; each building has one box."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from twingrid.outages import actions
from twingrid.supply.models import Equipment


@pytest.fixture
def gear(cast: Any) -> dict[str, int]:
    """Code without the city's prefix → id: S1, F1, T1, B-3 …"""
    return {code.partition("-")[2]: pk for code, pk in Equipment.objects.order_by("code").values_list("code", "id")}


@pytest.fixture
def make(cast: Any, at: datetime, gear: dict[str, int]) -> Callable[..., Any]:
    """Enter an outage (a fault of the whole transformer, unless told otherwise) and walk it through moves."""

    def enter(*moves: str, by: Any = None, **changes: Any) -> Any:
        given: dict[str, Any] = {
            "kind": "fault",
            "starts_at": at,
            "estimate_at": at + timedelta(hours=2),
            "equipment": [gear["T1"]],
        }
        who = by or cast.zhou
        outage = actions.make_outage(plan=actions.Plan(**(given | changes)), by=who, at=at)
        steps: dict[str, Callable[[], Any]] = {
            "announce": lambda: actions.announce_outage(number=outage.number, by=who, at=at),
            "start": lambda: actions.start_outage(number=outage.number, by=who, at=at),
            "restore": lambda: actions.restore_outage(number=outage.number, by=who, at=at + timedelta(hours=1)),
            "close": lambda: actions.close_outage(
                number=outage.number, cause="equipment", side="utility", by=who, at=at + timedelta(hours=2)
            ),
            "cancel": lambda: actions.cancel_outage(number=outage.number, words="误录", by=who, at=at),
        }
        for name in moves:
            outage = steps[name]()
        return outage

    return enter
