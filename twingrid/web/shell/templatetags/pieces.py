"""The pieces every page is built from: `{% load pieces %}`.

Each piece takes its value (see `web/shell/cards.py`) or the value's fields as keywords:
`{% person_card person %}` or `{% person_card name="…" role="…" side="power" number="…" %}`.
The present is the page's `at` if its context has one, else the clock.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.forms.boundfield import BoundWidget
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from twingrid.kit import clock
from twingrid.web.shell import cards, pairs, wording
from twingrid.web.shell.appearance import Appearance, appearance
from twingrid.web.shell.built import built_url
from twingrid.web.shell.kind_forms import KindForm
from twingrid.web.shell.looks import CANDIDATES, CLOCKS, OUTAGES, state_look
from twingrid.work import queries as work_queries
from twingrid.work.choices import KindGroup

register = template.Library()
OPENED = frozenset({KindGroup.FAULT, KindGroup.DANGER})

# No line in China answers here: local numbers never begin with 0, mobile ones never with 10 to 12.
UNASSIGNABLE = re.compile(r"^(0\d{2,3}0\d{5,}|1[0-2]\d{9})$")


def _now(context: Context) -> datetime:
    at = context.get("at")
    return at if isinstance(at, datetime) else clock.now()


def dial(number: str) -> str:
    """The `tel:` address of `number`; in the demo only numbers that nobody can answer get one."""
    plain = wording.digits(number)
    if not plain or (getattr(settings, "DEMO", False) and not UNASSIGNABLE.match(plain)):
        return ""
    return f"tel:{plain}"


# --- the page itself ---------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def page_appearance(context: Context) -> Appearance:
    """Elder mode, theme, language, demo and who is signed in: `{% page_appearance as look %}`."""
    return appearance(context.get("request"))


@register.simple_tag
def shell_styles() -> SafeString:
    """The link to the built style sheet."""
    url = built_url("shell.css")
    return format_html('<link rel="stylesheet" href="{}">', url) if url else SafeString("")


@register.simple_tag
def shell_scripts() -> SafeString:
    """The one script of every page; islands load themselves where they are used."""
    url = built_url("shell.js")
    return format_html('<script type="module" src="{}"></script>', url) if url else SafeString("")


@register.simple_tag
def icons_url() -> str:
    """The address of the icon sprite; islands read it from the page."""
    return built_url("icons.svg")


@register.simple_tag
def mark_url() -> str:
    """The address of the two overlapping squares, for the browser's tab."""
    return static("twingrid/mark.svg")


@register.simple_tag
def icon(name: str, *, size: int = 20, label: str = "", extra: str = "") -> SafeString:
    """A Tabler icon from the sprite (`icons.txt` lists them). Hidden from readers unless it has a `label`."""
    aria = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="tg-icon {}" width="{}" height="{}" {} focusable="false"><use href="{}#{}"/></svg>',
        extra, size, size, aria, built_url("icons.svg"), name,
    )  # fmt: skip


@register.simple_tag
def role_word(role: str) -> str:
    """What this city calls a role."""
    return str(pairs.ROLE_WORDS[role])


@register.inclusion_tag("shell/pieces/island.html")
def island(name: str, props: Any = None, *, words: str = "", tall: bool = False, key: str = "") -> dict[str, Any]:
    """A place where an island mounts (`map`, `chart`); `words` say what it shows to those who cannot see it."""
    return {"name": name, "props": props or {}, "words": words, "tall": tall, "key": f"{key or name}-props"}


# --- people and places -------------------------------------------------------------------------------
@register.inclusion_tag("shell/pieces/person_card.html", takes_context=True)
def person_card(context: Context, card: cards.PersonCard | None = None, /, **values: Any) -> dict[str, Any]:
    """One half of the pair: face, role, name, duty, verified date, call button."""
    card = card or cards.PersonCard(**values)
    return {"card": card, "dial": dial(card.answers), "now": _now(context), "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("shell/pieces/place_line.html")
def place_line(parts: Sequence[cards.PlacePart], *, copy: bool = True) -> dict[str, Any]:
    """市中区 · 舜耕街道 · 舜雅社区 · 第 3 网格 / 供电 12 区; power areas follow a stroke."""
    return {
        "parts": [part for part in parts if part.side != "power"],
        "power": [part for part in parts if part.side == "power"],
        "copied": " ".join(part.words for part in parts) if copy else "",
    }


@register.inclusion_tag("shell/pieces/outage_line.html")
def outage_line(outage: cards.Outage | None = None, /, **values: Any) -> dict[str, Any]:
    """One line about an outage, known or coming."""
    outage = outage or cards.Outage(**values)
    return {"outage": outage, "look": OUTAGES[outage.kind]}


# --- work --------------------------------------------------------------------------------------------
@register.inclusion_tag("shell/pieces/timeline.html", takes_context=True)
def timeline(context: Context, entries: Sequence[cards.TimelineEntry], *, newest_first: bool) -> dict[str, Any]:
    """Newest first for staff, oldest first for residents; entries of one moment stand in that order too."""
    ordered = sorted(entries, key=lambda entry: entry.at)
    if newest_first:
        ordered.reverse()
    return {"entries": [(entry, state_look(entry.state) if entry.state else None) for entry in ordered],
            "now": _now(context)}  # fmt: skip


@register.inclusion_tag("shell/pieces/clock_chip.html", takes_context=True)
def clock_chip(context: Context, chip: cards.Clock | None = None, /, **values: Any) -> dict[str, Any]:
    """承诺 / 法定 / 工单 / 内部 and what remains; provisional is dashed, over is red."""
    chip, now = chip or cards.Clock(**values), _now(context)
    return {"clock": chip, "look": CLOCKS[chip.kind], "words": chip.words(now=now),
            "over": chip.is_over(now=now), "near": chip.is_near(now=now)}  # fmt: skip


@register.inclusion_tag("shell/pieces/state_badge.html")
def state_badge(state: str, *, word: str = "", bare: bool = False) -> dict[str, Any]:
    """A state as icon, word and colour; `bare` shows only the icon and leaves the word to voice readers."""
    return {"look": state_look(state, word=word), "bare": bare}


@register.inclusion_tag("shell/pieces/list_row.html", takes_context=True)
def list_row(
    context: Context, row: cards.Row | None = None, /, *, select: bool = False, ticked: bool = False, **values: Any
) -> dict[str, Any]:
    """One row of work inside `<ul class="tg-rows">`; one line at a desk, two on a phone."""
    row, now = row or cards.Row(**values), _now(context)
    return {"row": row, "look": state_look(row.state, word=str(row.state_word)), "select": select, "ticked": ticked,
            "now": now, "at": now}  # fmt: skip


# --- forms -------------------------------------------------------------------------------------------
@register.inclusion_tag("shell/pieces/field.html")
def field(
    bound: BoundField,
    *,
    help: str = "",  # noqa: A002 - templates read help="…"
    kind: str = "",
    marked: bool = True,
    **attrs: Any,
) -> dict[str, Any]:
    """A form row: label, help, input, error. `kind="choices"` draws radios and checkboxes as chips; `marked=False` says
    nothing of what is optional (rules decide it together); `attrs` go to the input with `_` for `-` (`hx_get="…"`)."""
    described = [f"{bound.auto_id}_help"] if help or bound.help_text else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    group = kind == "choices" or bound.use_fieldset
    widget = type(bound.field.widget).__name__
    classes = (
        "tg-choices"
        if group
        else {"Select": "form-select", "CheckboxInput": "form-check-input"}.get(widget, "form-control")
    )
    given: dict[str, str | bool] = {"class": f"{classes}{' is-invalid' if bound.errors else ''}"}
    if described and not group:
        given["aria-describedby"] = " ".join(described)
    given |= {name.replace("_", "-"): str(value) for name, value in attrs.items()}
    return {"field": bound, "help": help or bound.help_text, "control": bound.as_widget(attrs=given),
            "optional": marked and not bound.field.required,
            "group": group, "described": " ".join(described), "check": widget == "CheckboxInput"}  # fmt: skip


@register.inclusion_tag("shell/pieces/form_summary.html")
def form_summary(*forms: BaseForm, sentence: str = "") -> dict[str, Any]:
    """What has to be corrected, each line leading to its field. Nothing is drawn for forms without errors."""
    bound = [form for form in forms if form.is_bound]
    wrong = [(one, error) for form in bound for one in form for error in one.errors]
    others = [error for form in bound for error in form.non_field_errors()]
    return {"wrong": wrong, "others": others, "sentence": sentence}


@register.inclusion_tag("shell/pieces/kind_choices.html")
def kind_choices(bound: BoundField, *, keys: bool = False, folded: bool = False) -> dict[str, Any]:
    """The kinds under their headings, as chips. `keys`: one key of the keyboard each; `folded`: what is no fault is
    under a heading that opens."""
    language = work_queries.language()
    radios = {str(one.data["value"]): one for one in bound.subwidgets}
    key_of = dict(zip(radios, "1234567890abcdefg", strict=False)) if keys else {}
    groups: dict[str, list[tuple[BoundWidget, str, str]]] = {}
    for view in work_queries.kinds().offered():
        if view.key in radios:
            one = (radios[view.key], key_of.get(view.key, ""), view.content.about.said(language))
            groups.setdefault(view.content.group, []).append(one)
    chosen = str(bound.value() or "")
    shown = [
        (KindGroup(name).label, ones, folded and name not in OPENED, any(o.data["value"] == chosen for o, *_ in ones))
        for name, ones in groups.items()
    ]
    return {"field": bound, "groups": shown}


@register.inclusion_tag("shell/pieces/kind_questions.html")
def kind_questions(form: KindForm, *, digits: bool = False) -> dict[str, Any]:
    """The questions of the chosen kind, and what is said first when an answer means danger."""
    return {"form": form, "digits": digits}


@register.inclusion_tag("shell/pieces/answers.html")
def answers(given: Sequence[work_queries.Answered]) -> dict[str, Any]:
    """Questions and what was answered; one for those who call says so."""
    return {"answers": given}


@register.inclusion_tag("shell/pieces/candidate_list.html")
def candidate_list(candidates: Sequence[cards.Candidate], *, label: str, name: str = "") -> dict[str, Any]:
    """Answers to a search with their reasons: links, or with `name` radios of a form."""
    return {"candidates": [(one, CANDIDATES.get(one.reason, "search")) for one in candidates],
            "label": label, "name": name}  # fmt: skip


# --- saying something --------------------------------------------------------------------------------
@register.inclusion_tag("shell/pieces/empty.html")
def empty(words: str, *, title: str = "", icon: str = "mood-smile", act: str = "", href: str = "") -> dict[str, Any]:
    """Nothing here: what that means, and the next act."""
    return {"title": title, "words": words, "icon": icon, "act": act, "href": href}


@register.inclusion_tag("shell/pieces/figure.html")
def figure(value: cards.Figure | None = None, /, **values: Any) -> dict[str, Any]:
    """A large number with its unit, n, change in words, small line and the way to its rows."""
    return {"figure": value or cards.Figure(**values)}


@register.inclusion_tag("shell/pieces/chart.html")
def chart(value: cards.Chart | None = None, /, *, key: str, **values: Any) -> dict[str, Any]:
    """A chart under the sentence it shows, with its table one tap away. `key` is unique on the page."""
    value = value or cards.Chart(**values)
    return {"chart": value, "props": value.props, "key": key}


@register.inclusion_tag("shell/pieces/toast.html", takes_context=True)
def toast(context: Context, words: str, *, tone: str = "done", undo: str = "") -> dict[str, Any]:
    """Said at the foot of the page for ten seconds; `undo` is an address that takes the deed back by POST."""
    request = context.get("request")
    here = request.get_full_path() if request is not None and request.method == "GET" else ""
    return {"words": words, "tone": tone, "undo": undo, "here": here, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("shell/pieces/pager.html")
def pager(*, previous: str = "", following: str = "", shown: str = "", total: int | None = None) -> dict[str, Any]:
    """Earlier and later pages, and how many there are."""
    return {"previous": previous, "following": following, "shown": shown, "total": total}


@register.inclusion_tag("shell/pieces/bottom_bar.html")
def bottom_bar(tabs: Sequence[cards.Tab], *, label: str) -> dict[str, Any]:
    """The places of a phone page, at thumb height."""
    return {"tabs": tabs, "label": label}


# --- words -------------------------------------------------------------------------------------------
@register.filter
def when(moment: date | datetime | None, now: datetime | None = None) -> str:
    """`2月22日 周三 19:00`; the weekday within a week, the year when it is another one."""
    return wording.moment_words(moment, now=now or clock.now()) if moment else ""


@register.filter
def when_short(moment: datetime | None, now: datetime | None = None) -> str:
    """For narrow rows: `19:02` today, `昨天 16:20`, `明天 18:00`, else as `when`."""
    return wording.moment_short(moment, now=now or clock.now()) if moment else ""


@register.filter
def until(starts_at: datetime, ends_at: datetime) -> str:
    """`11月25日 周三 22:00–次日 08:00`."""
    return wording.period_words(starts_at, ends_at, now=clock.now())


@register.filter
def clock_left(due: datetime | None, now: datetime | None = None) -> str:
    """`还剩 1 小时 20 分` or `已超 25 分`."""
    return wording.left_words(due, now=now or clock.now()) if due else ""


@register.filter
def phone_words(number: str) -> str:
    """A number as a voice reader should say it, digit by digit."""
    return wording.spoken_number(number)


@register.filter
def phone_link(number: str) -> str:
    """The `tel:` address, or nothing where it must not be dialled (demo)."""
    return dial(number)


@register.filter
def thousands(value: float) -> str:
    """`1234` → `1,234`."""
    return wording.thousands(value)
