"""Reading a message of a group: what it is about and where, with the words that say so. It suggests; a person decides.

Pure: the finder of places is given. No place is taken that was not said, unless the group has only one estate.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from twingrid.notices.rules import lexicon
from twingrid.notices.rules.lexicon import NONE, THANKS, WHEN_BACK
from twingrid.territory.finding.model import Candidate, Finding, Outcome, PlaceKind
from twingrid.territory.finding.normalise import normalise
from twingrid.territory.finding.numerals import value_of
from twingrid.territory.finding.words import stem_of

LONGEST = 500
_HOME = re.compile(r"\d+室|\d+-\d+-\d+|(?<!\d)\d{3,4}(?!\d|号楼|号院|[VV伏元块度多年]|小时)")
_TAIL = re.compile(
    r"(?P<row>\d+排)?(?P<building>\d+号楼|\d+楼(?= ?\d+单元)|[A-Z]座|综合楼|(?<!\d)\d{1,2}-\d{1,2}-\d{3,4}(?!\d))"
    r"(?: ?(?P<unit>\d+单元))?(?: ?\d{1,2}(?:层|楼|号楼)(?=[东西南北中 ]))?(?: ?(?P<room>\d{3,4}室?)(?!\d))?"
)
_STOREY = re.compile(r"(?<=单元)\s?\d{1,2}(?:号楼|层|楼)")
_UNIT = re.compile(r"\d+单元")
_NUMERAL = "零一二三四五六七八九十百两"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message seems to say. `kind` is a kind of request, `when_back`, `thanks` or `none`; `sure` when nothing
    else in it speaks for another kind; `why` are its own words that decided; `asked` is what to search the place by."""

    kind: str
    scope: str
    safety: bool
    sure: bool
    why: tuple[str, ...]
    asked: str
    named: bool

    @property
    def is_request(self) -> bool:
        """Whether a request would be made of it."""
        return self.kind not in (WHEN_BACK, THANKS, NONE)


def read(text: str, *, estates: Sequence[str]) -> Reading:
    """Read a cleaned message of a group whose people live in these estates (the only one may be left out by them)."""
    words = text[:LONGEST]
    kind, sure, why = kind_of(words)
    tail, estate = place_words(words, estates=estates)
    named = bool(estate)
    if not estate and len(estates) == 1:
        estate = estates[0]
    asked = f"{estate} {tail}".strip() if estate or tail else ""
    return Reading(
        kind=kind,
        scope=scope_of(words, tail),
        safety=kind == "sparks" or bool(kind in ("tree", "meter_box") and lexicon.FIRE.search(words)),
        sure=sure,
        why=why,
        asked=asked if tail or named or kind not in (NONE, THANKS) else "",
        named=named,
    )


def kind_of(text: str) -> tuple[str, bool, tuple[str, ...]]:
    """The kind, whether it is sure, and the words that say so."""
    told = lexicon.ANNOUNCED.search(text)
    if told and not lexicon.BACK.search(text):
        return NONE, True, (told[0],)
    foreign = None if lexicon.FOR_SURE.search(text) else lexicon.NOT_OURS.search(text)
    hits = [(rule.kind, found[0]) for rule in lexicon.RULES if (found := _hit(rule, text))]
    if foreign and not any(kind in ("sparks", "tree") for kind, _word in hits):
        electric = [word for kind, word in hits if kind in ("no_power", "voltage", "meter_box", "stairwell_light")]
        if not electric:
            return NONE, not hits, (foreign[0],)
    return _asked_back(text, hits) or _praised(text, hits) or _first(text, hits)


def _hit(rule: lexicon.Rule, text: str) -> re.Match[str] | None:
    found = rule.words.search(text)
    return None if found and rule.but_not and rule.but_not.search(text) else found


def _asked_back(text: str, hits: Sequence[tuple[str, str]]) -> tuple[str, bool, tuple[str, ...]] | None:
    """A question when it will be back, unless it tells of something new in a home or of a lamp."""
    back = lexicon.BACK.search(text)
    if back and lexicon.LIFT_OR_WATER.search(text) and not re.search(r"来电|停电|有电|没电|电来", text):
        return NONE, False, (back[0],)
    if back is None or any(kind in ("stairwell_light", "sparks", "meter", "tree") for kind, _word in hits):
        return None
    says_home = _HOME.search(normalise(text))
    if says_home or any(kind in ("bill", "other", "voltage", "meter_box") for kind, _word in hits):
        return None
    return WHEN_BACK, all(kind == "no_power" for kind, _word in hits), (back[0],)


def _praised(text: str, hits: Sequence[tuple[str, str]]) -> tuple[str, bool, tuple[str, ...]] | None:
    glad = lexicon.GLAD.search(text)
    if glad is None:
        return None
    over = re.search(r"修好[了啦]|(?<!不)亮堂?了|来电[了啦](?![没吗不?？])|电来[了啦]|解决|恢复[了啦]", text)
    if over or not (hits or lexicon.TROUBLE.search(text)):
        return THANKS, not hits or bool(over), (glad[0],)
    return None


def _first(text: str, hits: Sequence[tuple[str, str]]) -> tuple[str, bool, tuple[str, ...]]:
    if not hits:
        return NONE, not lexicon.ELECTRIC.search(text), ()
    kind, word = hits[0]
    others = {other for other, _word in hits[1:]} - _GOES_WITH.get(kind, frozenset())
    return kind, not others, (word or _tree_word(text),)


_GOES_WITH: dict[str, frozenset[str]] = {
    "sparks": frozenset({"meter_box", "no_power", "meter", "other", "stairwell_light"}),
    "tree": frozenset({"other", "sparks"}),
    "meter_box": frozenset({"meter", "no_power"}),
    "no_power": frozenset({"bill", "meter"}),
    "voltage": frozenset({"no_power", "stairwell_light"}),
    "bill": frozenset({"meter"}),
}
"""Kinds whose words are often said with another kind's, and change nothing about it."""


def _tree_word(text: str) -> str:
    found = re.search(r"[一-鿿]?[树枝藤槐柳椿]|爬山虎", text)
    return found[0] if found else ""


def scope_of(text: str, tail: str) -> str:
    """How far it reaches, as far as the message tells."""
    if lexicon.AROUND.search(text):
        return "around"
    if lexicon.WHOLE.search(text):
        return "building"
    if lexicon.AT_HOME.search(text) or _HOME.search(tail):
        return "home"
    return "unit" if _UNIT.search(tail) else "unknown"


def place_words(text: str, *, estates: Sequence[str]) -> tuple[str, str]:
    """(building, unit and room as said, the estate that was named or "")."""
    spoken = text
    for estate in estates:
        spoken = _with_digits(spoken, estate)
    estate, rest = _named(normalise(spoken), estates)
    rest = _STOREY.sub("", rest)
    found = _TAIL.search(rest)
    if found is None:
        return "", estate
    unit = found["unit"] or _alone(_UNIT, rest)
    parts = [found["building"], unit, found["room"] or ""]
    return " ".join(part for part in parts if part), estate


def _alone(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


def _with_digits(text: str, estate: str) -> str:
    """阳光一百三号楼 is 阳光100 三号楼 where an estate bears that name."""
    name = re.fullmatch(r"([^\d]{2,})(\d+)", estate)
    if name is None:
        return text
    for end in range(1, 4):
        found = re.search(rf"{re.escape(name[1])}([{_NUMERAL}]{{{end}}})", text)
        if found and value_of(found[1]) == name[2]:
            return f"{text[: found.start()]}{estate} {text[found.end() :]}"
    return text


def _named(text: str, estates: Sequence[str]) -> tuple[str, str]:
    """The estate that is named in a text and the text without it: whole names, what is left without 小区 or 苑, and
    the number of a court (87号院)."""
    best: tuple[int, str, int, int] = (0, "", 0, 0)
    for estate in estates:
        for pattern in _patterns(estate):
            found = re.search(pattern, text)
            if found and len(found[0]) > best[0]:
                best = (len(found[0]), estate, found.start(), found.end())
    _length, estate, start, end = best
    return (estate, f"{text[:start]} {text[end:]}") if estate else ("", text)


def _patterns(estate: str) -> list[str]:
    name = normalise(estate)
    court = re.search(r"(.*?)(\d+)号院$", name)
    if court:
        road, number = re.escape(court[1]), court[2]
        before_building = r"(?:的|里|内)?(?=\s?\d+号楼|\s?[A-Z]座)"
        return [
            rf"(?:{road})?(?<!\d){number}号?院?{before_building}",
            re.escape(name),
            rf"(?<!\d){number}号院",
        ]
    stem = stem_of(name)
    return [re.escape(name)] + ([re.escape(stem)] if len(stem) >= 2 else [])


@dataclass(frozen=True, slots=True)
class Located:
    """The place a message means: one if it is certain, else what may be meant, best first."""

    best: Candidate | None
    candidates: tuple[Candidate, ...]


_PLACES = (PlaceKind.BUILDING, PlaceKind.COMPOUND)


def locate(reading: Reading, text: str, *, find: Callable[[str], Finding]) -> Located:
    """Search the place: by the estate and the building that were read; where a heard-wrong name stands before the
    building, by the message's own words first."""
    if not reading.asked:
        return Located(None, ())
    if not reading.named and (heard := _heard(normalise(text)[:LONGEST])):
        own = find(heard)
        if _certain(own):
            return Located(own.best, own.candidates)
    found = find(reading.asked)
    shown = tuple(one for one in found.candidates if one.kind in _PLACES)
    return Located(found.best if _certain(found) else None, shown)


def _heard(text: str) -> str:
    found = re.search(r"([一-鿿]{2,6}?)\s?(\d+号楼|[A-Z]座)(?: ?\d+单元)?", text)
    return found[0] if found else ""


def _certain(found: Finding) -> bool:
    return found.outcome is Outcome.FOUND and found.best is not None and found.best.kind in _PLACES
