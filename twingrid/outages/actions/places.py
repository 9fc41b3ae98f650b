"""Which equipment and buildings another system means: by codes, our ids, our addresses, or other names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from twingrid.coverage import queries as coverage_queries
from twingrid.kit.refusals import BadInput
from twingrid.outages.queries.network import equipment_by_code
from twingrid.outages.rules.shapes import OutageIn
from twingrid.territory.finding.model import PlaceKind
from twingrid.territory.models import Building

Asked = tuple[Sequence[str], Sequence[int | str]]
"""Codes of equipment, and ids, addresses or codes for buildings."""


@dataclass(frozen=True, slots=True)
class Places:
    """What codes and words mean here."""

    codes: Mapping[str, int]
    labels: Mapping[str, int]

    def equipment(self, codes: Sequence[str], places: Sequence[int | str]) -> list[int]:
        """Ids of equipment: of the codes, and of codes that stand among the buildings. Raises `BadInput`."""
        for code in codes:
            if code not in self.codes:
                raise unknown_code(code)
        named = [one for one in places if isinstance(one, str) and one in self.codes]
        return list(dict.fromkeys(self.codes[code] for code in [*codes, *named]))

    def buildings(self, places: Sequence[int | str]) -> list[int]:
        """Ids of buildings. Raises `BadInput` for words that mean none, or more than one."""
        found = []
        for one in places:
            if isinstance(one, int):
                found.append(one)
            elif one not in self.codes:
                if one not in self.labels:
                    raise unknown_place(one)
                found.append(self.labels[one])
        return list(dict.fromkeys(found))


def asked_by(given: OutageIn) -> list[Asked]:
    """Everything that an outage names."""
    return [(given.equipment, given.buildings), *((step.equipment, step.buildings) for step in given.steps)]


def resolve(asked: Iterable[Asked]) -> Places:
    """Look up everything that is named, in two queries; only words that are no label are searched for, one by one."""
    every = list(asked)
    words = {one for _codes, places in every for one in places if isinstance(one, str)}
    codes = equipment_by_code({code for some, _places in every for code in some} | words)
    rest = words - codes.keys()
    rows = Building.objects.filter(label__in=rest).order_by("id").values_list("label", "id") if rest else ()
    labels: dict[str, int] = {}
    twice = set()
    for label, pk in rows:
        twice |= {label} & labels.keys()
        labels[label] = pk
    for label in twice:
        del labels[label]
    for one in rest - labels.keys() - twice:
        best = coverage_queries.find(one, limit=2).best
        if best is not None and best.kind is PlaceKind.BUILDING:
            labels[one] = best.id
    return Places(codes, labels)


def unknown_code(code: str) -> BadInput:
    """What to tell about a code that nothing has."""
    return BadInput(_("There is no equipment {code}. Import the network first.").format(code=code), field="equipment")


def unknown_place(words: str) -> BadInput:
    """What to tell about words that mean no building, or several."""
    return BadInput(
        _("{words} is not one building here. Write it as on our list, for example 乐山小区3号楼.").format(words=words),
        field="buildings",
    )
