"""Every page of the four rooms: accessible, narrow, enlarged, in both languages, in elder sizes."""

import re
from typing import Any

import pytest

from tests import server
from tests.journeys.conftest import DESK, PHONE

pytestmark = [pytest.mark.journey, pytest.mark.slow]

AXE = server.ROOT / "node_modules" / "axe-core" / "axe.min.js"
OUTAGE, NOTICE = "TD230222-001", "TZ230222-001"
"""The first of the evening, from tests/journeys/filling.py."""
TOLD = ("/notices/", f"/notices/{NOTICE}/", "/building/1/told/")
ROOMS = {
    "": (
        "/",
        "/find/?q=乐山小区",
        "/find/?q=几点能来电",
        "/p/leshan3/",
        "/report/",
        "/mine/",
        "/stations/",
        "/safety/",
        "/map/",
        "/outages/",
        "/notices/",
        f"/notices/{NOTICE}/",
        "/building/1/told/",
    ),
    "han": (
        "/work/",
        "/work/me/",
        "/work/me/absence/",
        "/work/me/hand-over/",
        "/work/map/",
        "/work/list/",
        "/work/list/map/",
        "/work/hazards/",
        "/work/hazards/new/",
        "/work/matters/",
        "/work/matters/new/",
        "/work/projects/",
        "/work/matters/C20230222-0001/",
        "/work/projects/P20230222-0001/",
    ),
    "qiao": ("/groups/", "/groups/1/", "/groups/message/", "/groups/answers/", "/composer/mine/"),
    "zhou": (
        "/work/list/?view=all&state=new",
        "/desk/?q=乐山小区3号楼",
        "/desk/?choose=all",
        "/outages/staff/?when=planned",
        "/outages/staff/new/",
        "/outages/staff/crowds/",
        f"/outages/staff/{OUTAGE}/",
        f"/outages/staff/{OUTAGE}/edit/",
        f"/outages/staff/{OUTAGE}/callers/",
        "/composer/",
        "/composer/new/",
        f"/composer/{NOTICE}/",
        f"/composer/{NOTICE}/edit/",
        "/composer/?which=out",
        "/outages/staff/?when=past",
    ),
    "sun": (
        "/leader/",
        "/leader/away/",
        "/leader/numbers/",
        "/leader/pairs/",
        "/leader/pairs/1/",
        "/work/hazards/?show=removed",
        "/work/projects/new/",
        "/groups/new/",
        "/groups/1/",
        "/centre/coverage/",
        "/centre/coverage/places/",
        "/centre/",
        "/outages/staff/frequent/",
        "/outages/staff/frequent/?show=excluded",
        f"/composer/{NOTICE}/",
    ),
    "clerk": ("/counter/", "/counter/cases/", "/counter/cases/J20230222-0001/"),
    "water": ("/partner/", "/partner/J20230222-0001/water/"),
    "admin": (
        "/settings/",
        "/settings/people/",
        "/settings/people/1/",
        "/settings/hours/",
        "/settings/aliases/",
        "/settings/exceptions/",
        "/settings/channels/",
        "/settings/channels/new/sms/",
        "/settings/deliveries/",
        "/settings/keys/",
        "/settings/platform/",
        "/settings/webhooks/",
        "/settings/deltas/",
        "/settings/exchange/",
        "/settings/exchange/events/",
        "/settings/contacts/1/",
        "/settings/patterns/",
        "/settings/people/invite/",
        "/settings/people/1/particulars/",
        "/settings/people/1/postings/new/",
        "/settings/postings/1/",
        "/settings/clocks/",
        "/settings/clocks/1/",
        "/settings/clocks/1/?reported_at=2026-12-31T17%3A50&kind=no_power&channel=hotline_12345&settlement=rural",
        "/settings/clocks/1/draft/",
        "/settings/kinds/",
        "/settings/kinds/new/",
        "/settings/kinds/no_power/",
        "/settings/kinds/no_power/versions/1/",
        "/settings/kinds/no_power/preview/",
        "/settings/kinds/no_power/draft/",
        "/settings/texts/",
        "/settings/texts/role.power_worker/",
        "/settings/groups/?q=1",
        "/settings/units/",
        "/settings/units/1/",
        "/settings/companies/",
        "/settings/calendars/",
        "/settings/retention/",
        "/settings/materials/",
        "/settings/calendars/2027/",
    ),
}
AT_A_DESK = {"zhou", "sun", "admin", "clerk"}
# Visible elements that hold words of their own.
WORDED = """const worded = (where) => [...document.querySelectorAll(where)].filter(e => e.checkVisibility()
  && !e.closest('svg, canvas, .visually-hidden, .tg-row-state, .tg-island')
  && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
  const named = (e) => e.className + ': ' + e.textContent.trim().slice(0, 60);"""
SMALL = f"""() => {{ {WORDED} return worded('main *, header *, footer *')
  .filter(e => parseFloat(getComputedStyle(e).fontSize) < 20).map(named) }}"""
LOW = """() => [...document.querySelectorAll('main .btn, main .form-control, main .tg-choices label, header .btn')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 63.5).map(e => e.outerHTML.slice(0, 120))"""
CUT = f"""() => {{ {WORDED} return worded('main *').filter(e => getComputedStyle(e).overflow !== 'visible'
  && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)).map(named) }}"""
ANCHORS = """() => [...document.querySelectorAll('a[href^="#"]')].map(a => a.hash)
  .filter(hash => !document.querySelector(hash))"""


def pages_of(who: str, page: Any) -> list[str]:
    """The fixed pages of a room, and one request's page for those who work on it."""
    found = list(ROOMS[who])
    if who in {"han", "sun"}:
        page.goto("/work/" if who == "han" else "/leader/")
        found.append(page.locator(".tg-row-place").first.get_attribute("href"))
    return found


def violations(page: Any, *, contrast_only: bool = False) -> list[Any]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {"resultTypes": ["violations"], **({"runOnly": ["color-contrast"]} if contrast_only else {})}
    found = page.evaluate("async how => (await axe.run(document, how)).violations", options)
    return [(one["id"], one["nodes"][0]["html"][:160]) for one in found]


def wide(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def misfits(page: Any) -> list[str]:
    """What does not fit a narrow phone, or words twice as large. Leaves the page so."""
    page.set_viewport_size({"width": 320, "height": 640})
    wrong = ["scrolls sideways at 320 px"] if wide(page) else []
    page.set_viewport_size(PHONE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    wrong += page.evaluate(CUT)
    return wrong + (["scrolls sideways when the words are twice as large"] if wide(page) else [])


@pytest.mark.parametrize("who", ROOMS)
def test_a_page_is_accessible_and_fits(visitor: Any, who: str) -> None:
    """One visit a page, several readings of it, by day and by night: a page is dear, a reading is cheap."""
    size = DESK if who in AT_A_DESK else PHONE
    page = visitor(who, size=size, color_scheme="light")
    page.add_init_script(path=AXE)  # once, not over the wire for each page
    found = {}
    for path in pages_of(who, page):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="light")
        page.goto(path)
        wrong = violations(page)
        page.emulate_media(color_scheme="dark")
        wrong += [("dark", *one) for one in violations(page, contrast_only=True)]
        found[path] = wrong + misfits(page)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("who", ROOMS)
def test_the_longer_english_words_fit_and_no_link_is_dead(visitor: Any, who: str) -> None:
    """Of links that differ in a number or in what is asked alone, two are tried."""
    page = visitor(who, language="en-GB")
    found: dict[str, list[str]] = {}
    links: dict[str, set[str]] = {}
    for path in pages_of(who, page):
        page.goto(path)
        hrefs = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))")
        for link in {link for link in hrefs if link.startswith("/") and "/accounts/" not in link}:
            links.setdefault(re.sub(r"=[^&]*|\d+", "*", link), set()).add(link)
        found[path] = [f"no such place: {anchor}" for anchor in page.evaluate(ANCHORS)] + misfits(page)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    for link in [link for alike in links.values() for link in sorted(alike)[:2]]:
        assert page.request.get(link).status in {200, 304}, link


def test_elder_pages_have_large_words_and_large_targets(visitor: Any, picture: Any) -> None:
    page = visitor(elder=True)
    for path in ("/", "/p/leshan3/", "/", "/report/", "/mine/", "/find/?q=乐山小区", "/outages/", *TOLD):
        page.goto(path)
        assert (path, page.evaluate(SMALL), page.evaluate(LOW)) == (path, [], [])
    assert violations(page) == []


def test_an_elder_has_three_large_buttons_and_a_voice(visitor: Any, picture: Any) -> None:
    page = visitor(elder=True)
    page.goto("/")
    names = [one.strip() for one in page.locator("main .btn:visible").all_inner_texts()]
    assert names == ["打电话", "报修", "我的报修"]
    page.goto("/p/leshan3/")
    page.goto("/")
    assert "乐山小区 3号楼" in page.locator("h1").inner_text()
    assert page.get_by_role("button", name="念给我听").is_visible()
    picture(page, "elder")


def test_pictures_of_the_other_rooms(visitor: Any, picture: Any) -> None:
    home = visitor()
    home.goto("/")
    picture(home, "home")
    leader = visitor("sun", size=DESK)
    leader.goto("/leader/")
    leader.locator("[data-island][data-state=ready]").wait_for(state="attached", timeout=40_000)
    leader.wait_for_timeout(800)
    picture(leader, "leader")
    assert leader.locator(".tg-figure").count() == 5
