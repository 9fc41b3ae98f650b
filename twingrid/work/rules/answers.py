"""Answers to the questions of a kind: read, checked, and what follows from them. Plain values, no Django."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from twingrid.work.rules.intake import clean_phone
from twingrid.work.rules.kinds import SCOPE, WIDTH, Content, KindField

Answer = str | int | float | bool
SHORT, LONG, CODE = 120, 1000, 24
LARGEST = 1_000_000


@dataclass(slots=True)
class Checked:
    """Answers as they are kept: `details` with the request, `erasable` beside its reporter; `wrong` by field, as codes.

    `scope` and `safety` are what the answers say of them ("" and False: nothing).
    """

    details: dict[str, Answer] = field(default_factory=dict)
    erasable: dict[str, Answer] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    scope: str = ""
    safety: bool = False


def shown(content: Content, given: Mapping[str, str], *, scope: str = "unknown") -> tuple[KindField, ...]:
    """The questions that these answers make sensible, in their order: a question hidden by its condition hides
    those that wait for it."""
    known = {SCOPE: scope}
    found = []
    for one in content.fields:
        wait = one.shown_when
        if wait is None or known.get(wait.field, "") in wait.values:
            found.append(one)
            known[one.key] = given.get(one.key, "").strip()
    return tuple(found)


def check(
    content: Content, given: Mapping[str, str], *, scope: str = "unknown", complete: bool = True, staff: bool = True
) -> Checked:
    """Read answers as they were typed. What is not asked (by its condition, or of residents) is left out.

    `complete`: what is required may not be missing. A name that is no question of the kind is wrong.
    """
    found = Checked()
    for key in given:
        if content.field(key) is None:
            found.wrong[key] = "unknown_field"
    for one in shown(content, given, scope=scope):
        if one.seen_by == "staff" and not staff:
            continue
        typed = given.get(one.key, "").replace("\x00", "").strip()
        if not typed:
            if one.required and complete:
                found.wrong[one.key] = "required"
            continue
        _take(found, one, typed)
    return found


def _take(found: Checked, one: KindField, typed: str) -> None:
    value, code = _read(one, typed)
    if code:
        found.wrong[one.key] = code
        return
    (found.erasable if one.erasable else found.details)[one.key] = value
    option = one.option(typed)
    if option is None or not option.means:
        return
    if option.means == "safety":
        found.safety = True
    elif not found.scope or WIDTH.index(option.means) > WIDTH.index(found.scope):
        found.scope = option.means


def _read(one: KindField, typed: str) -> tuple[Answer, str]:
    """The value as it is kept, or a code of what is wrong."""
    return _READERS[one.type](one, typed)


def _choice(one: KindField, typed: str) -> tuple[Answer, str]:
    return typed, "" if one.option(typed) else "choice"


def _yes_no(_one: KindField, typed: str) -> tuple[Answer, str]:
    return typed == "yes", "" if typed in ("yes", "no") else "choice"


def _words(one: KindField, typed: str) -> tuple[Answer, str]:
    usual = LONG if one.type == "long_text" else SHORT
    return typed, "too_long" if len(typed) > min(one.most or usual, LONG) else ""


def _code(one: KindField, typed: str) -> tuple[Answer, str]:
    if len(typed) > min(one.most or CODE, SHORT):
        return typed, "too_long"
    return typed, "" if typed.replace("-", "").replace(" ", "").isalnum() else "code"


def _number(one: KindField, typed: str) -> tuple[Answer, str]:
    most = one.most or LARGEST
    try:
        value = float(typed)
    except ValueError:
        return typed, "number"
    if not 0 <= value <= most:  # also what is no number at all
        return typed, "too_large" if value > most else "number"
    return (int(value) if value == int(value) else value), ""


def _date(_one: KindField, typed: str) -> tuple[Answer, str]:
    try:
        return date.fromisoformat(typed).isoformat(), ""
    except ValueError:
        return typed, "date"


def _phone(_one: KindField, typed: str) -> tuple[Answer, str]:
    try:
        return clean_phone(typed), ""
    except ValueError:
        return typed, "phone"


_READERS: dict[str, Callable[[KindField, str], tuple[Answer, str]]] = {
    "choice": _choice,
    "yes_no": _yes_no,
    "text": _words,
    "long_text": _words,
    "number": _number,
    "date": _date,
    "phone": _phone,
    "code": _code,
}


def typed_of(value: Answer) -> str:
    """A kept answer as it stands in a form."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
