"""Plates on screen and on paper: the list, the sheets, the note that one hangs, the board anybody may read."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.house.scene import jpeg
from twingrid.cities.addresses import public_base
from twingrid.coverage import actions as coverage_actions
from twingrid.coverage.models import Plate, PrintedPlate
from twingrid.kit import clock
from twingrid.people.models import Contact, Posting
from twingrid.web.plates.sheets import SIZES, fit, two_lines
from twingrid.web.shell import built

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(cast: Any, at: Any) -> Client:
    coverage_actions.make_plates(at=at)
    coverage_actions.adopt_plates(at=at)
    return cast.client("admin")


def print_(client: Client, *codes: str, **said: str) -> str:
    answer = client.post("/plates/print/", {"plate": codes, "paper": "a5", "look": "standard", **said})
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer.url).content.decode()


def test_a_plate_carries_what_the_rules_ask_for(admin: Client, cast: Any, at: Any) -> None:
    Contact.objects.create(unit=cast.centre, kind="supervision", number="0531-000 00012", valid_from=date(2023, 2, 1))
    sheet = print_(admin, cast.plate.code)
    for words in (
        cast.home.label, cast.han.name, cast.qiao.name, cast.powers["12"].name, cast.grids["leshan"].name,
        "0531-000 00012", "0531-000 01601", "第 2 版 · 2023-02-22 印", "示意", "演示",
    ):  # fmt: skip
        assert words in sheet
    assert 'aria-label="0531-000 01203"' in sheet
    assert len(re.findall("data-leaf", sheet)) == 1


@pytest.mark.journey
@pytest.mark.parametrize(
    ("paper", "look", "size"),
    [
        ("a5", "standard", (595, 420)),
        ("a4", "standard", (595, 842)),
        ("a5", "elder", (595, 420)),
        ("a4", "elder", (842, 595)),
    ],
)
def test_three_plates_are_three_pages_of_their_paper(
    admin: Client, browser: Any, paper: str, look: str, size: tuple[int, int]
) -> None:
    codes = Plate.objects.filter(kind="building").order_by("id").values_list("code", flat=True)[:3]
    sheets = re.findall(r"<section.*?</section>", print_(admin, *codes, paper=paper, look=look), re.DOTALL)
    assert (len(SIZES), len(sheets)) == (4, 3)
    dist = Path(built.__file__).parent / "static" / "twingrid" / "dist"
    css = (dist / built.built_names()["shell.css"]).read_text(encoding="utf-8")
    page = browser.new_page()
    page.set_content(f'<style>{css}</style><body class="tg-print"><main>{"".join(sheets)}</main></body>')
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert [(round(float(width)), round(float(height))) for width, height in boxes] == [size] * 3


def test_what_is_only_looked_at_says_so_and_is_not_remembered(admin: Client, cast: Any) -> None:
    before = PrintedPlate.objects.count()
    for paper in ("a4", "a5"):
        for look in ("standard", "elder"):
            page = admin.get(f"/plates/p/{cast.plate.code}/?paper={paper}&look={look}").content.decode()
            assert "预览，请勿张贴" in page
    assert PrintedPlate.objects.count() == before


def test_all_that_changed_are_printed_at_once_and_wait_to_be_put_up(admin: Client, cast: Any) -> None:
    Contact.objects.filter(user=cast.han).update(number="0531-000 01299")
    page = admin.get("/plates/?standing=changed&kind=building").content.decode()
    assert page.count("有变化：值班电话") == 8
    sheets = print_(admin, all="1", standing="changed", kind="building")
    assert len(re.findall("data-leaf", sheets)) == 8
    waiting = admin.get("/plates/?standing=printed").content.decode()
    assert waiting.count("/replace/") == 8


def test_a_worker_notes_with_a_photo_that_the_new_plate_hangs(admin: Client, cast: Any) -> None:
    print_(admin, cast.plate.code)
    worker = cast.client("han")
    url = f"/plates/p/{cast.plate.code}/replace/"
    assert "新牌已张贴" in worker.get(url).content.decode()
    bad = worker.post(url, {"photo": SimpleUploadedFile("x.jpg", b"no photo")})
    assert (bad.status_code, "不是可用的照片" in bad.content.decode()) == (422, True)
    assert worker.post(url, {"photo": SimpleUploadedFile("x.jpg", jpeg())}).status_code == 302
    photo = worker.get(f"/plates/p/{cast.plate.code}/photo/")
    assert b"".join(photo.streaming_content)[:2] == b"\xff\xd8"
    assert cast.client("ding").get(f"/plates/p/{cast.plate.code}/photo/").status_code == 404


def test_an_old_code_leads_to_the_present_person_before_and_after_monday(admin: Client, cast: Any, at: Any) -> None:
    monday = at + timedelta(days=5)
    Posting.objects.filter(user=cast.han).update(valid_to=monday.date())
    Posting.objects.create(
        user=cast.ding, role="power_worker", side="power", unit=cast.centre, area=cast.powers["12"],
        leader=cast.sun, valid_from=monday.date(),
    )  # fmt: skip
    anybody = cast.client()
    assert cast.han.name in anybody.get(f"/p/{cast.plate.code}/").content.decode()
    with clock.fixed(monday):
        after = anybody.get(f"/p/{cast.plate.code}/").content.decode()
    assert (cast.ding.name in after, cast.han.name in after) == (True, False)


def test_the_code_of_a_community_or_a_station_leads_to_its_people(admin: Client, cast: Any) -> None:
    community = cast.communities["leshan"]
    for plate in Plate.objects.filter(community=community).order_by("id"):
        assert cast.client().get(f"/p/{plate.code}/").url == f"/board/{community.code}/"
    station = cast.client().get(f"/p/{Plate.objects.get(station=cast.station).code}/").content.decode()
    assert cast.station.name in station
    assert cast.han.name in station


def test_the_board_shows_every_grid_to_anybody_and_no_customer(admin: Client, cast: Any) -> None:
    page = cast.client().get(f"/board/{cast.communities['shunya'].code}/").content.decode()
    for words in (cast.grids["shunya1"].name, cast.grids["shunya2"].name, cast.ding.name, cast.zhao.name, "暂缺"):
        assert words in page
    assert "住户" not in page
    sheet = print_(admin, Plate.objects.get(kind="board", community=cast.communities["shunya"]).code)
    assert "网格管理公示栏" in sheet


def test_the_address_on_paper_is_the_public_one_of_the_plates_own_city(admin: Client, cast: Any, settings: Any) -> None:
    settings.PUBLIC_BASE_URL = "https://localhost:8443"
    assert public_base() == "https://localhost:8443"
    settings.PUBLIC_BASE_URL = "https://grid.example.cn"
    assert public_base() == "https://testserver"


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("0531-000 01203", "0531-000 01203"),
        ("13905310000", "139-0531 0000"),
        ("139 0531 0000", "139-0531 0000"),
        ("053100001203", "0531-0000 1203"),
        ("95598", "95598"),
    ],
)
def test_a_number_takes_two_lines_at_most(number: str, printed: str) -> None:
    assert two_lines(number) == printed


def test_long_names_are_set_smaller_and_never_vanish() -> None:
    assert fit("乐山小区 3号楼", room=23) == "100"
    assert 40 <= int(fit("中海国际社区二期东区", room=12)) < 100
    assert fit("长" * 200, room=23) == "40"
