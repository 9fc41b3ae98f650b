"""How long before a notice must be out, by versioned sets of rules: which, since when, on what basis.

The nearest set counts: a city's own before the national one, the latest that is in force on the day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Audience(StrEnum):
    """Who has to be told in time."""

    PUBLIC = "public"
    IMPORTANT = "important"


@dataclass(frozen=True, slots=True)
class Lead:
    """So many hours before the start for this kind of notice and these people, and where that is written."""

    kind: str
    audience: Audience
    hours: int
    basis: str


@dataclass(frozen=True, slots=True)
class LeadSet:
    """The rules of a place (an official code's beginning; empty for the whole country) from a day on."""

    key: str
    place: str
    since: date
    leads: tuple[Lead, ...]


NATIONAL = LeadSet(
    key="cn-1996",
    place="",
    since=date(1996, 9, 1),
    leads=(
        Lead("planned_outage", Audience.PUBLIC, 7 * 24, "电力供应与使用条例 第28条(一)"),
        Lead("planned_outage", Audience.IMPORTANT, 7 * 24, "电力供应与使用条例 第28条(一)"),
        Lead("temporary_outage", Audience.IMPORTANT, 24, "电力供应与使用条例 第28条(二)"),
    ),
)
# Stricter than the nation: temporary repairs are told to everybody. Since when it holds was not found in what we read,
# so it is taken to hold on every day that the national set does.
JINAN = LeadSet(
    key="jinan-1",
    place="3701",
    since=NATIONAL.since,
    leads=(
        Lead("planned_outage", Audience.PUBLIC, 7 * 24, "济南市电力管理条例 第35条(一)"),
        Lead("planned_outage", Audience.IMPORTANT, 7 * 24, "济南市电力管理条例 第35条(一)"),
        Lead("temporary_outage", Audience.PUBLIC, 24, "济南市电力管理条例 第35条(二)"),
        Lead("temporary_outage", Audience.IMPORTANT, 24, "济南市电力管理条例 第35条(二)"),
    ),
)
SHIPPED: tuple[LeadSet, ...] = (NATIONAL, JINAN)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A rule that would be broken: when it had to be out at the latest, and by which rule."""

    lead: Lead
    rule_set: str
    latest: datetime


def set_for(place: str, *, on: date, sets: Sequence[LeadSet] = SHIPPED) -> LeadSet:
    """The set that holds at a place (official code) on a day. ValueError where none does."""
    fits = [one for one in sets if place.startswith(one.place) and one.since <= on]
    if not fits:
        raise ValueError("No set of lead times is in force on that day.")
    return max(fits, key=lambda one: (len(one.place), one.since))


def shortfalls(kind: str, *, rules: LeadSet, out_at: datetime, starts_at: datetime) -> list[Shortfall]:
    """What would be out too late if the notice went out at `out_at` for something that begins at `starts_at`."""
    found = []
    for lead in rules.leads:
        latest = starts_at - timedelta(hours=lead.hours)
        if lead.kind == kind and out_at > latest:
            found.append(Shortfall(lead=lead, rule_set=rules.key, latest=latest))
    return found


def public_by(kind: str, *, rules: LeadSet) -> str:
    """By which paragraph everybody has to be able to read it; "" where none asks for it."""
    return next((lead.basis for lead in rules.leads if lead.kind == kind and lead.audience is Audience.PUBLIC), "")
