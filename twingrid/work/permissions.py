"""Rights over requests."""

from enum import StrEnum


class WorkPermission(StrEnum):
    """Rights that this app declares; roles get them in project/roles.py."""

    TICKET_SEE = "work.ticket.see"
    TICKET_REPORT = "work.ticket.report"
    TICKET_LOCATE = "work.ticket.locate"
    TICKET_ACCEPT = "work.ticket.accept"
    TICKET_DEPART = "work.ticket.depart"
    TICKET_ARRIVE = "work.ticket.arrive"
    TICKET_ANSWER = "work.ticket.answer"
    TICKET_RESOLVE = "work.ticket.resolve"
    TICKET_RETURN = "work.ticket.return"
    TICKET_TAKE_OVER = "work.ticket.take_over"
    TICKET_REASSIGN = "work.ticket.reassign"
    TICKET_CLOSE = "work.ticket.close"
    TICKET_REOPEN = "work.ticket.reopen"
    TICKET_CANCEL = "work.ticket.cancel"
    TICKET_ATTACH = "work.ticket.attach"
    TICKET_DETACH = "work.ticket.detach"
    TICKET_REMARK = "work.ticket.remark"
    TICKET_AMEND = "work.ticket.amend"
    REPORTER_SEE = "work.reporter.see"
    FIGURES_SEE = "work.figures.see"
    KIND_PUBLISH = "work.kind.publish"
    PLATFORM_MANAGE = "work.platform.manage"
    DELTA_DECIDE = "work.delta.decide"
    DELTA_PUSH = "work.delta.push"
