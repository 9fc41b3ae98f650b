"""Requests and what belongs to them."""

from twingrid.work.choices import (
    CallBackHow,
    CallBackResult,
    CancelReason,
    Channel,
    ClockKind,
    DeltaState,
    Finding,
    Kind,
    Outcome,
    OwnerSide,
    PhotoKind,
    RemarkKind,
    RoutedBy,
    Scope,
    Sending,
)
from twingrid.work.models.counters import Counter, IntakeCount
from twingrid.work.models.exchange import (
    DataDelta,
    ExternalChange,
    ExternalCursor,
    ExternalRecord,
    ExternalReturn,
)
from twingrid.work.models.said import CallBack, Photo, Rating, Remark, Reporter
from twingrid.work.models.ticket import Clock, Escalation, Routing, Ticket

__all__ = [
    "CallBack",
    "CallBackHow",
    "CallBackResult",
    "CancelReason",
    "Channel",
    "Clock",
    "ClockKind",
    "Counter",
    "DataDelta",
    "DeltaState",
    "Escalation",
    "ExternalChange",
    "ExternalCursor",
    "ExternalRecord",
    "ExternalReturn",
    "Finding",
    "IntakeCount",
    "Kind",
    "Outcome",
    "OwnerSide",
    "Photo",
    "PhotoKind",
    "Rating",
    "Remark",
    "RemarkKind",
    "Reporter",
    "RoutedBy",
    "Routing",
    "Scope",
    "Sending",
    "Ticket",
]
