"""The place finder: one object per city, built from entries, asked from many threads."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence

from twingrid.territory.finding.clutter import without_counts
from twingrid.territory.finding.decide import answer
from twingrid.territory.finding.evidence import Evidence
from twingrid.territory.finding.index import NameIndex
from twingrid.territory.finding.latin import latin_words, to_marks
from twingrid.territory.finding.model import Finding, Outcome, PlaceEntry
from twingrid.territory.finding.normalise import city_prefixes, normalise, strip_prefix
from twingrid.territory.finding.sites import Territory
from twingrid.territory.finding.turned import best_score, in_another_order, turned


class PlaceFinder:
    """Finds places of one city in what people say or type. Immutable: build a new one when the gazetteer changes."""

    def __init__(
        self, territory: Territory, index: NameIndex, *, city_names: Sequence[str], build_seconds: float
    ) -> None:
        self._territory = territory
        self._index = index
        self._city_names = city_prefixes(city_names, taken=index.names)
        self._latin = latin_words(index.names)
        self.build_seconds = build_seconds
        self.memory_bytes = index.memory_bytes + territory.memory_bytes

    @classmethod
    def build(cls, entries: Iterable[PlaceEntry], *, city_names: Sequence[str] = ()) -> PlaceFinder:
        """Index all entries in memory. `city_names` (province, city, district) are taken off the start of texts."""
        started = time.perf_counter()
        territory = Territory(entries)
        index = NameIndex(territory.names)
        seconds = time.perf_counter() - started
        return cls(territory, index, city_names=city_names, build_seconds=seconds)

    def find(self, text: str, *, limit: int = 10) -> Finding:
        """Places that a text may mean, at most `limit`, best first. Never raises on any text and never guesses:
        `found` means one place clearly ahead of all others."""
        asked = strip_prefix(without_counts(normalise(text)), self._city_names)
        if not asked:
            return Finding(Outcome.EMPTY, (), "")
        evidence = self._evidence(asked)
        finding = answer(evidence, asked=asked, limit=limit)
        if finding.outcome is Outcome.FOUND:
            return finding
        others = (answer(self._evidence(t), asked=asked, limit=limit) for t in turned(evidence))
        return max((finding, *map(in_another_order, others)), key=best_score)

    def _evidence(self, asked: str) -> Evidence:
        return Evidence(to_marks(asked, known=self._latin), index=self._index, territory=self._territory)
