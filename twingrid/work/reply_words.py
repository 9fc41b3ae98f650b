"""The words of a hotline answer: its fields, the kinds of orders, the sentence for each fault that brings it back."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from twingrid.work.rules.reply import Fault, OrderType

ORDER_TYPES: dict[str, Any] = {
    OrderType.SUDDEN_OUTAGE: pgettext_lazy("hotline order", "Sudden outage"),
    OrderType.FREQUENT_OUTAGE: pgettext_lazy("hotline order", "Frequent outages"),
    OrderType.VOLTAGE: pgettext_lazy("hotline order", "Voltage"),
    OrderType.BILL: pgettext_lazy("hotline order", "Bill and consumption"),
    OrderType.CONNECTION: pgettext_lazy("hotline order", "New connection"),
    OrderType.CHARGING: pgettext_lazy("hotline order", "Charging pile"),
    OrderType.MANNER: pgettext_lazy("hotline order", "How somebody was treated"),
    OrderType.METERING: pgettext_lazy("hotline order", "Meter reading and collection"),
    OrderType.OUTAGE_NOTICE: pgettext_lazy("hotline order", "Notice of an outage"),
    OrderType.OTHER: pgettext_lazy("hotline order", "Something else"),
}
FIELDS: dict[str, Any] = {
    "order_type": _("What the order is about"),
    "contacted": _("The caller was reached"),
    "contacted_at": _("When the caller was reached"),
    "not_contacted_reason": _("Why the caller was not reached"),
    "opinion": _("What the caller says of it"),
    "solved": _("It is solved"),
    "unsolved_reason": _("Why it is not solved"),
    "lead_unit": _("Lead unit"),
    "began_at": _("The outage began"),
    "restored_at": _("Electricity was back"),
    "cause": _("Cause"),
    "found": _("What was found on site"),
    "measures": _("What was done"),
    "year_record": _("Outages there within a year"),
    "handling": _("How it was handled, for the hotline"),
    "public_reply": _("The answer in public"),
    "excluded": _("Ask for this order not to be counted"),
    "application_type": _("Sort of application, for example: beyond the administrative scope"),
    "exclusion_conclusion": _("Conclusion"),
    "exclusion_basis": _("Basis"),
    "exclusion_evidence": _("Evidence"),
}
_LACKING = _("The hotline sends this order back without it: fill in “%(field)s”.")
SENTENCES: dict[tuple[int, str], Any] = {
    (1, "contacted"): _("The caller was reached, says the form, but the text says “%(detail)s”. Make them agree."),
    (1, "contacted_at"): _("Say when the caller was reached."),
    (1, "not_contacted_reason"): _("Say why the caller was not reached, and what was tried."),
    (2, "opinion"): _("“%(detail)s” is no opinion. Write what the caller said, or that nobody was asked, and why."),
    (3, "handling"): _("Say what was done, step by step: checked on site, replaced, repaired, switched on again."),
    (3, "public_reply"): _("Say what was done, step by step: checked on site, replaced, repaired, switched on again."),
    (4, "year_record"): _("The caller complains of frequent outages: name the outages there within a year."),
    (4, "cause"): _("The caller complains of frequent outages: name their cause."),
    (4, "measures"): _("The caller complains of frequent outages: name the remedy and its date."),
    (5, "restored_at"): _("Say at what time the electricity was back."),
    (6, "handling"): _("“%(detail)s” is not written to a hotline. Name the post: repair crew, grid worker."),
    (6, "public_reply"): _("“%(detail)s” is not written in public. Name the post: repair crew, grid worker."),
    (7, "solved"): _("“Solved” needs two at least of: cause, measures, result, what the caller was told."),
    (7, "unsolved_reason"): _("Say why it is not solved, and what follows."),
    (8, "exclusion_conclusion"): _("Asking not to count an order needs a conclusion: what is to be excluded."),
    (9, "exclusion_basis"): _("Asking not to count an order needs its basis: the rule and its article."),
    (10, "exclusion_evidence"): _("Asking not to count an order needs evidence: which documents prove it."),
}


def sentence(fault: Fault) -> str:
    """What to do about a fault."""
    said = SENTENCES.get((fault.rule, fault.field), _LACKING)
    return str(said) % {"detail": fault.detail, "field": FIELDS[fault.field]}
