"""A name heard in a text, and in what its words differ from what was said."""

from __future__ import annotations

from dataclasses import dataclass

from twingrid.territory.finding.index import Form, Mention, Role
from twingrid.territory.finding.sounds import nearly, same_sound
from twingrid.territory.finding.words import stem_of


@dataclass(frozen=True, slots=True)
class Heard:
    """One name in one form: `likeness` counts the form; the name may lead to several places of that form."""

    mention: Mention
    role: Role
    form: Form
    refs: tuple[int, ...]
    likeness: float

    @property
    def span(self) -> tuple[int, int]:
        return self.mention.start, self.mention.end


def other_ending(said: str, name: str) -> float:
    """Penalty when a text gives a name another usual ending than its own: 乐山花园 for 乐山小区."""
    own, given = name[len(stem_of(name)) :], said[len(stem_of(said)) :]
    if not own or not given or all(map(same_sound, own, said[-len(own) :])):
        return 0.0
    return 0.04 if given == "小区" else 0.12


def unsaid(said: str, name: str) -> tuple[int, int]:
    """How many characters at the beginning and at the end of a name were not said, two at most; 0 where the ending
    alone was not."""
    head = next((i for i in range(min(3, len(name))) if nearly(said[0], name[i])), 0)
    tail = next((i for i in range(min(3, len(name))) if nearly(said[-1], name[-1 - i])), 0)
    return head, tail if len(name) - tail < len(stem_of(name)) else 0


def contains(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    """Whether a span lies in another and is shorter."""
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two half-open spans share a position."""
    return one[0] < other[1] and other[0] < one[1]
