"""Who is often without electricity: feeders, homes, what did not count and why, and the same as a file."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twingrid.kit import clock
from twingrid.outages import actions as outage_actions
from twingrid.outages import queries as outage_queries
from twingrid.outages import sheets
from twingrid.outages.permissions import OutagePermission as May
from twingrid.people import queries as people_queries
from twingrid.web.outages.lists import viewer

REASONS = {
    "year": gettext_lazy("more than {year} in a year"),
    "rolling": gettext_lazy("more than {rolling} in {days} days"),
    "planned": gettext_lazy("more than {planned} planned ones in a year"),
}
LEFT_OUT = {
    "short": pgettext_lazy("excluded", "Shorter than counted"),
    "one_user": pgettext_lazy("excluded", "One customer only"),
    "major_day": pgettext_lazy("excluded", "Day of a major event"),
    "merged": pgettext_lazy("excluded", "Soon after the one before"),
}
SHOWS = {
    "frequent": pgettext_lazy("category", "Frequent"),
    "warning": pgettext_lazy("category", "Close to it"),
    "excluded": pgettext_lazy("category", "Not counted"),
}


def reason_words(reason: str, limits: Mapping[str, int], category: str) -> str:
    """A reason in words, with the numbers of the rules by which it was counted."""
    if reason == "year" and category == "warning":
        return _("{least} to {most} in a year").format(**limits)
    if reason.startswith("last_"):
        return _("close to it in the last {n} days").format(n=reason.removeprefix("last_"))
    return str(REASONS[reason]).format(**limits) if reason in REASONS and limits else reason


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """The last count; `show` chooses the rows, `feeder` one feeder."""
    user, at = viewer(request), clock.now()
    run = outage_queries.last_run(user, at=at)
    show = request.GET.get("show", "frequent")
    show = show if show in SHOWS else "frequent"
    text = request.GET.get("feeder", "")
    feeder = int(text) if text.isdecimal() and len(text) < 18 else None
    context: dict[str, Any] = {
        "run": run,
        "show": show,
        "feeder": next((one for one in run.feeders if one.id == feeder), None) if run else None,
        "may_see_customers": people_queries.grants_of(user, at=at).may(May.CUSTOMER_SEE),
        "rule_sets": outage_queries.rule_sets()
        if people_queries.grants_of(user, at=at).may(May.FREQUENT_CHOOSE)
        else (),
    }
    if run is not None:
        counts = {"frequent": run.customers, "warning": run.warned, "excluded": run.excluded}
        context["tabs"] = [(key, words, counts[key]) for key, words in SHOWS.items()]
        if show == "excluded":
            left = outage_queries.excluded_counts(run.id)
            context["reasons"] = [(LEFT_OUT[key], left[key]) for key in LEFT_OUT if key in left]
            context["excluded"] = [
                (one, LEFT_OUT[one.reason]) for one in outage_queries.excluded_of(user, run.id, at=at)
            ]
        else:
            homes = outage_queries.homes_of(user, run.id, at=at, category=show, feeder=feeder)
            context["homes"] = [
                (one, [reason_words(reason, run.limits, show) for reason in one.reasons]) for one in homes
            ]
    return render(request, "outages/frequent.html", context)


@require_POST
def recount(request: HttpRequest) -> HttpResponse:
    """Count now, and not only at night."""
    user = viewer(request)
    run = outage_actions.count_frequent(by=user, at=clock.now())
    messages.success(request, _("Counted anew by {rules}.").format(rules=run.rules))
    return redirect("outages:frequent")


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Choose the rules by which the city counts."""
    user = viewer(request)
    run = outage_actions.choose_frequent(rules=request.POST.get("rules", "")[:60], by=user, at=clock.now())
    messages.success(request, _("Counted anew by {rules}.").format(rules=run.rules))
    return redirect("outages:frequent")


@require_safe
@never_cache
def home(request: HttpRequest, place_id: int) -> HttpResponse:
    """The customers of one home, for those who may see customers."""
    user, at = viewer(request), clock.now()
    found, customers = outage_queries.customers_of(user, place_id, at=at)
    run = outage_queries.last_run(user, at=at)
    reasons = [reason_words(one, run.limits if run else {}, found.category) for one in found.reasons]
    context = {"home": found, "customers": customers, "reasons": reasons}
    return render(request, "outages/frequent_home.html", context)


@require_safe
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """Every row of the last count as CSV: homes first, then what did not count with its reason."""
    user, at = viewer(request), clock.now()
    run = outage_queries.last_run(user, at=at)
    rows: list[list[object]] = []
    if run is not None:
        for one in outage_queries.homes_of(user, run.id, at=at, limit=None):
            reasons, numbers = ";".join(one.reasons), ";".join(one.outages)
            rows.append(
                [run.rules, one.category, reasons, one.label, one.unit, one.feeder, one.customers, numbers, "", ""]
            )
        for out in outage_queries.excluded_of(user, run.id, at=at, limit=None):
            begun = timezone.localtime(out.started_at).isoformat()
            rows.append(
                [
                    run.rules,
                    "excluded",
                    out.reason,
                    out.label,
                    out.unit,
                    "",
                    out.customers,
                    out.outage,
                    begun,
                    out.minutes,
                ]
            )
    header = (
        "rules",
        "category",
        "reasons",
        "building",
        "unit",
        "feeder",
        "customers",
        "outages",
        "started_at",
        "minutes",
    )
    answer = HttpResponse(sheets.table(header, rows), content_type=sheets.KINDS["csv"])
    answer["Content-Disposition"] = 'attachment; filename="frequent.csv"'
    return answer
