"""Requests and hazards on the two ladders: what each says of itself, and when it is looked at again."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from twingrid.coverage import queries as coverage_queries
from twingrid.work.actions import escalating
from twingrid.work.models import Clock, Family, Hazard, Routing, Ticket
from twingrid.work.queries.clocks import rule_of, rules_of_ticket
from twingrid.work.rules import ladders
from twingrid.work.rules import routing as rules
from twingrid.work.rules.ladders import Telling, Ticking, Watched
from twingrid.work.states import DANGEROUS, UNFINISHED, TicketState

UNANSWERED = (TicketState.NEW, TicketState.RETURNED)


class Requests:
    """Requests: their clocks, and the time in which somebody has to accept."""

    name = Family.REQUEST.value
    event = "work.ticket.escalated"

    def due(self, *, at: datetime, most: int) -> Sequence[int]:
        """Unfinished requests whose moment has come."""
        rows = Routing.objects.filter(next_at__lte=at, ticket__state__in=UNFINISHED)
        return list(rows.order_by("next_at").values_list("pk", flat=True)[:most])

    def lock(self, pk: int) -> Ticket | None:
        """The request and its route, unless another worker has it."""
        rows = Ticket.objects.select_for_update(of=("self",), skip_locked=True).filter(state__in=UNFINISHED)
        found: Ticket | None = rows.filter(pk=pk).first()
        return found

    def watched(self, matter: Ticket, *, at: datetime) -> Watched:
        """Its people as its route found them."""
        route = Routing.objects.select_for_update().get(pk=matter.pk)
        waits = route.since if matter.state in UNANSWERED else None
        rows = Clock.objects.filter(ticket_id=matter.pk, stopped_at__isnull=True, paused=False)
        return Watched(
            round=matter.times_reopened,
            safety=matter.safety,
            holder=matter.holder_id,
            deputy=route.deputy_id,
            leader=matter.leader_id,
            lead=route.lead_id,
            counterpart=matter.counterpart_id,
            beside=route.beside_id,
            secretary=route.secretary_id,
            waits_since=waits,
            wait=time_to_accept(matter),
            clocks=tuple(
                Ticking(one.key, one.warn_at, one.due_at)
                for one in rows.order_by("due_at", "id")
                if not _is_of_acceptance(one)
            ),
        )

    def keep(self, matter: Ticket, following: Telling | None) -> None:
        """Beside its route."""
        told_next = following.to if following and following.why == ladders.UNACCEPTED else None
        moment = following.at if following else None
        Routing.objects.filter(pk=matter.pk).update(next=told_next, next_at=moment)


class Hazards:
    """Hazards while the danger is there: whoever is responsible at their place on that day."""

    name = Family.HAZARD.value
    event = "work.hazard.escalated"

    def due(self, *, at: datetime, most: int) -> Sequence[int]:
        """Hazards whose moment has come."""
        rows = Hazard.objects.filter(next_at__lte=at, state__in=DANGEROUS)
        return list(rows.order_by("next_at").values_list("pk", flat=True)[:most])

    def lock(self, pk: int) -> Hazard | None:
        """The hazard, unless another worker has it."""
        rows = Hazard.objects.select_for_update(of=("self",), skip_locked=True).filter(state__in=DANGEROUS)
        found: Hazard | None = rows.filter(pk=pk).first()
        return found

    def watched(self, matter: Hazard, *, at: datetime) -> Watched:
        """Its holder, and whoever stands above at its place now."""
        answer = None
        if matter.building_id is not None:
            answer = coverage_queries.responsible_for_building(
                matter.building_id, at=at, unit=matter.unit, room=matter.room
            )
        warn = matter.next_at if matter.next_at is not None and matter.next_at < matter.due_at else None
        return Watched(
            round=matter.times_reopened,
            safety=matter.grade == "critical",
            holder=matter.holder_id,
            **people_above(answer),
            clocks=(Ticking("remove", warn, matter.due_at),),
        )

    def keep(self, matter: Hazard, following: Telling | None) -> None:
        """On the hazard itself."""
        Hazard.objects.filter(pk=matter.pk).update(next_at=following.at if following else None)


REQUESTS, HAZARDS = Requests(), Hazards()
escalating.watch(REQUESTS)
escalating.watch(HAZARDS)


def people_above(answer: coverage_queries.Responsibility | None) -> dict[str, Any]:
    """Both ladders of a place, as `Watched` names them: whoever the answer has, None for nobody."""
    power = answer.power if answer else None
    community = answer.community if answer else None
    every = {
        "deputy": power.answering.deputy if power else None,
        "leader": power.leader if power else None,
        "lead": answer.lead if answer else None,
        "counterpart": community.answering.answering if community else None,
        "beside": community.answering.deputy if community else None,
        "secretary": community.leader if community else None,
    }
    return {name: person.user_id if person else None for name, person in every.items()}


def time_to_accept(ticket: Ticket) -> timedelta:
    """How long nobody has to accept before the next person is told."""
    return timedelta(minutes=rules_of_ticket(ticket).minutes_to_accept(safety=ticket.safety))


def wait_for_acceptance(ticket: Ticket, route: Routing, *, at: datetime) -> None:
    """Set who is told, and when, unless somebody accepts before (saved by the caller)."""
    above = rules.ladder(holder=ticket.holder_id, deputy=route.deputy_id, leader=ticket.leader_id, lead=route.lead_id)
    wait = time_to_accept(ticket)
    route.since = at
    route.next_id, moment = rules.first_call(above, holder=ticket.holder_id, at=at, wait=wait)
    route.next_at = min((one for one in (moment, route.next_at) if one is not None and one > at), default=moment)


def wait_again(ticket: Ticket, *, at: datetime) -> None:
    """The request is new for somebody else: they have the whole time to accept."""
    route = Routing.objects.select_for_update().get(ticket=ticket)
    wait_for_acceptance(ticket, route, at=at)
    route.save(update_fields=("since", "next", "next_at"))


def stop_waiting(ticket: Ticket) -> None:
    """Nobody needs to be told any more that nobody accepts; the clocks go on."""
    Routing.objects.filter(ticket_id=ticket.pk).update(next=None, next_at=None)


def tell_leader(ticket: Ticket, *, at: datetime) -> None:
    """Tell the leader at once; where there is none, whoever else is on the ladder after the usual time."""
    wait_again(ticket, at=at)
    if ticket.leader_id is None:
        return
    telling = Telling("", ladders.UNACCEPTED, ladders.POWER, ticket.leader_id, at)
    watched = REQUESTS.watched(ticket, at=at)
    escalating.tell(ticket, family=REQUESTS, watched=watched, telling=telling, at=at, record=False)
    escalating.look_again(REQUESTS, ticket, watched, at=at)


def tell_these(ticket: Ticket, people: Sequence[int | None], *, at: datetime) -> None:
    """Write that these were told of what the hotline presses for, once each a round; the ladders go on as they were."""
    watched = REQUESTS.watched(ticket, at=at)
    known = {one.to for one in escalating.told_of(REQUESTS, ticket, number=watched.round)}
    for to in dict.fromkeys(people):
        if to is not None and to not in known:
            telling = Telling("pressed", ladders.LATE, ladders.POWER, to, at)
            escalating.tell(ticket, family=REQUESTS, watched=watched, telling=telling, at=at, record=False)


def tell_of_unanswered(*, at: datetime) -> int:
    """Tell everybody whose turn has come: of what nobody accepted, what is soon late, what is late. How many."""
    return escalating.tell_due(at=at)


def _is_of_acceptance(one: Clock) -> bool:
    """Whether a clock is the one that `time_to_accept` speaks of: the ladder of acceptance tells of it."""
    rule = rule_of(one.version_id, one.key)
    return rule is not None and rule.stops == "accept" and rule.unit == "minutes"
