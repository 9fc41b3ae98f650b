"""The style guide in a real browser: accessible, no sideways scrolling, elder sizes as drawn, a light first load."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from twingrid.web.shell.built import FOLDER, built_names

STATIC = Path(__file__).parents[1] / "static"
AXE = Path(__file__).parents[4] / "node_modules" / "axe-core" / "axe.min.js"
HOST = "http://testserver"
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json"}
# Stricter than any page needs to be: no inline style, no worker from elsewhere.
POLICY = "default-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'"

pytestmark = pytest.mark.journey


@pytest.fixture
def guide(browser: Any, city: Any) -> Iterator[Any]:
    """Opens the style guide: `guide(width=390, elder=True, language="en", dark=True)` gives the page."""
    open_pages = []
    problems: list[str] = []

    def open_guide(
        *,
        width: int = 390,
        elder: bool = False,
        language: str = "zh-hans",
        dark: bool = False,
        path: str = "/ui/style/",
        before: str = "",
    ) -> Any:
        client = Client(headers={"accept-language": language})
        client.cookies.load({"elder": "1"} if elder else {})
        html = client.get(path).content  # before the browser: its thread has no database
        page = browser.new_page(
            viewport={"width": width, "height": 844}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
        )
        open_pages.append(page)
        page.on("console", lambda said: said.type == "error" and problems.append(said.text))
        page.on("pageerror", lambda error: problems.append(str(error)))

        def answer(route: Any) -> None:
            path = urlsplit(route.request.url).path
            if path.startswith("/static/"):
                file = STATIC / path.removeprefix("/static/")
                route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])
            else:
                headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY}
                route.fulfill(body=html, headers=headers)

        page.add_init_script(before)
        page.route("**/*", answer)
        page.goto(f"{HOST}{path}")
        page.wait_for_load_state("networkidle")
        return page

    yield open_guide
    for page in open_pages:
        page.close()
    assert problems == []


@pytest.mark.parametrize("looks", [{}, {"width": 1440, "language": "en"}, {"language": "en", "elder": True}])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(guide, looks):
    page = guide(**looks)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    page.emulate_media(color_scheme="dark")
    found += page.evaluate("async () => (await axe.run(document, {runOnly: ['color-contrast']})).violations")
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
    page.set_viewport_size({"width": 320, "height": 844})
    page.wait_for_function("() => document.documentElement.scrollWidth <= 320", timeout=5_000)  # charts draw anew


def test_elder_mode_has_large_words_and_large_targets(guide):
    page = guide(elder=True)
    small = page.evaluate(
        """() => [...document.querySelectorAll('main *')].filter(e => e.checkVisibility() && !e.closest('svg, canvas')
          && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && !e.closest('.visually-hidden')
          && parseFloat(getComputedStyle(e).fontSize) < 20).map(e => e.className + ':' + e.textContent.trim())"""
    )
    assert small == []
    low = page.evaluate(
        """() => [...document.querySelectorAll('main .btn, main .form-control, main .form-select, header .btn')]
          .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 63.5).map(e => e.outerHTML)"""
    )
    assert low == []


def test_a_page_without_a_map_stays_under_150_kb():
    parts = [STATIC / FOLDER / name for name in built_names().values()]
    weight = sum(len(gzip.compress(part.read_bytes(), 6)) for part in parts)
    assert weight < 150_000


def test_an_island_that_is_not_on_the_page_is_not_loaded(guide):
    page = guide(path="/no/such/page/")
    loaded = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
    assert any("/shell-" in name for name in loaded)
    assert not any("/chart-" in name or "/map-" in name for name in loaded)


def test_the_map_draws_both_partitions_and_says_that_it_is_a_sketch(guide):
    page = guide(width=1440)
    page.wait_for_selector("[data-island=map][data-drawn]")
    island = page.locator("[data-island=map]")
    assert island.locator(".tg-pin").count() == 3
    assert island.locator(".tg-watermark").inner_text() == "示意 · 边界为生成"
    assert "社区网格 4" in island.locator(".tg-legend").inner_text()
    assert "缺口 1" in island.locator(".tg-legend").inner_text()


def test_a_click_on_the_map_names_both_areas(guide):
    page = guide(width=1440)
    page.wait_for_selector("[data-island=map][data-drawn]")
    canvas = page.locator("[data-island=map] canvas")
    box = canvas.bounding_box()
    canvas.click(position={"x": box["width"] * 0.42, "y": box["height"] * 0.6})
    card = page.locator(".tg-map-card").inner_text()
    assert "供电 05 区" in card
    assert "第 2 网格" in card


def test_without_webgl_the_map_says_where_else_to_look(guide):
    page = guide(
        before="""const draw = HTMLCanvasElement.prototype.getContext;
          HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
            return kind.startsWith('webgl') ? null : draw.call(this, kind, ...rest); }"""
    )
    page.get_by_text("这台设备画不出地图").wait_for()
