"""The index of names: which names are said in a text, and where.

tantivy (in memory) proposes names that share character or sound pairs with the text; the alignment judges them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

import numpy as np
import tantivy

from twingrid.territory.finding import align, sounds
from twingrid.territory.finding.chance import Chance
from twingrid.territory.finding.parse import Mark, tokens_of
from twingrid.territory.finding.words import stem_of

PROPOSED = 72
"""Names that are aligned for one text."""
HEARD = 0.4
"""Likeness below which a name was not said."""
SUFFIX_WEIGHT, LEAST_WEIGHT = 0.22, 0.4
_GAP, _QUIET_GAP, _NUMBER_GAP = 0.33, 0.02, 3.0


class Role(StrEnum):
    """What a name leads to."""

    SITE = "site"
    ROAD = "road"
    PARENT = "parent"
    ENTRY = "entry"
    BUILDING = "building"


class Form(StrEnum):
    """Which form of its name was matched."""

    OFFICIAL = "official"
    ALIAS = "alias"
    STEM = "stem"


FORM_FACTOR = {Form.OFFICIAL: 1.0, Form.ALIAS: 0.995, Form.STEM: 0.93}


@dataclass(frozen=True, slots=True)
class Target:
    role: Role
    ref: int
    form: Form


@dataclass(frozen=True, slots=True)
class Mention:
    """A name heard at text[start:end]; `likeness` 0..1 already counts the form of the name."""

    name: str
    targets: tuple[Target, ...]
    likeness: float
    start: int
    end: int


@dataclass
class Names:
    """Collects names while an index is being built."""

    targets: dict[str, list[Target]] = field(default_factory=dict)

    def add(self, name: str, *, role: Role, ref: int, alias: bool = False) -> None:
        """Register a normalised name and its stem."""
        name = name.replace(" ", "")
        if not name:
            return
        form = Form.ALIAS if alias else Form.OFFICIAL
        self.targets.setdefault(name, []).append(Target(role, ref, form))
        stem = stem_of(name)
        if stem != name:
            self.targets.setdefault(stem, []).append(Target(role, ref, Form.STEM))


class NameIndex:
    """Names searchable by what they look and sound like. Reading is safe from many threads."""

    def __init__(self, names: Names) -> None:
        self.names = list(names.targets)
        self.chance = Chance(self.names)
        self.targets = [tuple(dict.fromkeys(targets)) for targets in names.targets.values()]
        self.alphabet = sounds.Alphabet({sounds.letter(c) for name in self.names for c in name})
        longest = max((len(name) for name in self.names), default=1)
        self._ids = np.zeros((len(self.names), longest), dtype=np.int32)
        self._weights = np.zeros((len(self.names), longest), dtype=np.float32)
        self._fill()
        self._searcher, self._schema = _build(self.names)
        self._numbered = _numbered(self.names)
        self._sounds = {hash(_sounds(name)) for name in self.names if len(name) > 3}

    def _fill(self) -> None:
        shared = Counter(letter for name in self.names for letter in {sounds.readings(c)[:1] or c for c in name})
        scale = math.log(max(len(self.names), 2000))
        for row, name in enumerate(self.names):
            self._ids[row, : len(name)] = self.alphabet.ids(name)
            body = len(stem_of(name))
            for place, c in enumerate(name):
                rare = 1.0 - 0.75 * math.log(shared[sounds.readings(c)[:1] or c]) / scale
                self._weights[row, place] = max(rare, LEAST_WEIGHT) if place < body else SUFFIX_WEIGHT

    @property
    def memory_bytes(self) -> int:
        """Bytes of the arrays and, estimated, of the in-memory postings."""
        letters = sum(len(name) for name in self.names)
        return self._ids.nbytes + self._weights.nbytes + letters * 48 + len(self.names) * 400

    def hear(self, text: str, *, quiet: set[int], numbers: set[int], names: set[int]) -> list[Mention]:
        """Names said in a normalised text, most alike first; `quiet` are positions that may interrupt a name,
        `numbers` those that never do, `names` those where a name may begin to be looked for."""
        rows = self._propose("".join(c if i in names else "|" for i, c in enumerate(text)))
        if not rows:
            return []
        ids = self._ids[rows]
        ids = ids[:, : int((ids > 0).sum(axis=1).max())]
        likeness = np.stack([self.alphabet.row(c) for c in text])[:, ids].transpose(1, 2, 0)
        gaps = np.full(len(text), _GAP, dtype=np.float32)
        gaps[list(quiet)], gaps[list(numbers)] = _QUIET_GAP, _NUMBER_GAP
        found = align.align(likeness, self._weights[rows][:, : ids.shape[1]], gaps)
        order = [i for i in np.argsort(-found.likeness).tolist() if found.likeness[i] >= HEARD]
        alike, start, end = found.likeness.tolist(), found.start.tolist(), found.end.tolist()
        return [Mention(self.names[rows[i]], self.targets[rows[i]], alike[i], start[i], end[i]) for i in order]

    def sounds_like(self, words: str) -> bool:
        """Whether a name of at least four characters sounds like these words."""
        return hash(_sounds(words)) in self._sounds

    def holds_number(self, text: str, start: int, end: int) -> bool:
        """Whether a number of a text most likely belongs to a name: 1号院 in 天业1号院."""
        said = self._numbered.get(text[start:end])
        return said is not None and bool(_contexts(text, start, end) & said)

    def _propose(self, text: str) -> list[int]:
        terms = [("sound", term) for term in sound_pairs(text)] + [("look", term) for term in look_pairs(text)]
        if not terms:
            return []
        parts = [(tantivy.Occur.Should, tantivy.Query.term_query(self._schema, *term)) for term in terms]
        hits = self._searcher.search(tantivy.Query.boolean_query(parts), PROPOSED, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        return [row for row in rows if isinstance(row, int)]


def look_pairs(text: str) -> list[str]:
    """Neighbouring characters and those one apart, in either order (people swap them)."""
    return _pairs([(sounds.letter(c),) for c in text if c != " "], limit=1)


def sound_pairs(text: str, *, limit: int = 2) -> list[str]:
    """Neighbouring blurred sounds and those one apart, with up to `limit` readings of a character."""
    return _pairs([_sounds_of(c) for c in text if c != " "], limit=limit)


@lru_cache(maxsize=32768)
def _sounds_of(character: str) -> tuple[str, ...]:
    """Blurred readings; a numeral is also its digit, and a digit has no sound."""
    letter = sounds.letter(character)
    if character.isascii():
        return (letter,)
    plain = dict.fromkeys(sounds.blurred(reading) for reading in sounds.readings(letter))
    return (letter, *plain) if letter.isdigit() else tuple(plain) or (letter,)


def _pairs(heard: Sequence[tuple[str, ...]], *, limit: int) -> list[str]:
    pairs: dict[str, None] = {}
    for distance in (1, 2):
        for first, second in zip(heard, heard[distance:], strict=False):
            if "|" in first or "|" in second:  # a number stands there
                continue
            for one in first[:limit]:
                pairs.update((f"{min(one, other)}_{max(one, other)}", None) for other in second[:limit])
    return list(pairs)


def _numbered(names: Iterable[str]) -> dict[str, set[str]]:
    """Numbers with their mark inside names (1号院, 1979 in 顾乡1979小镇, 5 in 五龙潭), and how what stands before them,
    behind them and around them sounds."""
    found: dict[str, set[str]] = {}
    for name in names:
        plain = "".join(map(sounds.letter, name))
        if not any(c.isdigit() or c == "座" for c in plain):
            continue
        for token in (token for token in tokens_of(plain) if token.mark is not Mark.ZONE):
            found.setdefault(plain[token.start : token.end], set()).update(_contexts(plain, token.start, token.end))
    return found


def _contexts(text: str, start: int, end: int) -> set[str]:
    """How two characters before, two behind, and one on each side of a number sound."""
    before, behind = text[:start].replace(" ", "")[-2:], text[end:].replace(" ", "")[:2]
    found = {f"{_sounds(before)}|"} if len(before) > 1 else set()
    found |= {f"|{_sounds(behind)}"} if len(behind) > 1 and not before else set()
    return found | ({f"{_sounds(before[-1])}|{_sounds(behind[0])}"} if before and behind else set())


def _sounds(text: str) -> str:
    return "_".join(map(sounds.sounded, text))


def _build(names: Iterable[str]) -> tuple[tantivy.Searcher, tantivy.Schema]:
    builder = tantivy.SchemaBuilder()
    for name in ("sound", "look"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("row", fast=True)
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=30_000_000, num_threads=1)
    for row, name in enumerate(names):
        document = tantivy.Document()
        document.add_text("sound", " ".join(sound_pairs(name, limit=3)))
        document.add_text("look", " ".join(look_pairs(name)))
        document.add_unsigned("row", row)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index.searcher(), schema
