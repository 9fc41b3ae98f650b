"""Everything that changes a request."""

from twingrid.work.actions.afterwards import call_back_ticket, note_repeat, rate_ticket, reopen_ticket
from twingrid.work.actions.amend import amend_ticket
from twingrid.work.actions.event_files import Taken, receive_events
from twingrid.work.actions.exchange import MAIN_SYSTEM, Received, receive_event, return_event
from twingrid.work.actions.handle import (
    accept_ticket,
    answer_ticket,
    arrive_at_ticket,
    depart_for_ticket,
    resolve_ticket,
    return_ticket,
)
from twingrid.work.actions.handover import hand_over_tickets, take_back_tickets
from twingrid.work.actions.hazards import (
    Found,
    cancel_hazard,
    fail_hazard,
    find_hazard,
    grade_hazard,
    notify_hazard,
    pass_hazard,
    remove_hazard,
)
from twingrid.work.actions.history import HistoryCount, load_history
from twingrid.work.actions.kinds import drop_draft, make_kind, publish_kind, save_draft
from twingrid.work.actions.lead import (
    add_remark,
    cancel_ticket,
    reassign_ticket,
    take_over_ticket,
    tell_of_unanswered,
)
from twingrid.work.actions.matters import Further, add_number, join_tickets, part_tickets
from twingrid.work.actions.open311 import Made, Sent, receive_request
from twingrid.work.actions.outages import (
    Attached,
    attach_tickets,
    detach_cancelled,
    detach_tickets,
    report_caller,
    restore_tickets,
)
from twingrid.work.actions.own import find_own_ticket
from twingrid.work.actions.photos import add_photo
from twingrid.work.actions.platform import change_platform, pull_events, reread_events, try_platform
from twingrid.work.actions.registry import RegistryPreview, TooMuch, preview_registry, take_registry
from twingrid.work.actions.reply import reply_ticket
from twingrid.work.actions.report import Report, forget_counts, report_ticket
from twingrid.work.actions.routing import locate_ticket
from twingrid.work.actions.sending import (
    doubt_stale_changes,
    queue_change,
    queue_registry,
    release_change,
    send_next_change,
    settle_change,
)

__all__ = [
    "MAIN_SYSTEM",
    "Attached",
    "Found",
    "Further",
    "HistoryCount",
    "Made",
    "Received",
    "RegistryPreview",
    "Report",
    "Sent",
    "Taken",
    "TooMuch",
    "accept_ticket",
    "add_number",
    "add_photo",
    "add_remark",
    "amend_ticket",
    "answer_ticket",
    "arrive_at_ticket",
    "attach_tickets",
    "call_back_ticket",
    "cancel_hazard",
    "cancel_ticket",
    "change_platform",
    "depart_for_ticket",
    "detach_cancelled",
    "detach_tickets",
    "doubt_stale_changes",
    "drop_draft",
    "fail_hazard",
    "find_hazard",
    "find_own_ticket",
    "forget_counts",
    "grade_hazard",
    "hand_over_tickets",
    "join_tickets",
    "load_history",
    "locate_ticket",
    "make_kind",
    "note_repeat",
    "notify_hazard",
    "part_tickets",
    "pass_hazard",
    "preview_registry",
    "publish_kind",
    "pull_events",
    "queue_change",
    "queue_registry",
    "rate_ticket",
    "reassign_ticket",
    "receive_event",
    "receive_events",
    "receive_request",
    "release_change",
    "remove_hazard",
    "reopen_ticket",
    "reply_ticket",
    "report_caller",
    "report_ticket",
    "reread_events",
    "resolve_ticket",
    "restore_tickets",
    "return_event",
    "return_ticket",
    "save_draft",
    "send_next_change",
    "settle_change",
    "take_back_tickets",
    "take_over_ticket",
    "take_registry",
    "tell_of_unanswered",
    "try_platform",
]
