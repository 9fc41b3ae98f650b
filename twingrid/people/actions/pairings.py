"""Pairs of a staff list: the power person and the community person who answer for each other's places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from twingrid.kit.staging import Changes
from twingrid.people.actions.staff_row import StaffRow
from twingrid.people.choices import Side
from twingrid.people.models import Pairing, User


@dataclass
class _Pair:
    """A pair as the list says it: rank by the power side's order, and who of the two named the other."""

    since: date
    rank: int = 0
    power_on: date | None = None
    community_on: date | None = None


def take_over(rows: Sequence[StaffRow], *, users: Mapping[str, User], day: date) -> Changes:
    """Bring the pairs of the listed people to what the list says.

    A list does not confirm a pair: the two do. Invented people have confirmed when each named the other.
    """
    wanted = _wanted(rows, users)
    people = {users[row.employee_no].pk for row in rows}
    open_ = Pairing.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
    mine = open_.filter(Q(power_id__in=people) | Q(community_id__in=people)).order_by("valid_from", "id")
    held = {(pair.power_id, pair.community_id): pair for pair in mine}
    fresh: list[Pairing] = []
    changed: list[Pairing] = []
    unchanged = 0
    for key, pair in wanted.items():
        now = held.pop(key, None)
        if now is None:
            fresh.append(
                Pairing(
                    power_id=key[0],
                    community_id=key[1],
                    rank=pair.rank or 1,
                    valid_from=pair.since,
                    confirmed_by_power_on=pair.power_on,
                    confirmed_by_community_on=pair.community_on,
                )
            )
        elif pair.rank and now.rank != pair.rank:
            now.rank = pair.rank
            changed.append(now)
        else:
            unchanged += 1
    for gone in held.values():
        _end(gone, day)
    Pairing.objects.bulk_create(fresh, batch_size=1000)
    Pairing.objects.bulk_update(changed, ("rank",), batch_size=500)
    return Changes(len(fresh), len(changed), unchanged, len(held))


def _wanted(rows: Sequence[StaffRow], users: Mapping[str, User]) -> dict[tuple[int, int], _Pair]:
    pairs: dict[tuple[int, int], _Pair] = {}
    for row in rows:
        own = users[row.employee_no].pk
        for rank, number in enumerate(row.counterpart_nos, start=1):
            other = users[number].pk
            power_side = row.side == Side.POWER
            pair = pairs.setdefault((own, other) if power_side else (other, own), _Pair(since=row.valid_from))
            pair.since = max(pair.since, row.valid_from)
            confirmed = row.verified_on or row.valid_from if row.demo else None
            if power_side:
                pair.rank, pair.power_on = rank, confirmed
            else:
                pair.community_on = confirmed
    return pairs


def _end(pair: Pairing, day: date) -> None:
    if pair.valid_from >= day:
        pair.delete()
    else:
        pair.valid_to = day
        pair.save(update_fields=("valid_to",))
