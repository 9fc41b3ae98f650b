"""F2 through the real doors: meters are renewed, the community helps, residents read how far it is, and thank."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast
from tests.house import scene
from twingrid.work.models import Case, CaseStep, ProjectBuilding, ProjectStage, Ticket

pytestmark = pytest.mark.django_db
NEW = "/work/projects/new/"


def text(client: Any, path: str) -> str:
    return str(client.get(path).content.decode())


def test_a_project_from_its_buildings_to_the_thanks(cast: Cast, at: Any) -> None:
    sun, ding, home = cast.client("sun"), cast.client("ding"), f"/building/{cast.buildings['road78'].pk}/"
    days = {"starts_on": f"{at:%Y-%m-%d}", "ends_on": f"{at + timedelta(days=26):%Y-%m-%d}"}
    said = {"intake_key": "p", "kind": "meter_renewal", "title": "建设路78号户表改造", **days}
    answer = sun.post(NEW, said | {"buildings": "火星路9号, 4"})
    assert (answer.status_code, "火星路9号" in answer.content.decode()) == (422, True)
    path = sun.post(NEW, said | {"buildings": "建设路78号，4"}).headers["Location"]
    place = ProjectBuilding.objects.get()
    assert (place.building_id, place.meters) == (cast.buildings["road78"].pk, 4)
    assert "户表改造" not in text(cast.client(), home)
    assert sun.post(f"{path}announce/", {"announce-words": ""}).status_code == 302
    help_ = {"step-side": "community", "step-what": "贴公告", "step-due_on": days["ends_on"]}
    assert ding.post(f"{path}step/", help_).status_code == 302
    assert sun.post(f"{path}start/", {"start-words": ""}).status_code == 302
    for stage in ProjectStage.objects.order_by("place")[:3]:
        assert ding.post(f"{path}stage/{stage.pk}/").status_code == 302
    counted = {f"meters-{place.pk}-done": "9"}
    assert ding.post(f"{path}meters/{place.pk}/", counted).status_code == 422
    assert ding.post(f"{path}meters/{place.pk}/", {f"meters-{place.pk}-done": "3"}).status_code == 302
    page = text(cast.client(), home)
    assert "3/4 阶段" in page
    assert "已换 3/4 块表" in page
    assert "3月20日" in page
    assert "75%" in text(ding, path)
    thanks = {"praise-words": "师傅换得又快又好", "praise-name": "住户甲"}
    assert ding.post(f"{path}praise/", thanks).status_code == 302
    assert Ticket.objects.get().kind == "praise"
    assert "表扬" in text(ding, path)
    assert Case.objects.get().number in text(ding, f"/work/t/{Ticket.objects.get().number}/")
    assert "75%" in text(sun, "/work/projects/")


def test_its_buildings_come_in_by_a_table(cast: Cast, at: Any) -> None:
    said = {"intake_key": "f", "kind": "meter_renewal", "title": "乐山小区户表改造"}
    said |= {"starts_on": f"{at:%Y-%m-%d}", "ends_on": f"{at + timedelta(days=20):%Y-%m-%d}"}
    table = "楼栋,电表数\n乐山小区3号楼,48\n乐山小区5号楼,36\n"
    for name, status in (("楼栋.pdf", 422), ("楼栋.csv", 302)):
        file = SimpleUploadedFile(name, table.encode("utf-8-sig"))
        assert cast.client("sun").post(NEW, said | {"file": file}).status_code == status
    assert list(ProjectBuilding.objects.values_list("building_id", "meters")) == [
        (cast.buildings["3"].pk, 48),
        (cast.buildings["5"].pk, 36),
    ]


def test_the_community_does_its_own_step_and_a_request_is_linked(cast: Cast, at: Any) -> None:
    project, ticket = scene.project(cast, at), scene.report(cast, "3", at=at)
    path, qiao = f"/work/projects/{project.number}/", cast.client("qiao")
    help_ = {"step-side": "community", "step-what": "开楼道门", "step-due_on": f"{at + timedelta(days=3):%Y-%m-%d}"}
    assert qiao.post(f"{path}step/", help_).status_code == 302
    assert "开楼道门" in text(qiao, "/work/")
    assert qiao.post(f"{path}finish_step/{CaseStep.objects.get().pk}/", {}).status_code == 302
    assert "开楼道门" not in text(qiao, "/work/")
    assert qiao.post(f"{path}link/", {"link-to": "T19990101-0001"}).status_code == 422
    assert qiao.post(f"{path}link/", {"link-to": ticket.number.lower()}).status_code == 302
    assert project.number in text(cast.client("han"), f"/work/t/{ticket.number}/")
    assert ticket.number in text(cast.client("han"), path)


@pytest.mark.parametrize("more", [{"buildings": "乐山小区3号楼, 1\n" * 201}, {"size": 1_000_001}])
def test_nothing_of_a_list_that_is_too_long_is_left_out_silently(cast: Cast, at: Any, more: dict[str, Any]) -> None:
    said: dict[str, Any] = {"intake_key": "long", "kind": "meter_renewal", "title": "全区户表改造"}
    said |= {"starts_on": f"{at:%Y-%m-%d}", "ends_on": f"{at + timedelta(days=20):%Y-%m-%d}"}
    if "size" in more:
        more = {"file": SimpleUploadedFile("楼栋.csv", b"x" * more["size"])}
    answer = cast.client("sun").post(NEW, said | more)
    assert (answer.status_code, Case.objects.exists()) == (422, False)
    assert "全区户表改造" in answer.content.decode()
