"""F10: a worker is replaced from Monday; the plates to print again appear, are printed, hang; old codes stay true."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

from tests.house.scene import jpeg
from twingrid.coverage import actions as coverage_actions
from twingrid.coverage.models import Plate
from twingrid.kit import clock
from twingrid.people.actions import duty
from twingrid.people.models import Posting
from twingrid.web.shell.built import FOLDER, built_names

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
STATIC = settings.PACKAGE / "web" / "shell" / "static"
A5, A4, A4_ACROSS = (595, 420), (595, 842), (842, 595)


def pages_of(browser: Any, html: str) -> list[tuple[int, int]]:
    """The sizes, in points, of the pages that Chromium prints; and every sheet holds all that it says."""
    css = (STATIC / FOLDER / built_names()["shell.css"]).read_text(encoding="utf-8")
    page = browser.new_page()
    page.set_content(re.sub(r"<script.*?</script>|<link[^>]*>", "", html, flags=re.S) + f"<style>{css}</style>")
    cut = "e => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1"
    assert not page.eval_on_selector_all("[data-leaf]", f"all => all.filter({cut}).map(e => e.innerText)")
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def printed(client: Any, **said: Any) -> str:
    answer = client.post("/plates/print/", {"paper": "a5", "look": "standard"} | said, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.fixture
def hanging(cast: Any, at: Any) -> Any:
    coverage_actions.make_plates(at=at)
    coverage_actions.adopt_plates(at=at)
    return cast


def test_a_worker_is_replaced_from_monday_and_the_walls_follow(browser: Any, hanging: Any, at: Any) -> None:
    cast, monday = hanging, at + timedelta(days=5)
    posting = Posting.objects.get(user=cast.han, area=cast.powers["12"])
    duty.replace_holder(posting_id=posting.pk, to=cast.ding.pk, since=monday.date(), by=cast.admin, at=at)
    resident, admin, worker = cast.client(), cast.client("admin"), cast.client("ding")
    code = cast.plate.code
    assert cast.han.name in resident.get(f"/p/{code}/").content.decode()
    assert "没有符合条件的联系牌" in admin.get("/plates/?standing=changed&kind=building").content.decode()
    with clock.fixed(monday):
        assert "有变化：供电网格员" in admin.get("/plates/?standing=changed&kind=building").content.decode()
        sheets = printed(admin, all="1", standing="changed", kind="building")
        assert sheets.count(cast.ding.name) == 8
        assert pages_of(browser, sheets) == [A5] * 8
        assert cast.ding.name in resident.get(f"/p/{code}/").content.decode()
        for plate in Plate.objects.filter(kind="building", printed_version=2).order_by("id"):
            with_photo = {"photo": _file(jpeg())}
            assert worker.post(f"/plates/p/{plate.code}/replace/", with_photo).status_code == 302
        assert "没有符合条件的联系牌" in admin.get("/plates/?standing=changed&kind=building").content.decode()


def _file(content: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("wall.jpg", content, content_type="image/jpeg")


@pytest.mark.parametrize(
    ("paper", "look", "size"),
    [("a4", "standard", A4), ("a5", "elder", A5), ("a4", "elder", A4_ACROSS)],
)
def test_every_kind_is_one_page_of_its_paper(
    browser: Any, hanging: Any, paper: str, look: str, size: tuple[int, int]
) -> None:
    admin = hanging.client("admin")
    for kind in ("station", "community", "building"):
        codes = list(Plate.objects.filter(kind=kind).order_by("id").values_list("code", flat=True))[:2]
        assert pages_of(browser, printed(admin, plate=codes, paper=paper, look=look)) == [size] * len(codes)
    boards = list(Plate.objects.filter(kind="board").order_by("id").values_list("code", flat=True))
    assert pages_of(browser, printed(admin, plate=boards, paper=paper, look=look)) == [A4_ACROSS] * len(boards)


@pytest.mark.slow
def test_a_batch_of_five_hundred_is_five_hundred_pages(browser: Any, hanging: Any, at: Any) -> None:
    made = [Plate(code=f"batch{n}", building=hanging.home, unit=f"{n}单元", made_at=at) for n in range(500)]
    Plate.objects.bulk_create(made)
    sheets = printed(hanging.client("admin"), plate=[plate.code for plate in made])
    assert pages_of(browser, sheets) == [A5] * 500
