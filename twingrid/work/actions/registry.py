"""Taking a registry over, and placing the customers anew where borders moved; a person is asked when too much would."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.coverage import actions as coverage_actions
from twingrid.coverage import movement_queries
from twingrid.coverage.rules.movement import Movement, compare
from twingrid.kit import clock, memo
from twingrid.kit.refusals import Refused
from twingrid.kit.staging import Changes
from twingrid.people.actions import registry as people_registry
from twingrid.people.models import User
from twingrid.people.shapes import RegistryIn
from twingrid.work.models import ExternalPlatform

LIMIT_PERCENT = 5.0


@dataclass(frozen=True, slots=True)
class RegistryPreview:
    """What a registry would change: rows by kind, customers that would move, and how much may without asking."""

    changes: dict[str, Changes]
    movement: Movement
    limit_percent: float

    @property
    def over(self) -> bool:
        """Whether a person has to agree."""
        return self.movement.percent > self.limit_percent


class TooMuch(Refused):
    """More than the limit would move, and nobody has agreed to it yet."""


class _Looked(Exception):
    """Leaves the transaction without keeping anything."""


def take_registry(
    *, registry: RegistryIn, by: User | None, at: datetime, agreed: bool = False, system: str = ""
) -> dict[str, Changes]:
    """Take over what changed in the government's registry; customers are placed anew when an area changed.

    What we are master of stays as it is when it comes from `system`. Raises `TooMuch` when more than the city's limit
    would move and nobody has `agreed` to that.
    """
    try:
        with transaction.atomic():
            found = _take(_theirs(registry, system=system), by=by, at=at)
            if found.over and not agreed:
                raise TooMuch(
                    _("{percent} % of the customers would move, more than {limit} %. Have a person look at it.").format(
                        percent=round(found.movement.percent, 1), limit=found.limit_percent
                    )
                )
            return found.changes
    finally:
        memo.forget_all()  # what was read inside may never have been


def preview_registry(*, registry: RegistryIn, by: User, at: datetime) -> RegistryPreview:
    """What taking this registry over would change; nothing is kept."""
    found: list[RegistryPreview] = []
    try:
        with transaction.atomic():
            found.append(_take(registry, by=by, at=at))
            raise _Looked
    except _Looked:
        return found[0]
    finally:
        memo.forget_all()


def _theirs(registry: RegistryIn, *, system: str) -> RegistryIn:
    """A platform's registry without the fields that the city has declared to be its own."""
    platform = ExternalPlatform.objects.filter(pk=system).first()
    ours = set(platform.ours) if platform is not None else set()
    grids = [] if "community_grids" in ours else registry.community_grids
    workers = [] if "community_workers" in ours else registry.community_workers
    if "duty_numbers" in ours:
        workers = [worker.model_copy(update={"duty_number": "", "verified_on": None}) for worker in workers]
    return registry.model_copy(update={"community_grids": grids, "community_workers": workers})


def _take(registry: RegistryIn, *, by: User | None, at: datetime) -> RegistryPreview:
    day = clock.today(at)
    memo.forget_all()
    before = movement_queries.standing(day)
    changes = people_registry.import_registry(registry=registry, by=by, at=at)
    memo.forget_all()
    after = movement_queries.standing(day)
    movement = compare(
        before.areas,
        after.areas,
        held_before=before.holders,
        held_after=after.holders,
        postings_before=before.postings,
        postings_after=after.postings,
    )
    if "areas" in changes and changes["areas"].any:
        coverage_actions.fuse_city(at=at)
    given = cities_queries.present_city().profile.get("delta") or {}
    return RegistryPreview(changes, movement, float(given.get("limit_percent", LIMIT_PERCENT)))
