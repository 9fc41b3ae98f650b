"""Plates: one page each, digits of the promised height, a QR that a phone reads from a stairwell wall."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from twingrid.web.shell.built import built_names
from twingrid.web.shell.cards import PersonCard
from twingrid.web.shell.templatetags.paper import plate_number, qr

STYLE = Path(__file__).parents[1] / "style" / "_print.scss"


@pytest.fixture
def plate() -> dict[str, object]:
    pair = [
        PersonCard(name="韩立群", role="供电网格员", area="供电 12 区", demo=True),
        PersonCard(name="马秀芝", role="社区网格员", area="第 2 网格", side="community", demo=True),
    ]
    return {
        "estate": "乐山小区 3号楼", "pair": pair, "number": "0531-000 01203", "address": "http://localhost/p/abcdef",
        "supervision": "0531-000 00012", "version": 4, "printed": date(2023, 2, 1),
    }  # fmt: skip


def test_a_plate_says_who_how_and_which_edition_is_valid(plate):
    with translation.override("zh-hans"):
        page = render_to_string("shell/_plate.html", plate)
    for words in ("乐山小区 3号楼", "韩立群", "马秀芝", "演示", "监督电话 0531-000 00012", "第 4 版 · 2023-02 印"):
        assert words in page


@pytest.mark.parametrize(("width", "digit"), [(138, 26), (182, 40)])
@pytest.mark.parametrize("number", ["0531-000 01203", "100 0000 1203", "053100001203"])
def test_digits_keep_their_height_and_stay_on_the_sheet(width, digit, number):
    drawn = plate_number(number, width=width, digit=digit)
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', drawn)]
    lengths = [float(length) for length in re.findall(r'textLength="([\d.]+)"', drawn)]
    assert all(size * 0.73 == pytest.approx(digit, abs=0.1) for size in sizes)
    assert max(lengths) <= width + 0.1


def test_the_qr_is_at_least_35_mm_wide():
    assert min(float(width) for width in re.findall(r"qr(?: svg)? \{[^}]*?width: (\d+)mm", STYLE.read_text())) >= 35
    assert "viewBox" in qr("http://localhost/p/abcdef")


@pytest.mark.journey
@pytest.mark.parametrize(("paper", "size"), [("a5", (595, 420)), ("a4", (595, 842))])
def test_three_plates_are_three_pages_of_their_paper(browser, plate, paper, size):
    css = (STYLE.parents[1] / "static" / "twingrid" / "dist" / built_names()["shell.css"]).read_text(encoding="utf-8")
    sheets = "".join(render_to_string("shell/_plate.html", plate | {"tall": paper == "a4"}) for _ in range(3))
    html = f'<html data-paper="{paper}"><style>{css}</style><body class="tg-print"><main>{sheets}</main></body></html>'
    page = browser.new_page()
    page.set_content(html)
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert [(round(float(width)), round(float(height))) for width, height in boxes] == [size] * 3
