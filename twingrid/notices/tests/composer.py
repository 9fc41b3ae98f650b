"""What the tests of the composer share: a planned outage of the tiny city, its groups, a notice on its way."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from twingrid.notices.actions import composing, groups, releasing
from twingrid.notices.models import Notice, ServiceGroup
from twingrid.outages import actions as outages_actions
from twingrid.supply.models import Equipment

VERIFIED = date(2023, 2, 1)


@pytest.fixture
def planned(cast: Any, at: datetime) -> Any:
    """The transformer will be off for eight hours in nine days."""
    (transformer,) = Equipment.objects.filter(kind="transformer").values_list("pk", flat=True)
    starts = at + timedelta(days=9)
    plan = outages_actions.Plan(
        kind="planned",
        starts_at=starts,
        estimate_at=starts + timedelta(hours=8),
        equipment=[transformer],
        cause="works",
    )
    outage = outages_actions.make_outage(plan=plan, by=cast.zhou, at=at)
    return outages_actions.announce_outage(number=outage.number, by=cast.zhou, at=at)


@pytest.fixture
def group(cast: Any, at: datetime) -> Callable[..., ServiceGroup]:
    """Enter a group: `group("leshan")` has the estate's people, and Qiao owns it."""

    def enter(estate: str, *, owner: Any = None, verified: date | None = VERIFIED, **more: Any) -> ServiceGroup:
        compound = cast.compounds[estate]
        facts = composing_facts(cast, compound, owner=owner or cast.qiao, **more)
        row = groups.make_group(facts=facts, by=cast.sun, at=at)
        ServiceGroup.objects.filter(pk=row.pk).update(last_verified_on=verified)
        row.refresh_from_db()
        return row

    return enter


def composing_facts(cast: Any, compound: Any, *, owner: Any, **more: Any) -> groups.GroupFacts:
    return groups.GroupFacts(
        name=more.pop("name", f"{compound.name}邻里群"),
        community_id=compound.community_id,
        compound_id=compound.pk,
        owner_id=owner.pk,
        deputy_id=cast.ma.pk,
        size=120,
        **more,
    )


@pytest.fixture
def write(cast: Any, at: datetime, planned: Any) -> Callable[..., Notice]:
    """Begin the notice of the planned outage and walk it through moves: `write("submit", "approve")`."""

    def walk(*moves: str, when: datetime | None = None, **changes: Any) -> Notice:
        now = when or at
        given: dict[str, Any] = {
            "kind": "planned_outage",
            "starts_at": planned.starts_at,
            "ends_at": planned.estimate_at,
            "why": "更换变压器",
            "outage_number": planned.number,
        }
        notice = composing.make_notice(draft=composing.Draft(**(given | changes)), by=cast.zhou, at=now)
        steps: dict[str, Callable[[], Any]] = {
            "paper": lambda: composing.choose_ways(
                number=notice.number,
                groups=[way.group_id for way in notice.ways.all() if way.group_id],
                subscribers=True,
                paper=True,
                by=cast.zhou,
                at=now,
            ),
            "submit": lambda: releasing.submit_notice(number=notice.number, by=cast.zhou, at=now),
            "approve": lambda: releasing.approve_notice(number=notice.number, by=cast.sun, at=now),
            "publish": lambda: releasing.publish_notice(number=notice.number, by=cast.sun, at=now),
        }
        for name in moves:
            steps[name]()
            notice.refresh_from_db()
        return notice

    return walk
