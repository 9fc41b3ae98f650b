"""Why a customer is not covered, in words; the keys are those of `rules.statement.Reason`."""

from django.utils.translation import gettext_lazy

REASON_WORDS = {
    "gap.community": gettext_lazy("In no community grid"),
    "gap.power": gettext_lazy("In no power service area"),
    "overlap.community": gettext_lazy("Claimed by several community grids"),
    "overlap.power": gettext_lazy("Claimed by several power service areas"),
    "nobody.community": gettext_lazy("Nobody posted, community side"),
    "nobody.power": gettext_lazy("Nobody posted, power side"),
    "no_deputy.community": gettext_lazy("No deputy, community side"),
    "no_deputy.power": gettext_lazy("No deputy, power side"),
    "no_shift.community": gettext_lazy("Hours without anybody, community side"),
    "no_shift.power": gettext_lazy("Hours without anybody, power side"),
    "stale.community": gettext_lazy("Number not verified for 90 days, community side"),
    "stale.power": gettext_lazy("Number not verified for 90 days, power side"),
    "not_paired": gettext_lazy("Not paired, or not confirmed by both for 90 days"),
}
