"""F5 through the real doors: a tree and works that are held up, settled by both sides on their own pages."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Cast
from tests.house import scene
from twingrid.kit import clock
from twingrid.work import actions
from twingrid.work.models import Case, CaseStep

pytestmark = pytest.mark.django_db
NEW = "/work/matters/new/"


def said(**more: Any) -> dict[str, Any]:
    first = {"intake_key": "pages", "place": "乐山小区3号楼2单元", "kind": "construction_matter", "words": "不让立箱变"}
    return first | more


def text(client: Any, path: str) -> str:
    return str(client.get(path).content.decode())


def test_works_that_are_held_up_are_settled_by_both_sides(cast: Cast, at: Any) -> None:
    ticket, day = scene.report(cast, "3", at=at), f"{at:%Y-%m-%d}"
    qiao, han, sun = cast.client("qiao"), cast.client("han"), cast.client("sun")
    assert f"link={ticket.number}" in text(qiao, f"/work/t/{ticket.number}/")
    path = qiao.post(NEW, said(link=ticket.number, **{"a-work": "cabinet", "a-why": "site"})).headers["Location"]
    matter = Case.objects.get()
    assert (matter.building_id, matter.details) == (cast.home.pk, {"work": "cabinet", "why": "site"})
    assert matter.number in text(qiao, f"/work/t/{ticket.number}/")
    assert "位置有意见" in text(han, path)
    meeting = {"meeting-held_at": f"{day}T09:00", "meeting-people": "居民代表", "meeting-result": "往东移两米"}
    assert qiao.post(f"{path}meeting/", meeting).status_code == 302
    for side, what in (("community", "贴公告，开楼道门"), ("power", "改图纸")):
        step = {"step-side": side, "step-what": what, "step-due_on": f"{at + timedelta(days=2):%Y-%m-%d}"}
        assert han.post(f"{path}step/", step).status_code == 302
    theirs = CaseStep.objects.get(side="community")
    assert han.post(f"{path}finish_step/{theirs.pk}/", {}).status_code == 403
    blocked = {f"block_step-{theirs.pk}-words": "物业不给钥匙"}
    assert qiao.post(f"{path}block_step/{theirs.pk}/", blocked).status_code == 302
    for client, page in ((han, "/work/"), (qiao, "/work/"), (sun, "/leader/")):
        assert "物业不给钥匙" in text(client, page)
    assert qiao.post(f"{path}finish_step/{theirs.pk}/", {}).status_code == 302
    agreed = {"agree-one_side": "utility", "agree-other_side": "residents", "agree-starts_on": day}
    answer = han.post(f"{path}agree/", agreed)
    assert answer.status_code == 422
    assert han.post(f"{path}agree/", agreed | {"agree-words": "下午施工，恢复绿化"}).status_code == 302
    assert han.post(f"{path}start/").status_code == 302
    assert han.post(f"{path}finish/", {"finish-words": "箱变已投运"}).status_code == 302
    answer = sun.post(f"{path}close/", {"close-words": ""})
    assert (answer.status_code, "还有步骤没有完成" in answer.content.decode()) == (409, True)
    ours = CaseStep.objects.get(side="power")
    assert han.post(f"{path}finish_step/{ours.pk}/", {}).status_code == 302
    assert sun.post(f"{path}close/", {"close-words": ""}).status_code == 302
    assert Case.objects.get().state == "closed"


def test_a_tree_says_on_what_terms_and_refuses_to_begin_without_them(cast: Cast, at: Any) -> None:
    han, day = cast.client("han"), f"{at:%Y-%m-%d}"
    path = han.post(NEW, said(kind="tree_matter", **{"a-count": "2", "a-owner": "estate"})).headers["Location"]
    tree = {"assess-kilovolts": "10", "assess-metres": "3", "assess-planted": "before"}
    assert han.post(f"{path}assess/", tree).status_code == 302
    page = text(han, path)
    assert "给予补偿后修剪" in page
    assert "《济南市电力管理条例》第十三条" in page
    agreed = {"agree-one_side": "utility", "agree-other_side": "owner", "agree-starts_on": day, "agree-words": "周末"}
    assert han.post(f"{path}agree/", agreed).status_code == 302
    answer = han.post(f"{path}start/")
    assert (answer.status_code, "同意" in answer.content.decode()) == (409, True)
    consent = {"consent-consent": "given", "consent-how": "paper", "consent-on": day}
    assert han.post(f"{path}consent/", consent).status_code == 302
    money = {"compensation-compensation": "agreed", "compensation-yuan": "300"}
    assert han.post(f"{path}compensation/", money).status_code == 302
    assert han.post(f"{path}start/").status_code == 302


def test_nothing_typed_is_lost_and_another_area_sees_nothing(cast: Cast) -> None:
    answer = cast.client("han").post(NEW, said(kind="", words="树枝压线"))
    assert (answer.status_code, "树枝压线" in answer.content.decode()) == (422, True)
    path = cast.client("han").post(NEW, said()).headers["Location"]
    assert cast.client("ding").get(path).status_code == 404
    assert "A new matter" not in text(cast.client("manager"), "/work/matters/")


def test_late_steps_stand_on_both_sides_lists_and_with_the_leader(cast: Cast, at: Any) -> None:
    opened = actions.Opened(kind="construction_matter", building_ids=(cast.home.pk,))
    number = actions.open_matter(opened=opened, by=cast.han, at=at).number
    due = at + timedelta(hours=1)
    actions.add_step(number=number, side="community", what="开楼道门", due_at=due, by=cast.han, at=at)
    assert "开楼道门" not in text(cast.client("han"), "/work/")
    with clock.fixed(at + timedelta(hours=2)):
        for who, page in (("han", "/work/"), ("qiao", "/work/"), ("sun", "/leader/")):
            assert "开楼道门" in text(cast.client(who), page)
