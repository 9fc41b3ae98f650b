"""Texts that somebody may write anew: how long they may be, and which places in them are filled in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_ANY = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A text with its key: the shipped words, at most `most` characters, the places that are filled."""

    key: str
    default: str
    most: int
    places: frozenset[str] = frozenset()


def unknown_places(text: str, places: frozenset[str]) -> list[str]:
    """Places of a text that nothing fills, in order; a brace that stands alone counts as one."""
    alone = [brace for brace in "{}" if brace in _ANY.sub("", text)]
    return [name for name in _ANY.findall(text) if name not in places] + alone


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled; what has no value leaves nothing behind."""
    return _ANY.sub(lambda found: values.get(found.group(1), ""), text).strip()
