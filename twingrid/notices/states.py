"""The states of a delivery and of a notice, and the moves between them. No Django here.

A delivery is *queued*; it becomes *sending* in a transaction of its own before the other side is called, so that
nothing is ever called that is not written down. A worker that dies between the call and its answer leaves the delivery
*uncertain*: a person says whether it arrived, unless the receiver honours our idempotency key. *Failed* waits for its
next attempt; *dead* has none left, until a person sends it again.

A notice is written (*draft*), shown to a second person (*submitted*), *approved*, and goes out at its time
(*published*). A correction takes the same way again and reaches the same people. *Over* when what it told has ended.
"""

from enum import StrEnum

from twingrid.kit.machine import Move
from twingrid.notices.permissions import NoticesPermission as May


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    DEAD = "dead"
    ABANDONED = "abandoned"
    CANCELLED = "cancelled"


S = DeliveryState
INITIAL = (S.QUEUED,)
WAITING = (S.QUEUED, S.FAILED)
"""States from which a worker takes a delivery when its time has come."""
UNSETTLED = (S.UNCERTAIN, S.DEAD)
"""States in which a person decides."""

DELIVERY_MOVES: tuple[Move[DeliveryState], ...] = (
    Move("claim", WAITING, S.SENDING, "", "a worker takes it, before it calls"),
    Move("send", (S.SENDING, S.UNCERTAIN), S.SENT, "", "the other side has taken it, though it said so late"),
    Move("fail", (S.SENDING, S.UNCERTAIN), S.FAILED, "", "surely not taken, and there will be another attempt"),
    Move("bury", (S.SENDING, S.UNCERTAIN, *WAITING), S.DEAD, "", "refused, out of attempts, or too late"),
    Move("doubt", (S.SENDING,), S.UNCERTAIN, "", "called, and nobody knows whether it was taken"),
    Move("resend", UNSETTLED, S.QUEUED, May.DELIVERY_SETTLE, "a person sends it again, with a reason"),
    Move("confirm", (S.UNCERTAIN,), S.SENT, May.DELIVERY_SETTLE, "a person found out that it arrived"),
    Move("abandon", UNSETTLED, S.ABANDONED, May.DELIVERY_SETTLE, "a person lets it be, with a reason"),
    Move("cancel", WAITING, S.CANCELLED, "", "what it tells is withdrawn before it went out"),
)


class NoticeState(StrEnum):
    """Where a notice stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    OVER = "over"


class PostState(StrEnum):
    """Where one posting of an edition stands."""

    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"


N = NoticeState
NOTICE_INITIAL = (N.DRAFT,)
LIVE = (N.SUBMITTED, N.APPROVED, N.PUBLISHED)
"""States in which somebody still has something to do with it."""

NOTICE_MOVES: tuple[Move[NoticeState], ...] = (
    Move("submit", (N.DRAFT,), N.SUBMITTED, May.NOTICE_WRITE, "the text is ready for a second pair of eyes"),
    Move("send_back", (N.SUBMITTED, N.APPROVED), N.DRAFT, May.NOTICE_APPROVE, "something has to be changed"),
    Move("approve", (N.SUBMITTED,), N.APPROVED, May.NOTICE_APPROVE, "a second person has read it"),
    Move("publish", (N.APPROVED,), N.PUBLISHED, May.NOTICE_APPROVE, "it goes out; gaps are closed or accepted"),
    Move("correct", (N.PUBLISHED,), N.DRAFT, May.NOTICE_WRITE, "what was told has changed"),
    Move("cancel", (N.DRAFT, *LIVE), N.CANCELLED, May.NOTICE_APPROVE, "it does not take place"),
    Move("end", (N.DRAFT, *LIVE), N.OVER, May.NOTICE_WRITE, "what it told has ended; a correction in work is dropped"),
)
