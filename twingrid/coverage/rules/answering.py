"""Who answers for an area at a moment. Plain values in, a decision out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Why(StrEnum):
    """Why this person answers now."""

    ON_SHIFT = "on_shift"
    """The area's own worker is on shift."""
    STANDBY = "standby"
    """The area's own worker is on standby: reachable, not at work."""
    DEPUTY = "deputy"
    """The deputy stands in."""
    ROTA = "rota"
    """Somebody of the same team is on duty."""
    LEADER = "leader"
    """Nobody of the team is on duty: the leader answers."""
    OFF_SHIFT = "off_shift"
    """Nobody else is on duty and there is no leader: the worker's number is the only one."""
    NOBODY = "nobody"
    """Nobody is posted."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One person's shift at the moment asked about."""

    kind: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """A responsible person as anybody may see them. `phone` is the published duty number, "" if there is none."""

    user_id: int
    name: str
    role: str
    side: str
    title: str = ""
    is_demo: bool = False
    phone: str = ""
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Answering:
    """The holder of an area, and who answers now in the holder's place if need be."""

    holder: Person | None
    answering: Person | None
    why: Why
    absent: bool = False
    until: datetime | None = None
    deputy: Person | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """The people of one area: worker, deputy, leader, and the others of the leader's team, in a fixed order."""

    holder: Person | None
    deputy: Person | None
    leader: Person | None
    others: tuple[Person, ...] = ()


def who_answers(
    team: Team, *, duties: Mapping[int, Duty], absent: Collection[int], stand_ins: Mapping[int, Person]
) -> Answering:
    """Decide who answers: worker on shift, else deputy on shift, else team rota, else worker on standby, else leader.

    `duties` holds the shifts that cover the moment, `absent` who is away, `stand_ins` the person named in an absence;
    all by user id. Somebody absent never answers; a stand-in comes before the posting's deputy.
    """
    holder = team.holder
    if holder is None:
        leader = _present(team.leader, absent)
        return Answering(None, leader, Why.LEADER if leader else Why.NOBODY)
    away = holder.user_id in absent
    deputy = stand_ins.get(holder.user_id) or team.deputy
    if not away and (duty := duties.get(holder.user_id)):
        why = Why.STANDBY if duty.kind == "standby" else Why.ON_SHIFT
        return Answering(holder, holder, why, until=duty.until, deputy=deputy)
    for person in (deputy, *team.others):
        if _present(person, absent) and person and (duty := duties.get(person.user_id)):
            why = Why.DEPUTY if person is deputy else Why.ROTA
            return Answering(holder, person, why, absent=away, until=duty.until, deputy=deputy)
    answering, why = _off_duty(holder, deputy, _present(team.leader, absent), away=away, absent=absent)
    return Answering(holder, answering, why, absent=away, deputy=deputy)


def _present(person: Person | None, absent: Collection[int]) -> Person | None:
    return person if person is not None and person.user_id not in absent else None


def _off_duty(
    holder: Person, deputy: Person | None, leader: Person | None, *, away: bool, absent: Collection[int]
) -> tuple[Person | None, Why]:
    """Nobody is on duty: a stand-in of somebody away, else the leader, else the worker's own number."""
    if away and (stand_in := _present(deputy, absent)):
        return stand_in, Why.DEPUTY
    if leader is not None:
        return leader, Why.LEADER
    return (None, Why.NOBODY) if away else (holder, Why.OFF_SHIFT)
