"""Kinds of work as a city has them: their words, what is asked, what is promised. Plain values, stored as their JSON.

A city edits everything here; which state follows which is code (`states`), and a kind may only leave moves out.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,19}$")]
Short = Annotated[str, StringConstraints(max_length=120, strip_whitespace=True)]
Long = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)]
FieldType = Literal["choice", "yes_no", "text", "long_text", "number", "date", "phone", "code"]
Means = Literal["", "safety", "home", "unit", "building", "around"]

FIELD_TYPES: tuple[FieldType, ...] = ("choice", "yes_no", "text", "long_text", "number", "date", "phone", "code")
TYPED: frozenset[str] = frozenset({"text", "long_text", "phone", "code"})
"""Answers written freely: they may name somebody, so they are kept in the row that can be erased."""
SWITCHABLE = ("depart", "arrive", "answer", "resolve", "return", "attach")
"""The moves that a kind may leave out; the others hold the engine together."""
NEEDED = frozenset({"no_power", "other"})
"""Kinds that the house itself makes requests of: a city may change them, not switch them off."""
SCOPE = "scope"
"""The question how far it reaches, which every kind may ask: a condition may name it like a field."""
WIDTH: tuple[Means, ...] = ("home", "unit", "building", "around")


class Plain(BaseModel):
    """Values that never change, with exactly these names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Plain):
    """The same in both languages."""

    zh: Long = ""
    en: Long = ""

    def said(self, language: str) -> str:
        """In `language` ("zh…" or any other: English), else in the one that is there."""
        return (self.zh or self.en) if language.startswith("zh") else (self.en or self.zh)

    @property
    def whole(self) -> bool:
        """Whether both are there."""
        return bool(self.zh and self.en)


class Option(Plain):
    """One of the answers to choose from. `means`: what follows from it, danger or how far it reaches."""

    key: Key
    words: Words = Words()
    means: Means = ""


class Condition(Plain):
    """Shown only when an earlier question (or `scope`) was answered with one of these."""

    field: Key
    values: tuple[Short, ...]


class KindField(Plain):
    """One question. `seen_by`: all who see the request and its reporter; staff, who alone are asked it; or caller:
    only those who may call the reporter read it. `most`: the longest text or the largest number; 0 for none said."""

    key: Key
    type: FieldType
    label: Words = Words()
    help: Words = Words()
    options: tuple[Option, ...] = ()
    required: bool = False
    shown_when: Condition | None = None
    seen_by: Literal["all", "staff", "caller"] = "all"
    most: Annotated[int, Field(ge=0, le=1_000_000)] = 0

    @property
    def erasable(self) -> bool:
        """Whether its answer is kept in the row that can be erased."""
        return self.type in TYPED or self.seen_by == "caller"

    def option(self, key: str) -> Option | None:
        """The option of this key."""
        return next((one for one in self.options if one.key == key), None)


class Content(Plain):
    """What a version of a kind says. `scope`: whether how far it reaches is asked, and needed from machines.
    `needs_words`: nothing is known without a sentence. `promised`: somebody comes, so an arrival is promised."""

    words: Words = Words()
    about: Words = Words()
    keywords: Words = Words()
    group: Literal["fault", "danger", "account", "voice", "talks"] = "fault"
    icon: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{0,30}$")] = "dots"
    scope: Literal["", "asked", "needed"] = ""
    needs_words: bool = False
    safety: bool = False
    safety_words: Words = Words()
    promised: bool = False
    moves: tuple[str, ...] = SWITCHABLE
    active: bool = True
    fields: tuple[KindField, ...] = ()

    def field(self, key: str) -> KindField | None:
        """The question of this key."""
        return next((one for one in self.fields if one.key == key), None)

    def allows(self, move: str) -> bool:
        """Whether a move is open to requests of this kind at all."""
        return move not in SWITCHABLE or move in self.moves


@dataclass(frozen=True, slots=True)
class KindView:
    """A kind in one of its versions. `family`: which graph of states it follows."""

    key: str
    family: str
    number: int
    content: Content

    def words(self, language: str) -> str:
        """What people call it."""
        return self.content.words.said(language) or self.key


class Catalogue:
    """Every kind of a city in every version, in the order in which they are offered."""

    def __init__(self, views: Iterable[KindView]) -> None:
        self._every: dict[tuple[str, int], KindView] = {}
        self._present: dict[str, KindView] = {}
        for view in views:
            self._every[view.key, view.number] = view
            former = self._present.get(view.key)
            if former is None or former.number < view.number:
                self._present[view.key] = view

    def present(self, key: str) -> KindView | None:
        """The version in force; nothing for a kind that is not there."""
        return self._present.get(key)

    def of(self, key: str, number: int) -> KindView:
        """A version; what was written under one that is not there keeps its key as its words."""
        return self._every.get((key, number)) or KindView(key, "request", number, Content())

    def offered(self, family: str = "request") -> tuple[KindView, ...]:
        """The kinds that something new can be made of."""
        return tuple(one for one in self._present.values() if one.family == family and one.content.active)

    def all(self) -> tuple[KindView, ...]:
        """Every kind in its present version, switched off or not."""
        return tuple(self._present.values())


_KEY = re.compile(r"[a-z][a-z0-9_]{1,19}")


def is_key(text: str) -> bool:
    """Whether this can be the key of a kind, a question or an answer."""
    return _KEY.fullmatch(text) is not None


def troubles(key: str, content: Content) -> list[tuple[str, str]]:
    """What has to be mended before a version can hold: pairs of a code and the key of the field ("" for the kind)."""
    found = [(code, "") for code, wrong in _kind_checks(key, content) if wrong]
    before: dict[str, KindField] = {}
    for field in content.fields:
        found += [(code, field.key) for code, wrong in _field_checks(field, before, content) if wrong]
        before[field.key] = field
    return found


def _kind_checks(key: str, content: Content) -> Iterable[tuple[str, bool]]:
    dangerous = content.safety or any(one.means == "safety" for field in content.fields for one in field.options)
    yield "words", not content.words.whole
    yield "about", not content.about.whole
    yield "safety_words", dangerous and not content.safety_words.whole
    yield "needed", key in NEEDED and not content.active
    yield "no_end", not {"answer", "resolve"} & set(content.moves)
    yield "no_arrival", "resolve" in content.moves and "arrive" not in content.moves


def _field_checks(field: KindField, before: Mapping[str, KindField], content: Content) -> Iterable[tuple[str, bool]]:
    keys = [one.key for one in field.options]
    yield "key_twice", field.key in before or field.key in RESERVED
    yield "label", not field.label.whole
    yield "options", field.type == "choice" and len(keys) < 2
    yield "option_twice", len(set(keys)) != len(keys)
    yield "option_words", field.type == "choice" and not all(one.words.whole for one in field.options)
    condition = field.shown_when
    if condition is not None:
        yield "condition", not _can_be(condition, before, content)


RESERVED = frozenset({SCOPE, "kind", "unit", "room", "words", "phone", "name", "photo", "place", "safety", "notice"})
"""Names that every form has already."""


def _can_be(condition: Condition, before: Mapping[str, KindField], content: Content) -> bool:
    if condition.field == SCOPE:
        return bool(content.scope) and set(condition.values) <= {*WIDTH, "unknown"}
    field = before.get(condition.field)
    if field is None or not condition.values:
        return False
    return set(condition.values) <= values_of(field)


def values_of(field: KindField) -> set[str]:
    """The answers of a question to choose from that a condition may wait for."""
    return {"yes", "no"} if field.type == "yes_no" else {one.key for one in field.options}
