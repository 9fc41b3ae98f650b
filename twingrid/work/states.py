"""The states of a request, and the moves between them. No Django here.

A request is reported (it is *new*), accepted by the person who will go, and so on until it is closed. It
stays *resolved* until somebody has called back or the resident has answered by the link. *Returned* means
that the worker handed it to the leader with a reason. A reopened request is *new* again, in its next round. *Waiting*
means that it belongs to a known outage: nobody goes for it alone, its caller is called when the electricity is back.

A hazard is *found*, its owner is *notified*, it is *removed*, and somebody else than who removed it looks again: then
it is *inspected*, or found once more.

A coordination matter is *opened*, people are *in talks*, have *agreed*, are *doing* it, it is *done*, and the leader
closes it. *Stuck* means that it does not go on without somebody above; when it goes on, it goes on with talks.

A joint case of several companies follows from its legs: *opened*, *partly* done, *done*; then it is closed. A leg is
*sent* to its company, accepted, being done, done, or *refused* with a reason; a refused leg may be sent again.

A project is *planned*, *announced* to the homes, *running*, *done* and closed; *paused* says that nobody works.
"""

from enum import StrEnum

from twingrid.kit.machine import Move
from twingrid.work.permissions import WorkPermission as May


class TicketState(StrEnum):
    """Where a request stands."""

    NEW = "new"
    ACCEPTED = "accepted"
    ON_THE_WAY = "on_the_way"
    ON_SITE = "on_site"
    RESOLVED = "resolved"
    CLOSED = "closed"
    RETURNED = "returned"
    CANCELLED = "cancelled"
    WAITING = "waiting"


S = TicketState
OPEN = (S.NEW, S.ACCEPTED, S.ON_THE_WAY, S.ON_SITE, S.RETURNED)
"""States in which somebody still has to go or to answer."""
UNFINISHED = (*OPEN, S.RESOLVED, S.WAITING)
"""States in which something remains to be done, the call-back included."""
INITIAL = (S.NEW,)

TICKET_MOVES: tuple[Move[TicketState], ...] = (
    Move("locate", (S.NEW, S.RETURNED), S.NEW, May.TICKET_LOCATE, "the place is known now: route it again"),
    Move("accept", (S.NEW,), S.ACCEPTED, May.TICKET_ACCEPT, "the person who will go says so"),
    Move("depart", (S.ACCEPTED,), S.ON_THE_WAY, May.TICKET_DEPART, "the holder sets out"),
    Move("arrive", (S.ACCEPTED, S.ON_THE_WAY), S.ON_SITE, May.TICKET_ARRIVE, "the holder is there"),
    Move("answer", (S.ACCEPTED, S.ON_THE_WAY), S.RESOLVED, May.TICKET_ANSWER, "settled without a visit"),
    Move("resolve", (S.ON_SITE,), S.RESOLVED, May.TICKET_RESOLVE, "finding and outcome are known"),
    Move(
        "return",
        (S.NEW, S.ACCEPTED, S.ON_THE_WAY, S.ON_SITE),
        S.RETURNED,
        May.TICKET_RETURN,
        "not this person's: back to the leader, with the reason",
    ),
    Move(
        "reassign",
        (S.NEW, S.ACCEPTED, S.ON_THE_WAY, S.ON_SITE, S.RETURNED),
        S.NEW,
        May.TICKET_REASSIGN,
        "the leader gives it to somebody else, who has to accept it",
    ),
    Move(
        "take_over",
        (S.NEW, S.ACCEPTED, S.ON_THE_WAY, S.ON_SITE, S.RETURNED),
        S.ACCEPTED,
        May.TICKET_TAKE_OVER,
        "the leader does it",
    ),
    *(
        Move(name, (state,), state, right, reason)
        for name, right, reason in (
            ("pause", May.TICKET_PAUSE, "it has to wait for something: for a reason, until a moment or until resumed"),
            ("resume", May.TICKET_RESUME, "what it waited for is there, or the moment has come"),
        )
        for state in (S.ACCEPTED, S.ON_THE_WAY, S.ON_SITE)
    ),
    Move("close", (S.RESOLVED,), S.CLOSED, May.TICKET_CLOSE, "the resident says it is solved"),
    Move("unclose", (S.CLOSED,), S.RESOLVED, May.TICKET_CLOSE, "closed by mistake a moment ago, by the same person"),
    Move("reopen", (S.RESOLVED, S.CLOSED), S.NEW, May.TICKET_REOPEN, "the resident says it is not solved"),
    Move("rate", (S.RESOLVED,), S.RESOLVED, "", "the resident's own link, once a round"),
    Move("rate", (S.CLOSED,), S.CLOSED, "", "the resident's own link, once a round"),
    Move(
        "attach",
        (S.NEW, S.ACCEPTED, S.ON_THE_WAY, S.ON_SITE, S.RETURNED),
        S.WAITING,
        May.TICKET_ATTACH,
        "it is a known outage: the caller is told the estimate and called when it is over",
    ),
    Move("detach", (S.WAITING,), S.NEW, May.TICKET_DETACH, "it is another matter after all: somebody goes"),
    Move("restore", (S.WAITING,), S.RESOLVED, "", "the electricity is back: the caller is to be called back"),
    Move(
        "cancel",
        (S.NEW, S.ACCEPTED, S.ON_THE_WAY, S.ON_SITE, S.RETURNED, S.WAITING),
        S.CANCELLED,
        May.TICKET_CANCEL,
        "a duplicate, withdrawn or a mistake",
    ),
    Move("separate", (S.CANCELLED,), S.NEW, May.TICKET_JOIN, "joined with another matter by mistake: it goes on alone"),
)

EVENTS: dict[str, str] = {
    "locate": "work.ticket.located",
    "accept": "work.ticket.accepted",
    "depart": "work.ticket.departed",
    "arrive": "work.ticket.arrived",
    "answer": "work.ticket.answered",
    "resolve": "work.ticket.resolved",
    "return": "work.ticket.returned",
    "reassign": "work.ticket.reassigned",
    "take_over": "work.ticket.taken_over",
    "pause": "work.ticket.paused",
    "resume": "work.ticket.resumed",
    "close": "work.ticket.closed",
    "unclose": "work.ticket.unclosed",
    "reopen": "work.ticket.reopened",
    "rate": "work.ticket.rated",
    "attach": "work.ticket.attached",
    "detach": "work.ticket.detached",
    "restore": "work.ticket.restored",
    "cancel": "work.ticket.cancelled",
    "separate": "work.ticket.separated",
}
"""The event that each move records; `work.ticket.reported` starts every history."""
MOVE_OF_EVENT: dict[str, str] = {event: move for move, event in EVENTS.items()}


class HazardState(StrEnum):
    """Where a hazard stands."""

    FOUND = "found"
    NOTIFIED = "notified"
    REMOVED = "removed"
    INSPECTED = "inspected"
    CANCELLED = "cancelled"


H = HazardState
HAZARD_INITIAL = (H.FOUND,)
HAZARD_OPEN = (H.FOUND, H.NOTIFIED, H.REMOVED)
"""States in which something remains to be done, the second look included."""
DANGEROUS = (H.FOUND, H.NOTIFIED)
"""States in which the danger is still there."""

HAZARD_MOVES: tuple[Move[HazardState], ...] = (
    Move("grade", (H.FOUND,), H.FOUND, May.HAZARD_GRADE, "how dangerous it is and whose, as it is known now"),
    Move("grade", (H.NOTIFIED,), H.NOTIFIED, May.HAZARD_GRADE, "how dangerous it is and whose, as it is known now"),
    Move("notify", (H.FOUND,), H.NOTIFIED, May.HAZARD_NOTIFY, "whoever has to remove it was told, and how"),
    Move("remove", (H.FOUND, H.NOTIFIED), H.REMOVED, May.HAZARD_REMOVE, "the danger is gone"),
    Move("pass", (H.REMOVED,), H.INSPECTED, May.HAZARD_INSPECT, "somebody else has looked: it is gone"),
    Move("fail", (H.REMOVED,), H.FOUND, May.HAZARD_INSPECT, "somebody else has looked: it is still there"),
    Move("cancel", (H.FOUND, H.NOTIFIED), H.CANCELLED, May.HAZARD_CANCEL, "no hazard, or recorded twice"),
)
HAZARD_EVENTS: dict[str, str] = {
    "grade": "work.hazard.graded",
    "notify": "work.hazard.notified",
    "remove": "work.hazard.removed",
    "pass": "work.hazard.passed",
    "fail": "work.hazard.failed",
    "cancel": "work.hazard.cancelled",
}
"""The event that each move records; `work.hazard.found` starts every history."""


class MatterState(StrEnum):
    """Where a coordination matter stands."""

    OPENED = "opened"
    IN_TALKS = "in_talks"
    AGREED = "agreed"
    DOING = "doing"
    DONE = "done"
    CLOSED = "closed"
    STUCK = "stuck"
    CANCELLED = "cancelled"


M = MatterState
MATTER_INITIAL = (M.OPENED,)
MATTER_OPEN = (M.OPENED, M.IN_TALKS, M.AGREED, M.DOING, M.STUCK, M.DONE)
"""States in which something remains to be done, the closing included."""
MATTER_RUNNING = (M.OPENED, M.IN_TALKS, M.AGREED, M.DOING, M.STUCK)
"""States in which the matter itself is not settled: what it blocks stays blocked."""

MATTER_MOVES: tuple[Move[MatterState], ...] = (
    Move("talk", (M.OPENED,), M.IN_TALKS, May.MATTER_TALK, "the parties speak with each other"),
    Move("agree", (M.OPENED, M.IN_TALKS), M.AGREED, May.MATTER_TALK, "it is written down who agreed what with whom"),
    Move("start", (M.AGREED,), M.DOING, May.MATTER_START, "the work that was agreed begins"),
    Move("act", (M.OPENED, M.IN_TALKS, M.STUCK), M.DOING, May.MATTER_START, "danger: act first, tell the owner after"),
    Move("finish", (M.DOING,), M.DONE, May.MATTER_FINISH, "the work is done"),
    Move("close", (M.DONE,), M.CLOSED, May.MATTER_CLOSE, "nothing is left to do on either side"),
    Move(
        "block",
        (M.OPENED, M.IN_TALKS, M.AGREED, M.DOING),
        M.STUCK,
        May.MATTER_TALK,
        "it does not go on: those above on both sides are to help",
    ),
    Move("resume", (M.STUCK,), M.IN_TALKS, May.MATTER_TALK, "people speak with each other again"),
    Move("reopen", (M.DONE, M.CLOSED), M.IN_TALKS, May.MATTER_REOPEN, "it is not settled after all"),
    Move(
        "cancel",
        (M.OPENED, M.IN_TALKS, M.AGREED, M.STUCK),
        M.CANCELLED,
        May.MATTER_CANCEL,
        "it is not needed any more, or was written down twice",
    ),
)
MATTER_EVENTS: dict[str, str] = {
    "talk": "work.matter.talked",
    "agree": "work.matter.agreed",
    "start": "work.matter.started",
    "act": "work.matter.acted",
    "finish": "work.matter.finished",
    "close": "work.matter.closed",
    "block": "work.matter.blocked",
    "resume": "work.matter.resumed",
    "reopen": "work.matter.reopened",
    "cancel": "work.matter.cancelled",
}
"""The event that each move records; `work.matter.opened` starts every history."""


class ProjectState(StrEnum):
    """Where a project stands."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    CLOSED = "closed"
    CANCELLED = "cancelled"


P = ProjectState
PROJECT_INITIAL = (P.PLANNED,)
PROJECT_OPEN = (P.PLANNED, P.ANNOUNCED, P.RUNNING, P.PAUSED, P.DONE)
"""States in which something remains to be done."""
PROJECT_SHOWN = (P.ANNOUNCED, P.RUNNING, P.PAUSED, P.DONE)
"""States in which residents read of it on the page of their building."""

PROJECT_MOVES: tuple[Move[ProjectState], ...] = (
    Move("announce", (P.PLANNED,), P.ANNOUNCED, May.PROJECT_RUN, "the homes are told, and read of it on their page"),
    Move("start", (P.PLANNED, P.ANNOUNCED), P.RUNNING, May.PROJECT_RUN, "the work begins"),
    Move("pause", (P.RUNNING,), P.PAUSED, May.PROJECT_RUN, "nobody works for now, with the reason"),
    Move("resume", (P.PAUSED,), P.RUNNING, May.PROJECT_RUN, "the work goes on"),
    Move("finish", (P.RUNNING,), P.DONE, May.PROJECT_RUN, "every stage of every building is done"),
    Move("close", (P.DONE,), P.CLOSED, May.PROJECT_CLOSE, "accepted, nothing is left to do"),
    Move("reopen", (P.DONE, P.CLOSED), P.RUNNING, May.PROJECT_CLOSE, "something was left after all"),
    Move("cancel", (P.PLANNED, P.ANNOUNCED, P.PAUSED), P.CANCELLED, May.PROJECT_CLOSE, "it will not be done"),
)
PROJECT_EVENTS: dict[str, str] = {
    "announce": "work.project.announced",
    "start": "work.project.started",
    "pause": "work.project.paused",
    "resume": "work.project.resumed",
    "finish": "work.project.finished",
    "close": "work.project.closed",
    "reopen": "work.project.reopened",
    "cancel": "work.project.cancelled",
}
"""The event that each move records; `work.project.made` starts every history."""


class StepState(StrEnum):
    """Where one step of a matter or a project stands."""

    OPEN = "open"
    STUCK = "stuck"
    FINISHED = "finished"
    DROPPED = "dropped"


T = StepState
STEP_INITIAL = (T.OPEN,)
STEP_UNDONE = (T.OPEN, T.STUCK)
"""States in which the step still has to be done."""

STEP_MOVES: tuple[Move[StepState], ...] = (
    Move("finish", (T.OPEN, T.STUCK), T.FINISHED, May.STEP_DO, "its side has done it"),
    Move("block", (T.OPEN,), T.STUCK, May.STEP_DO, "its side cannot go on, with the reason"),
    Move("resume", (T.STUCK,), T.OPEN, May.STEP_DO, "it goes on, by a new day"),
    Move("drop", (T.OPEN, T.STUCK), T.DROPPED, May.STEP_ADD, "it is not needed any more"),
)
STEP_EVENTS: dict[str, str] = {
    "finish": "work.step.finished",
    "block": "work.step.blocked",
    "resume": "work.step.resumed",
    "drop": "work.step.dropped",
}
"""The event that each move of a step records, on its matter or project; `work.step.added` comes first."""


class JointState(StrEnum):
    """Where a joint case stands. All but the last two follow from its legs (`rules/joint.py`)."""

    OPENED = "opened"
    PARTLY = "partly"
    DONE = "done"
    CLOSED = "closed"
    CANCELLED = "cancelled"


J = JointState
JOINT_INITIAL = (J.OPENED,)
JOINT_OPEN = (J.OPENED, J.PARTLY, J.DONE)
"""States in which something remains to be done, the closing included."""
JOINT_RUNNING = (J.OPENED, J.PARTLY)
"""States in which some company has not finished."""

JOINT_MOVES: tuple[Move[JointState], ...] = (
    Move("close", (J.OPENED, J.PARTLY, J.DONE), J.CLOSED, May.JOINT_CLOSE, "no leg is under way, the resident knows"),
    Move("cancel", (J.OPENED, J.PARTLY), J.CANCELLED, May.JOINT_CANCEL, "withdrawn, with every leg not done"),
)
JOINT_EVENTS: dict[str, str] = {"close": "work.joint.closed", "cancel": "work.joint.cancelled"}
"""The event that each move records; `work.joint.opened` starts every history."""


class LegState(StrEnum):
    """Where one company's part of a joint case stands."""

    SENT = "sent"
    ACCEPTED = "accepted"
    DOING = "doing"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"


L = LegState
LEG_INITIAL = (L.SENT,)
LEG_UNDER_WAY = (L.SENT, L.ACCEPTED, L.DOING)
"""States in which the company has to do something."""

LEG_MOVES: tuple[Move[LegState], ...] = (
    Move("accept", (L.SENT,), L.ACCEPTED, May.LEG_DO, "the company takes it on"),
    Move("start", (L.ACCEPTED,), L.DOING, May.LEG_DO, "somebody works on it"),
    Move("finish", (L.ACCEPTED, L.DOING), L.DONE, May.LEG_DO, "it is done, with the answer to the resident"),
    Move("refuse", (L.SENT, L.ACCEPTED, L.DOING), L.REFUSED, May.LEG_DO, "not possible, with the reason"),
    Move("resend", (L.REFUSED,), L.SENT, May.LEG_SEND, "what was missing is there: the company looks again"),
    Move(
        "cancel",
        (L.SENT, L.ACCEPTED, L.DOING, L.REFUSED),
        L.CANCELLED,
        May.LEG_SEND,
        "the resident does not need this company any more",
    ),
)
LEG_EVENTS: dict[str, str] = {
    "accept": "work.leg.accepted",
    "start": "work.leg.started",
    "finish": "work.leg.finished",
    "refuse": "work.leg.refused",
    "resend": "work.leg.resent",
    "cancel": "work.leg.cancelled",
}
"""The event that each move of a leg records, on its joint case; `work.leg.sent` comes first."""
