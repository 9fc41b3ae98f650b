"""What the journeys' site has of outages and notices before anybody walks: so that no page is bare."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.cast import Cast
from tests.house import scene
from twingrid.notices.actions import composing, releasing
from twingrid.outages import actions as outage_actions
from twingrid.supply.actions.important import import_important
from twingrid.supply.models import Equipment
from twingrid.work import actions as work_actions

DAYS = (20, 65, 110, 155, 200, 245)


def fill(cast: Cast, *, at: datetime) -> None:
    """舜雅苑 is off in nine days, and its notice waits for a second person; 5号楼 was off often; a group has a text."""
    planned(cast, at=at)
    often(at=at)
    told(cast, at=at)
    outage_actions.count_frequent(by=None, at=at)
    settled(cast, at=at)


def settled(cast: Cast, *, at: datetime) -> None:
    """A tree of 睦和苑 that stood there first, with a stuck step; meters of 5号楼, half renewed; a family that
    moved in."""
    opened = work_actions.Opened(kind="tree_matter", building_ids=(cast.buildings["muhe8"].pk,), words="香樟长进线路。")
    said: dict[str, Any] = {"number": work_actions.open_matter(opened=opened, by=cast.han, at=at).number, "at": at}
    tree: dict[str, Any] = {"kilovolts": Decimal(10), "metres": Decimal("1.5"), "planted": "before"}
    work_actions.assess_tree(**tree, by=cast.han, **said)
    work_actions.record_party(side="owner", name="绿化队", phone=f"{cast.words['phone']}07777", by=cast.han, **said)
    step = work_actions.add_step(side="community", what="请业委会签字", by=cast.han, **said)
    work_actions.add_step(side="power", what="量出离线距离", by=cast.han, **said)
    work_actions.block_step(step_id=step.pk, words="业委会还没有开会。", by=cast.ma, **said)
    scene.joint(cast, at, key="filled")
    works = scene.project(cast, at, key="filled", building="5")
    for stage in works.buildings.get().stages.filter(place__lte=2):
        work_actions.finish_stage(number=works.number, stage_id=stage.pk, by=cast.han, at=at)


def planned(cast: Cast, *, at: datetime) -> None:
    """A planned outage that is announced, with an important user, and its notice, submitted."""
    starts = at + timedelta(days=9)
    plan = outage_actions.Plan(
        kind="planned",
        starts_at=starts,
        estimate_at=starts + timedelta(hours=4),
        equipment=[Equipment.objects.get(name="B-shunya1").pk],
        title="更换电表箱",
        cause="works",
    )
    outage = outage_actions.make_outage(plan=plan, by=cast.zhou, at=at)
    outage_actions.announce_outage(number=outage.number, by=cast.zhou, at=at)
    account = cast.points["shunya1"][0].customer.account_no
    row = {"account_no": [account], "grade": ["first"], "valid_from": [at.date()], "valid_to": [None]}
    import_important(rows=row, at=at)
    draft = composing.Draft(
        kind="planned_outage",
        starts_at=starts,
        ends_at=plan.estimate_at,
        why="更换电表箱",
        outage_number=outage.number,
    )
    notice = composing.make_notice(draft=draft, by=cast.zhou, at=at)
    releasing.submit_notice(number=notice.number, by=cast.zhou, at=at)


def often(*, at: datetime) -> None:
    """5号楼 was off six times in the past year, once for three minutes only."""
    box = Equipment.objects.get(name="B-5").pk
    for n, days in enumerate((*DAYS, 5)):
        begins = at - timedelta(days=days)
        plan = outage_actions.Plan(kind="fault", starts_at=begins, equipment=[box])
        outage = outage_actions.make_outage(plan=plan, by=None, at=begins)
        outage_actions.start_outage(number=outage.number, by=None, at=begins)
        back = begins + timedelta(minutes=3 if n == len(DAYS) else 50)
        outage_actions.restore_outage(number=outage.number, by=None, at=back)


def told(cast: Cast, *, at: datetime) -> None:
    """A notice about works is out: Qiao's group has its text."""
    draft = composing.Draft(
        kind="works",
        starts_at=at + timedelta(days=1),
        buildings=[cast.buildings["6"].pk],
        what="更换楼道照明线路。",
    )
    notice = composing.make_notice(draft=draft, by=cast.zhou, at=at)
    given = {"number": notice.number, "at": at}
    releasing.submit_notice(by=cast.zhou, **given)
    releasing.approve_notice(by=cast.sun, **given)
    releasing.publish_notice(by=cast.sun, **given)
