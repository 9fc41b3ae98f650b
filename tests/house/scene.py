"""The evening of the flagship call in one city, with a few requests in it: what doors are tried with."""

import io
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from PIL import Image

from tests import cast as cast_module
from twingrid.notices import actions as notices_actions
from twingrid.notices.actions import composing, groups, messages, releasing, subscribing
from twingrid.notices.actions.channels import ChannelIn
from twingrid.notices.gateways.shapes import Blame, Outcome, Result
from twingrid.notices.models import Channel
from twingrid.outages import actions as outage_actions
from twingrid.work import actions as work_actions
from twingrid.work.models import Company, Routing, Ticket


@dataclass
class Scene:
    """A cast and its requests: `fresh` is new and Han's, `done` is resolved and waits for its call-back."""

    cast: Any
    now: datetime
    fresh: Any = None
    done: Any = None
    photo: Any = None
    names: dict[str, str] = field(default_factory=dict)


@cache
def jpeg(colour: str = "#335577") -> bytes:
    """A small real photo."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "JPEG")
    return out.getvalue()


def report(cast: Any, key: str, *, at: datetime, **given: Any) -> Any:
    """A resident reports by the plate from a building of the cast."""
    fields: dict[str, Any] = {
        "channel": "plate",
        "kind": "stairwell_light",
        "words": f"{cast.words['estate1']}楼道灯不亮了",
        "building_id": cast.buildings[key].pk,
        "unit": "1单元",
        "phone": f"{cast.words['phone']}0{len(given)}{key[-1:]}77".replace(" ", "")[:14],
        "intake_key": f"scene-{cast.city}-{key}",
    }
    return work_actions.report_ticket(report=work_actions.Report(**(fields | given)), by=None, at=at)


def many_like(first: Any, count: int) -> list[Any]:
    """So many more open requests like one that was really reported, from other callers, written in two statements."""
    route, copies, routes = Routing.objects.get(ticket=first), [], []
    before = Ticket.objects.filter(number__startswith=f"{first.number[:9]}9").count()
    for n in range(before, before + count):
        one, way = Ticket.objects.get(pk=first.pk), Routing.objects.get(pk=route.pk)
        one.pk, one.number, one.token, one.intake_key = None, f"{first.number[:9]}9{n:03d}", f"t{n:019d}", f"k{n}"
        copies.append(one)
        routes.append(way)
    Ticket.objects.bulk_create(copies)
    for one, way in zip(copies, routes, strict=True):
        way.pk, way.ticket = one.pk, one
    Routing.objects.bulk_create(routes)
    return copies


def told(at: datetime) -> tuple[Any, Any]:
    """A group robot, and a message of it that nobody knows to have arrived."""
    said = ChannelIn(name="group", config={"base_url": "http://127.0.0.1:9"}, secret={"key": "k"})
    channel = notices_actions.make_channel(kind="wecom", said=said, by=None, at=at)
    message = notices_actions.Message(channel_id=channel.pk, purpose="notice", text="停电通知", dedupe_key="scene")
    delivery = notices_actions.queue_delivery(message=message, at=at)
    batch = notices_actions.claim_batch(channel_id=channel.pk, at=at)
    silent = [Result(Outcome.UNKNOWN, "net.timeout", blame=Blame.CHANNEL)]
    notices_actions.settle_batch(batch=batch, results=silent, luck=0.5, at=at)
    return channel, delivery


def _told(cast: Any, at: datetime) -> tuple[Any, Any]:
    """A notice that is out, and somebody who asked to be told (not confirmed yet)."""
    draft = composing.Draft(kind="works", starts_at=at, buildings=[cast.home.pk], what="更换电缆", intake_key="told")
    notice = composing.make_notice(draft=draft, by=cast.zhou, at=at)
    given: dict[str, Any] = {"number": notice.number, "at": at}
    composing.choose_ways(groups=[], subscribers=True, paper=True, by=cast.zhou, **given)
    releasing.submit_notice(by=cast.zhou, **given)
    releasing.approve_notice(by=cast.sun, **given)
    notice = releasing.publish_notice(by=cast.sun, **given)
    Channel.objects.create(kind="mail", name="scene mail", config={}, made_at=at)
    subscription = subscribing.subscribe(
        building_id=cast.home.pk, unit="", kind="mail", address="scene@example.cn", link="{token}", at=at
    )
    return notice, subscription


def brought_in(cast: Any, at: datetime) -> dict[str, str]:
    """The estate's group, Qiao's, and thanks that she brought in from it."""
    estate = cast.compounds["leshan"]
    facts = groups.GroupFacts(
        name=f"{estate.name}邻里群",
        community_id=estate.community_id,
        compound_id=estate.pk,
        owner_id=cast.qiao.pk,
        deputy_id=cast.ma.pk,
        size=120,
    )
    group = groups.make_group(facts=facts, by=cast.sun, at=at)
    thanks = messages.Taken(intake_key="scene-thanks", group_id=group.pk, words="修好了,谢谢", kind="thanks")
    message = messages.take_message(taken=thanks, by=cast.qiao, at=at)
    return {"group": str(group.pk), "message": str(message.pk), "answer": str(message.answers.get().pk)}


def dark(cast: Any, at: datetime) -> Any:
    """A fault that has begun at home."""
    plan = outage_actions.Plan(
        kind="fault", starts_at=at, estimate_at=at + timedelta(hours=2), buildings=[cast.home.pk]
    )
    outage = outage_actions.make_outage(plan=plan, by=cast.zhou, at=at)
    return outage_actions.start_outage(number=outage.number, by=cast.zhou, at=at)


def hazard(cast: Any, at: datetime, *, key: str = "scene") -> Any:
    """Bare wires in a box at home, found by Han."""
    found = work_actions.Found(kind="hazard_box", side="customer", building_id=cast.home.pk, intake_key=key)
    return work_actions.find_hazard(found=found, by=cast.han, at=at)


def matter(cast: Any, at: datetime, *, key: str = "scene") -> tuple[Any, Any]:
    """A tree near a line at home, opened by Han, with a step of the community side."""
    opened = work_actions.Opened(kind="tree_matter", building_ids=(cast.home.pk,), intake_key=key)
    made = work_actions.open_matter(opened=opened, by=cast.han, at=at)
    given: dict[str, Any] = {"number": made.number, "side": "community", "what": "贴公告", "key": key}
    return made, work_actions.add_step(**given, by=cast.han, at=at)


def project(cast: Any, at: datetime, *, key: str = "scene", building: str = "3") -> Any:
    """Meters are renewed in a building of the cast: Sun's project, running."""
    day = at.date()
    plan = work_actions.BuildingPlan(
        building_id=cast.buildings[building].pk, meters=8, starts_on=day, ends_on=day + timedelta(days=19)
    )
    opened = work_actions.Opened(
        kind="meter_renewal", title=f"{cast.buildings[building].label}户表改造", intake_key=f"project-{key}"
    )
    made = work_actions.make_project(opened=opened, buildings=(plan,), by=cast.sun, at=at)
    return work_actions.start_project(number=made.number, by=cast.sun, at=at)


def companies(cast: Any, at: datetime) -> None:
    """The water and gas companies with somebody each, and our own: what joint cases need. Once a cast."""
    if Company.objects.exists():
        return
    cast_module.make_partner(cast, "water")
    cast_module.make_partner(cast, "gas")
    for n, code in enumerate(("power", "water", "gas")):
        unit = cast.people[code].postings.get().unit_id if code != "power" else None
        given = work_actions.CompanyIn(name=f"演示{code}", service=code, unit_id=unit, days=3, place=n)
        work_actions.make_company(code=code, given=given, by=None, at=at)


def joint(cast: Any, at: datetime, *, key: str = "scene", codes: tuple[str, ...] = ("water", "gas")) -> Any:
    """A family moves in at home: taken in by the clerk, with a leg for each of these companies."""
    companies(cast, at)
    opened = work_actions.Opened(kind="move_in", building_ids=(cast.home.pk,), intake_key=f"joint-{key}")
    shares = dict.fromkeys(codes, ("name", "phone"))
    intake = work_actions.JointIntake(
        opened=opened, companies=dict.fromkeys(codes, ""), shares=shares, name="住户", phone="0531-000 09999"
    )
    return work_actions.open_joint(intake=intake, by=cast.clerk, at=at)


def settled(cast: Any, at: datetime) -> dict[str, str]:
    """A matter with its step, a project with its first stage, a joint case, by name."""
    tree, step = matter(cast, at)
    works = project(cast, at)
    stage = works.buildings.get().stages.get(place=1)
    together = joint(cast, at, codes=("power", "water", "gas"))
    return {
        "joint": together.number,
        "joint_token": together.joint.token,
        "matter": tree.number,
        "step": str(step.pk),
        "project": works.number,
        "stage": str(stage.pk),
    }


def _finish(cast: Any, ticket: Any, at: datetime) -> Any:
    """Han comes, mends the switch after the meter, and says so."""
    moves = {"number": ticket.number, "by": cast.han}
    work_actions.accept_ticket(**moves, at=at + timedelta(minutes=1))
    work_actions.arrive_at_ticket(**moves, at=at + timedelta(minutes=2))
    finding = {"outcome": "customer_side_courtesy", "finding": "switch", "words": "换了表后开关"}
    return work_actions.resolve_ticket(**moves, **finding, at=at + timedelta(minutes=3))


def _before(cast: Any, n: int, *, at: datetime) -> None:
    """A request, a notice and a hazard that came before."""
    report(cast, "1", at=at, intake_key=f"earlier-{n}", phone=f"{cast.words['phone']}0333{n}")
    draft = composing.Draft(kind="works", starts_at=at, buildings=[cast.home.pk], what="x", intake_key=f"e{n}")
    composing.make_notice(draft=draft, by=cast.zhou, at=at)
    hazard(cast, at, key=f"earlier-{n}")
    matter(cast, at, key=f"earlier-{n}")
    project(cast, at, key=f"earlier-{n}")
    joint(cast, at, key=f"earlier-{n}")


def build(city: str, *, at: datetime, earlier: int = 0) -> Scene:
    """The scene in the city that the connection stands in; `earlier` requests come first, so that numbers differ."""
    cast = cast_module.build(city, at=at)
    for n in range(earlier):
        _before(cast, n, at=at)
    scene = Scene(cast=cast, now=at + timedelta(minutes=10))
    scene.fresh = report(cast, "3", at=at, photos=(jpeg(),))
    scene.done = report(cast, "5", at=at, phone=f"{cast.words['phone']}02222")
    scene.done = _finish(cast, scene.done, at)
    scene.photo = scene.fresh.photos.get()
    channel, delivery = told(at)
    outage = dark(cast, at)
    draft = composing.Draft(kind="safety", starts_at=at, buildings=[cast.home.pk], what="雷雨天请拔掉插头。")
    notice = composing.make_notice(draft=draft, by=cast.zhou, at=at)
    told_notice, subscription = _told(cast, at)
    scene.names = {
        "hazard": hazard(cast, at).number,
        **brought_in(cast, at),
        **settled(cast, at),
        "channel": str(channel.pk),
        "delivery": str(delivery.pk),
        "outage": outage.number,
        "ticket": scene.fresh.number,
        "token": scene.fresh.token,
        "notice": notice.number,
        "told": told_notice.number,
        "subscription": subscription.token,
        "done": scene.done.number,
        "done_token": scene.done.token,
        "photo": str(scene.photo.pk),
        "building": str(cast.home.pk),
        "compound": str(cast.compounds["leshan"].pk),
        "plate": cast.plate.code,
        "landmark": str(cast.landmark.pk),
        "proposal": str(cast.proposal.pk),
        "community": cast.communities["leshan"].code,
        "estate": cast.words["estate1"],
        "lon": str(cast.home.lon),
        "lat": str(cast.home.lat),
        "person": str(cast.zhou.pk),
        "han": str(cast.han.pk),
        "ding": str(cast.ding.pk),
        "zhao": str(cast.zhao.pk),
        "unit": str(cast.centre.pk),
        "posting": str(cast.han.postings.get().pk),
        "contact": str(cast.han.contacts.get().pk),
        "pairing": str(cast.han.pairings_as_power.get(rank=1).pk),
    }
    return scene
