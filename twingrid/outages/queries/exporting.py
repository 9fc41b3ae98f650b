"""Outages as other systems take them: codes and addresses instead of our ids."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from twingrid.journal.models import Event
from twingrid.kit.refusals import BadInput
from twingrid.outages.choices import PERSONAL
from twingrid.outages.models import Affected, Outage, Scope
from twingrid.outages.queries.lists import Filter, narrowed, visible
from twingrid.outages.rules.shapes import OutagesOut, OutageTold
from twingrid.people.models import User

OURS = "twingrid"
MOMENTS = ("starts_at", "estimate_at", "started_at", "restored_at")
MOST = 20_000
SETTLED = timedelta(seconds=10)
"""Numbers of events are given before a transaction ends: what is younger may still be overtaken by a smaller one."""
LIMIT = 200


@dataclass(frozen=True, slots=True)
class Exported:
    """One outage. `steps` are restorations before the last one: (moment, codes of meter boxes or addresses)."""

    facts: Mapping[str, Any]
    moments: Mapping[str, datetime | None]
    equipment: tuple[str, ...]
    buildings: tuple[str, ...]
    steps: tuple[tuple[datetime, tuple[str, ...]], ...]


def exported(user: User | None, wanted: Filter | None = None, *, at: datetime) -> list[Exported]:
    """Outages for a file, oldest first (None: whoever runs the machine; no filter: all): three queries.

    An outage that was entered here goes out under the system `twingrid` with our number.
    """
    rows = Outage.objects.all() if user is None else visible(user, at=at)
    if wanted is not None:
        rows = narrowed(rows, wanted)
    return _exported(list(rows.order_by("starts_at", "id")[:MOST]))


def changed(user: User, *, system: str, since: str, at: datetime, limit: int = LIMIT) -> OutagesOut:
    """The outages to which something happened after `since` (`next` of the last answer, "" for all), as they are now.

    What happened in the last ten seconds comes with the next answer. What is about one customer's conduct is told to
    the system it came from only. `NotAllowed` without the right, `BadInput` for a `since` that cannot be read.
    """
    if since and not (since.isascii() and since.isdecimal() and len(since) < 19):
        raise BadInput(_("Ask with the `next` of the last answer, or without `since` for all."), field="since")
    rows = visible(user, at=at)
    events = Event.objects.filter(pk__gt=int(since or 0), subject_kind="outages.outage", at__lte=at - SETTLED)
    found = list(events.order_by("pk").values_list("pk", "subject_id")[: limit + 1])
    kept = found[:limit]
    place = {outage: n for n, (_pk, outage) in enumerate(kept)}
    theirs = Q(system=system) | ~Q(information__in=PERSONAL)
    outages = sorted(rows.filter(theirs, pk__in=place).order_by("pk"), key=lambda one: place[one.pk])
    told = [OutageTold(outage=one.number, **plain(row)) for one, row in zip(outages, _exported(outages), strict=True)]
    return OutagesOut(outages=told, next=str(kept[-1][0]) if kept else since, more=len(found) > limit)


def plain(row: Exported) -> dict[str, Any]:
    """An outage in the documented shape."""
    steps = [{"restored_at": at, "buildings": list(places)} for at, places in row.steps]
    return {
        **row.facts,
        **row.moments,
        "equipment": list(row.equipment),
        "buildings": list(row.buildings),
        "steps": steps,
    }


def _exported(outages: Sequence[Outage]) -> list[Exported]:
    ids = [one.pk for one in outages]
    codes, labels = _scope(ids)
    steps = _steps(ids)
    return [
        Exported(
            facts=_facts(one),
            moments={name: getattr(one, name) for name in MOMENTS},
            equipment=tuple(codes[one.pk]),
            buildings=tuple(labels[one.pk]),
            steps=tuple(
                (at, tuple(sorted(places))) for at, places in sorted(steps[one.pk].items()) if at != one.restored_at
            ),
        )
        for one in outages
    ]


def _facts(one: Outage) -> dict[str, Any]:
    return {
        "system": one.system if one.external_no else OURS,
        "number": one.external_no or one.number,
        "kind": one.kind,
        "information": one.information,
        "state": one.state,
        "title": one.title,
        "important": one.important,
        "cause": one.cause,
        "side": one.side,
        "boundary": one.boundary,
        "synthetic": one.synthetic,
        "customers": one.customers,
        "premises": one.buildings,
    }


def _scope(ids: list[int]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    codes: dict[int, list[str]] = defaultdict(list)
    labels: dict[int, list[str]] = defaultdict(list)
    rows = Scope.objects.filter(outage_id__in=ids).order_by("id")
    for outage_id, code, label in rows.values_list("outage_id", "equipment__code", "building__label"):
        if code:
            codes[outage_id].append(code)
        else:
            labels[outage_id].append(label)
    return codes, labels


def _steps(ids: list[int]) -> dict[int, dict[datetime, dict[str, None]]]:
    found: dict[int, dict[datetime, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    rows = Affected.objects.filter(outage_id__in=ids, restoration__isnull=False).order_by("id")
    for outage_id, at, code, label in rows.values_list(
        "outage_id", "restored_at", "meter_box__code", "building__label"
    ):
        if at is not None:
            found[outage_id][at][code or label] = None
    return found
