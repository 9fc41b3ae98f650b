"""Requests and what belongs to them."""

from twingrid.work.choices import (
    CallBackHow,
    CallBackResult,
    CancelReason,
    Channel,
    ClockKind,
    Finding,
    Kind,
    Outcome,
    OwnerSide,
    PhotoKind,
    RemarkKind,
    RoutedBy,
    Scope,
)
from twingrid.work.models.counters import Counter, IntakeCount
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
    "Escalation",
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
    "Ticket",
]
