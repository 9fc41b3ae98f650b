"""Pairing people by hand: proposed by who leads, confirmed by the two themselves, ended."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import clock, stale
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound
from twingrid.people import duty_queries
from twingrid.people import queries as people_queries
from twingrid.people.choices import Side
from twingrid.people.models import Pairing, Posting, User
from twingrid.people.permissions import PeoplePermission as May
from twingrid.territory import actions as territory_actions

MOST = 2000


@transaction.atomic
def propose_pairings(
    *, pairs: Sequence[tuple[int, int]], by: User, at: datetime, since: date | None = None, rank: int = 0
) -> tuple[Pairing, ...]:
    """Pair power people with community people (user ids) from `since` (today); both have to confirm each.

    `rank` 0 puts a pair behind those that the power person has. Pairs that are there already stay as they are: safe to
    repeat. Raises `BadInput` for people who are not posted on their side, `NotAllowed` outside one's areas.
    """
    day = max(since or clock.today(at), clock.today(at))
    wanted = list(dict.fromkeys(pairs))[:MOST]
    if not wanted:
        raise BadInput(_("Choose a power person and a community person."), field="power")
    _require(wanted, by=by, at=at)
    people = sorted({pk for pair in wanted for pk in pair})
    list(User.objects.select_for_update(of=("self",)).filter(pk__in=people).order_by("pk"))
    held = {(row.power_id, row.community_id): row for row in Pairing.objects.on(day).filter(power_id__in=people)}
    made = []
    for power, community in wanted:
        if (power, community) in held:
            continue
        behind = 1 + max((row.rank for (one, _other), row in held.items() if one == power), default=0)
        pair = Pairing.objects.create(power_id=power, community_id=community, rank=rank or behind, valid_from=day)
        held[power, community] = pair
        made.append(pair)
        journal_actions.record("people.pairing.proposed", pair, by=by, at=at)
    if made:
        territory_actions.bump("people")
    return tuple(held[key] for key in wanted)


@transaction.atomic
def change_pairing(
    *, pairing_id: int, rank: int, since: date, until: date | None, seen: str, by: User, at: datetime
) -> Pairing:
    """Another place among the pairs of the power person (1 is asked first), other first and last days.

    The person's other pairs close up behind it. `until` is the first day the pair no longer holds, today or later.
    `seen` is the stamp of what was on the screen (`pair_values`). Safe to repeat. Raises `BadInput`, `NotFound`,
    `Refused`.
    """
    pair = _open_pair(pairing_id, by=by, at=at)
    day, now = clock.today(at), (rank, since, until)
    if now == (pair.rank, pair.valid_from, pair.valid_to):
        return pair
    stale.require_fresh(seen, *duty_queries.pair_values(pair))
    if until is not None and until <= max(since, day - timedelta(days=1)):
        raise BadInput(_("A pair ends after it begins, and today at the earliest. Correct the days."), field="until")
    same = Pairing.objects.filter(power_id=pair.power_id, community_id=pair.community_id).exclude(pk=pair.pk)
    if same.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=since), valid_from__lt=until or date.max).exists():
        raise BadInput(_("The two are paired already on some of these days. Choose other days."), field="since")
    pair.valid_from, pair.valid_to = since, until
    pair.save(update_fields=("valid_from", "valid_to"))
    _place(pair, rank, day)
    territory_actions.bump("people")
    facts = {"rank": pair.rank, "from": since.isoformat(), "to": until.isoformat() if until else None}
    journal_actions.record("people.pairing.changed", pair, by=by, at=at, facts=facts)
    return pair


def _place(pair: Pairing, rank: int, day: date) -> None:
    """Put a pair at its place among those of its power person; the others keep their order around it."""
    held = Pairing.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), power_id=pair.power_id)
    others = list(held.exclude(pk=pair.pk).select_for_update(of=("self",)).order_by("rank", "id"))
    others.insert(min(max(rank, 1), len(others) + 1) - 1, pair)
    for number, one in enumerate(others, start=1):
        one.rank = number
    Pairing.objects.bulk_update(others, ("rank",))


def _open_pair(pairing_id: int, *, by: User, at: datetime) -> Pairing:
    """The pair, locked; `NotFound` for one outside one's areas."""
    pair: Pairing | None = Pairing.objects.select_for_update(of=("self",)).filter(pk=pairing_id).first()
    if pair is None:
        raise NotFound(_("There is no such pair any more. Open the list again."))
    try:
        _require([(pair.power_id, pair.community_id)], by=by, at=at, posted=False)
    except NotAllowed:
        people_queries.require(by, May.PAIRING_PROPOSE, at=at)
        raise NotFound(_("There is no such pair any more. Open the list again.")) from None
    return pair


@transaction.atomic
def end_pairing(*, pairing_id: int, by: User, at: datetime) -> None:
    """A pair holds no more from today on. Safe to repeat; `NotFound` for one outside one's areas."""
    pair = _open_pair(pairing_id, by=by, at=at)
    day = clock.today(at)
    if pair.valid_to is not None and pair.valid_to <= day:
        return
    journal_actions.record("people.pairing.ended", pair, by=by, at=at)
    territory_actions.bump("people")
    if pair.valid_from >= day:
        pair.delete()
        return
    pair.valid_to = day
    pair.save(update_fields=("valid_to",))


def _require(pairs: Sequence[tuple[int, int]], *, by: User, at: datetime, posted: bool = True) -> None:
    """Both posted on their side, and the power person in one of the areas of who pairs."""
    day, grants = clock.today(at), people_queries.grants_of(by, at=at)
    people = {pk for pair in pairs for pk in pair}
    sides: dict[int, set[str]] = {}
    areas: dict[int, list[int | None]] = {}
    for row in Posting.objects.on(day).filter(user_id__in=people, area__isnull=False).order_by("id"):
        sides.setdefault(row.user_id, set()).add(row.side)
        areas.setdefault(row.user_id, []).append(row.area_id)
    for power, community in pairs:
        if not grants.may(May.PAIRING_PROPOSE, areas=areas.get(power) or [0]):
            raise NotAllowed(_("Your role may not do this here. Ask your leader if you need it."))
        if posted and not (Side.POWER in sides.get(power, ()) and Side.COMMUNITY in sides.get(community, ())):
            raise BadInput(_("Choose a power person and a community person."), field="power")
