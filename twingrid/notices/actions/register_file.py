"""The register of groups, taken over from a file: by the community and the group's name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from twingrid.cities import queries as cities_queries
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.kit.staging import Changes, Orphan, Orphans
from twingrid.notices.composing import GroupState
from twingrid.notices.models import ServiceGroup
from twingrid.people.models import User
from twingrid.territory.models import Compound, Division


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """One group as a file says it; people by their employee numbers, "" for nobody."""

    name: str
    community_code: str
    compound: str
    kind: str
    platform: str
    owner_no: str
    deputy_no: str
    size: int
    per_day: int
    verified_on: date | None
    state: str


@transaction.atomic
def import_groups(*, rows: Sequence[GroupRow], at: datetime, complete: bool = False) -> dict[str, Changes]:
    """Take over groups. Another owner is a hand-over, and its day is kept; a robot stays as it was chosen here.

    `complete`: groups that the file does not name are closed. Raises `Orphans` for a community, an estate or a person
    that does not exist.
    """
    found = _Found(rows)
    known = {(one.community_id, one.name): one for one in ServiceGroup.objects.order_by("id").select_for_update()}
    new, changed, named = 0, 0, set()
    for row in rows:
        wanted = found.values(row)
        key = (wanted["community_id"], row.name)
        group = known.get(key)
        if group is None:
            group = known[key] = ServiceGroup.objects.create(**wanted)
            new += 1
        else:
            changed += _change(group, wanted, on=clock.today(at))
        named.add(group.pk)
    ended = _close_others(named) if complete else 0
    changes = {"groups": Changes(new, changed, len(rows) - new - changed, ended)}
    journal_actions.record(
        "notices.register.imported", cities_queries.present_city(), by=None, at=at, facts=changes["groups"].as_dict()
    )
    return changes


def _change(group: ServiceGroup, wanted: Mapping[str, Any], *, on: date) -> bool:
    differ = [name for name, value in wanted.items() if getattr(group, name) != value]
    if group.owner_id and "owner_id" in differ:
        group.handed_over_on = on
    for name in differ:
        setattr(group, name, wanted[name])
    if differ:
        group.save()
    return bool(differ)


def _close_others(named: set[int]) -> int:
    others = ServiceGroup.objects.exclude(pk__in=named).exclude(state=GroupState.CLOSED)
    return int(others.update(state=GroupState.CLOSED))


class _Found:
    """What the rows name, by its own key: three queries for a whole file."""

    def __init__(self, rows: Sequence[GroupRow]) -> None:
        communities = Division.objects.filter(level="community", code__in={row.community_code for row in rows})
        self.communities = dict(communities.order_by("valid_from", "id").values_list("code", "id"))
        estates = Compound.objects.filter(community__in=self.communities.values())
        self.estates = {(c, name): pk for c, name, pk in estates.values_list("community_id", "name", "id")}
        numbers = {number for row in rows for number in (row.owner_no, row.deputy_no) if number}
        people = User.objects.filter(employee_no__in=numbers, is_active=True)
        self.people = dict(people.order_by("id").values_list("employee_no", "id"))
        orphans = [Orphan(n, *wrong) for n, row in enumerate(rows) for wrong in self._missing(row)]
        if orphans:
            raise Orphans(orphans)

    def _missing(self, row: GroupRow) -> list[tuple[str, str]]:
        community = self.communities.get(row.community_code)
        if community is None:
            return [("community_code", row.community_code)]
        found = [("compound", row.compound)] if row.compound and (community, row.compound) not in self.estates else []
        for name in ("owner_no", "deputy_no"):
            number = getattr(row, name)
            if number and number not in self.people:
                found.append((name, number))
        return found

    def values(self, row: GroupRow) -> dict[str, Any]:
        community = self.communities[row.community_code]
        return {
            "name": row.name,
            "community_id": community,
            "compound_id": self.estates.get((community, row.compound)),
            "kind": row.kind,
            "platform": row.platform,
            "owner_id": self.people.get(row.owner_no),
            "deputy_id": self.people.get(row.deputy_no),
            "size": row.size,
            "per_day": row.per_day,
            "last_verified_on": row.verified_on,
            "state": row.state,
        }
