"""A request of the flagship call, and a short way to walk it on."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from twingrid.work import actions


@pytest.fixture
def report(cast: Any, at: datetime) -> Callable[..., Any]:
    """Report from 乐山小区 3号楼 by a resident, unless told otherwise; each call is another request."""
    keys = iter(range(1_000_000))

    def make(*, by: Any = None, when: datetime = at, **changes: Any) -> Any:
        given: dict[str, Any] = {
            "channel": "direct_call" if by else "plate",
            "kind": "stairwell_light",
            "intake_key": f"key-{next(keys)}",
            "words": "楼道灯不亮了",
            "scope": "unit",
            "building_id": cast.home.pk,
            "unit": "2单元",
            "phone": "0531-000 09999" if by else f"0531-000 1{next(keys):04d}",
            "name": "住户",
        }
        return actions.report_ticket(report=actions.Report(**(given | changes)), by=by, at=when)

    return make


@pytest.fixture
def walk(cast: Any, at: datetime) -> Callable[..., Any]:
    """Walk a request through moves (accept, depart, arrive, resolve, close, reopen), a minute each."""

    def go(ticket: Any, *moves: str, by: Any = None) -> Any:
        who, number, when = by or cast.han, ticket.number, at
        steps: dict[str, Callable[[datetime], Any]] = {
            "accept": lambda t: actions.accept_ticket(number=number, by=who, at=t),
            "depart": lambda t: actions.depart_for_ticket(number=number, by=who, at=t),
            "arrive": lambda t: actions.arrive_at_ticket(number=number, by=who, at=t),
            "resolve": lambda t: actions.resolve_ticket(
                number=number,
                outcome="customer_side_courtesy",
                finding="switch",
                words="换了表后开关,灯亮了",
                by=who,
                at=t,
            ),
            "return": lambda t: actions.return_ticket(number=number, reason="不是我的片区", by=who, at=t),
            "close": lambda t: actions.call_back_ticket(number=number, result="solved", by=cast.zhou, at=t),
            "reopen": lambda t: actions.reopen_ticket(number=number, reason="又坏了", by=cast.zhou, at=t),
            "cancel": lambda t: actions.cancel_ticket(
                number=number, reason="duplicate", words="同一件事", by=cast.zhou, at=t
            ),
        }
        for name in moves:
            when += timedelta(minutes=1)
            ticket = steps[name](when)
        return ticket

    return go
