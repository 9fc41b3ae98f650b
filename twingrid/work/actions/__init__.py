"""Everything that changes a request."""

from twingrid.work.actions.afterwards import (
    call_back_ticket,
    note_repeat,
    rate_ticket,
    reopen_ticket,
    unclose_ticket,
)
from twingrid.work.actions.amend import amend_ticket
from twingrid.work.actions.bulk import MOST as BULK_MOST
from twingrid.work.actions.bulk import RIGHTS as BULK_RIGHTS
from twingrid.work.actions.bulk import Outlook, Together, preview_bulk, run_bulk, undo_bulk
from twingrid.work.actions.case_parts import (
    erase_party,
    link_case,
    record_agreement,
    record_meeting,
    record_party,
    settle_agreement,
)
from twingrid.work.actions.case_steps import add_step, block_step, drop_step, finish_step, resume_step, tell_of_steps
from twingrid.work.actions.cases import Opened
from twingrid.work.actions.clock_sets import drop_clocks, make_clocks, publish_clocks, save_clocks
from twingrid.work.actions.companies import CompanyIn, change_company, make_company
from twingrid.work.actions.event_files import Taken, receive_events
from twingrid.work.actions.exchange import MAIN_SYSTEM, Received, move_event, receive_event, return_event
from twingrid.work.actions.facts import clear_cause, correct_arrival, set_deadline
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
from twingrid.work.actions.joining import Further, add_number, join_tickets, part_tickets
from twingrid.work.actions.joint import (
    JointIntake,
    cancel_joint,
    close_joint,
    erase_resident,
    open_joint,
    withdraw_consent,
)
from twingrid.work.actions.kinds import drop_draft, make_kind, publish_kind, save_draft
from twingrid.work.actions.lead import (
    add_remark,
    cancel_ticket,
    reassign_ticket,
    take_over_ticket,
)
from twingrid.work.actions.legs import accept_leg, cancel_leg, finish_leg, move_leg, refuse_leg, resend_leg, start_leg
from twingrid.work.actions.lists import drop_filter, export_list, save_filter
from twingrid.work.actions.materials import set_materials, use_material
from twingrid.work.actions.matters import (
    act_matter,
    agree_matter,
    block_matter,
    cancel_matter,
    close_matter,
    finish_matter,
    open_matter,
    reopen_matter,
    resume_matter,
    start_matter,
    talk_matter,
)
from twingrid.work.actions.nesting import free_ticket, nest_ticket, spare_ticket
from twingrid.work.actions.one_matter import separate_ticket
from twingrid.work.actions.open311 import Made, Sent, receive_request
from twingrid.work.actions.order_answers import appeal_order, explain_ticket, finish_support, support_ticket
from twingrid.work.actions.orders import take_move
from twingrid.work.actions.outages import (
    Attached,
    attach_tickets,
    detach_cancelled,
    detach_tickets,
    report_caller,
    restore_tickets,
)
from twingrid.work.actions.own import find_own_ticket
from twingrid.work.actions.pausing import pause_ticket, resume_due, resume_ticket
from twingrid.work.actions.photos import add_photo, cover_photo
from twingrid.work.actions.platform import change_platform, pull_events, reread_events, try_platform
from twingrid.work.actions.projects import (
    BuildingPlan,
    announce_project,
    cancel_project,
    close_project,
    count_meters,
    finish_project,
    finish_stage,
    make_project,
    pause_project,
    praise_project,
    reopen_project,
    resume_project,
    start_project,
)
from twingrid.work.actions.recounting import begin_recount, recount_after, recount_some
from twingrid.work.actions.registry import RegistryPreview, TooMuch, preview_registry, take_registry
from twingrid.work.actions.reply import reply_ticket
from twingrid.work.actions.report import Report, forget_counts, report_ticket
from twingrid.work.actions.retention import end_hold, keep_matter, run_retention, set_period
from twingrid.work.actions.revising import revise_rating
from twingrid.work.actions.routing import locate_ticket
from twingrid.work.actions.sending import (
    doubt_stale_changes,
    queue_change,
    queue_registry,
    release_change,
    send_next_change,
    settle_change,
)
from twingrid.work.actions.trees import assess_tree, record_consent, settle_compensation
from twingrid.work.actions.watching import tell_of_unanswered
from twingrid.work.actions.webhooks import (
    change_webhook,
    doubt_stale_deliveries,
    make_webhook,
    queue_webhooks,
    replay_deliveries,
    rotate_webhook,
    send_next_delivery,
)

__all__ = [
    "BULK_MOST",
    "BULK_RIGHTS",
    "MAIN_SYSTEM",
    "Attached",
    "BuildingPlan",
    "CompanyIn",
    "Found",
    "Further",
    "HistoryCount",
    "JointIntake",
    "Made",
    "Opened",
    "Outlook",
    "Received",
    "RegistryPreview",
    "Report",
    "Sent",
    "Taken",
    "Together",
    "TooMuch",
    "accept_leg",
    "accept_ticket",
    "act_matter",
    "add_number",
    "add_photo",
    "add_remark",
    "add_step",
    "agree_matter",
    "amend_ticket",
    "announce_project",
    "answer_ticket",
    "appeal_order",
    "arrive_at_ticket",
    "assess_tree",
    "attach_tickets",
    "begin_recount",
    "block_matter",
    "block_step",
    "call_back_ticket",
    "cancel_hazard",
    "cancel_joint",
    "cancel_leg",
    "cancel_matter",
    "cancel_project",
    "cancel_ticket",
    "change_company",
    "change_platform",
    "change_webhook",
    "clear_cause",
    "close_joint",
    "close_matter",
    "close_project",
    "correct_arrival",
    "count_meters",
    "cover_photo",
    "depart_for_ticket",
    "detach_cancelled",
    "detach_tickets",
    "doubt_stale_changes",
    "doubt_stale_deliveries",
    "drop_clocks",
    "drop_draft",
    "drop_filter",
    "drop_step",
    "end_hold",
    "erase_party",
    "erase_resident",
    "explain_ticket",
    "export_list",
    "fail_hazard",
    "find_hazard",
    "find_own_ticket",
    "finish_leg",
    "finish_matter",
    "finish_project",
    "finish_stage",
    "finish_step",
    "finish_support",
    "forget_counts",
    "free_ticket",
    "grade_hazard",
    "hand_over_tickets",
    "join_tickets",
    "keep_matter",
    "link_case",
    "load_history",
    "locate_ticket",
    "make_clocks",
    "make_company",
    "make_kind",
    "make_project",
    "make_webhook",
    "move_event",
    "move_leg",
    "nest_ticket",
    "note_repeat",
    "notify_hazard",
    "open_joint",
    "open_matter",
    "part_tickets",
    "pass_hazard",
    "pause_project",
    "pause_ticket",
    "praise_project",
    "preview_bulk",
    "preview_registry",
    "publish_clocks",
    "publish_kind",
    "pull_events",
    "queue_change",
    "queue_registry",
    "queue_webhooks",
    "rate_ticket",
    "reassign_ticket",
    "receive_event",
    "receive_events",
    "receive_request",
    "record_agreement",
    "record_consent",
    "record_meeting",
    "record_party",
    "recount_after",
    "recount_some",
    "refuse_leg",
    "release_change",
    "remove_hazard",
    "reopen_matter",
    "reopen_project",
    "reopen_ticket",
    "replay_deliveries",
    "reply_ticket",
    "report_caller",
    "report_ticket",
    "reread_events",
    "resend_leg",
    "resolve_ticket",
    "restore_tickets",
    "resume_due",
    "resume_matter",
    "resume_project",
    "resume_step",
    "resume_ticket",
    "return_event",
    "return_ticket",
    "revise_rating",
    "rotate_webhook",
    "run_bulk",
    "run_retention",
    "save_clocks",
    "save_draft",
    "save_filter",
    "send_next_change",
    "send_next_delivery",
    "separate_ticket",
    "set_deadline",
    "set_materials",
    "set_period",
    "settle_agreement",
    "settle_change",
    "settle_compensation",
    "spare_ticket",
    "start_leg",
    "start_matter",
    "start_project",
    "support_ticket",
    "take_back_tickets",
    "take_move",
    "take_over_ticket",
    "take_registry",
    "talk_matter",
    "tell_of_steps",
    "tell_of_unanswered",
    "try_platform",
    "unclose_ticket",
    "undo_bulk",
    "use_material",
    "withdraw_consent",
]
