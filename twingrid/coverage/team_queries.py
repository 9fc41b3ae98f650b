"""The statement of a day as one leader needs it: what is missing in the own areas, and who has to be paired."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from twingrid.coverage import statement_queries
from twingrid.coverage.rules.statement import Line, Reason
from twingrid.people import queries as people_queries
from twingrid.people.models import Pairing


@dataclass(frozen=True, slots=True)
class Lack:
    """One reason: in how many areas (or between how many pairs of areas), and how many customers it concerns."""

    reason: str
    places: int
    customers: int


def lacks(on: date, *, areas: frozenset[int] | None) -> list[Lack]:
    """What is missing on a day in some areas (None: in all), in the order in which it has to be mended."""
    found: dict[Reason, tuple[set[object], int]] = {}
    for line in _lines(on, areas):
        side = line.reason.value.partition(".")[2]
        place = {"power": line.power, "community": line.community}.get(side, (line.power, line.community))
        places, customers = found.get(line.reason, (set(), 0))
        found[line.reason] = ({*places, place}, customers + line.customers)
    return [Lack(reason.value, len(places), n) for reason, (places, n) in found.items()]


@dataclass(frozen=True, slots=True)
class Unpaired:
    """Two holders who share customers and are not yet paired."""

    power: int
    power_name: str
    community: int
    community_name: str
    customers: int


def unpaired(on: date, *, areas: frozenset[int] | None) -> list[Unpaired]:
    """Holders whose areas share customers and who have no pair at all yet, most customers first."""
    facts = statement_queries.statement(on).areas
    counts: dict[tuple[int, int], int] = {}
    for line in _lines(on, areas):
        if line.reason is Reason.NOT_PAIRED and line.power is not None and line.community is not None:
            power, community = facts[line.power].holder, facts[line.community].holder
            if power is not None and community is not None:
                counts[power, community] = counts.get((power, community), 0) + line.customers
    held = set(Pairing.objects.on(on).order_by().values_list("power_id", "community_id"))
    wanted = {pair: n for pair, n in counts.items() if pair not in held}
    names: Mapping[int, str] = people_queries.names_of({pk for pair in wanted for pk in pair})
    rows = [Unpaired(p, names.get(p, ""), c, names.get(c, ""), n) for (p, c), n in wanted.items()]
    return sorted(rows, key=lambda row: (-row.customers, row.power, row.community))


def stale_holders(on: date, *, areas: frozenset[int] | None) -> frozenset[int]:
    """The people of both sides whose stale (or missing) number the statement names in these areas (None: in all)."""
    facts = statement_queries.statement(on).areas
    named = (
        facts[area].holder
        for line in _lines(on, areas)
        if line.reason in (Reason.STALE_COMMUNITY, Reason.STALE_POWER)
        and (area := line.power if line.reason is Reason.STALE_POWER else line.community) is not None
    )
    return frozenset(holder for holder in named if holder is not None)


def _lines(on: date, areas: frozenset[int] | None) -> list[Line]:
    lines = statement_queries.statement(on).lines
    return [line for line in lines if areas is None or line.power in areas or line.community in areas]
