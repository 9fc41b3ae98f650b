"""Coverage, proved: the statement of any day, what is missing by reason, its file, its history."""

import csv
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from twingrid.coverage import statement_queries
from twingrid.coverage.permissions import CoveragePermission
from twingrid.coverage.reason_words import REASON_WORDS
from twingrid.coverage.rules.statement import Statement
from twingrid.coverage.statement_queries import NamedLine
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.people import group_queries
from twingrid.people import queries as people_queries
from twingrid.web.shell import cards, mapping, paging

SHOWN = 50


def day_of(request: HttpRequest) -> date:
    """The day that the address asks for, today without one; only for those who may see the statement."""
    assert request.user.is_authenticated
    people_queries.require(request.user, CoveragePermission.STATEMENT_SEE, at=clock.now())
    text = request.GET.get("on", "")
    try:
        return date.fromisoformat(text) if text else clock.today(clock.now())
    except ValueError:
        raise BadInput(_("Write a day as year-month-day, for example 2023-02-22.")) from None


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """The statement of a day."""
    on = day_of(request)
    reason = _reason(request)
    groups, group, members = _group(request, on)
    found = _statement(on, members)
    lines = _lines(found, reason)
    kept = {"on": on.isoformat(), "reason": reason, "group": group}
    shown = paging.page_of(request, size=SHOWN, kept=kept)
    recorded = statement_queries.history()
    context = {
        "found": found,
        "on": on,
        "reasons": [(key.value, REASON_WORDS[key.value], n) for key, n in found.by_reason.items()],
        "chosen": reason,
        "groups": groups,
        "group": group,
        "lines": [(REASON_WORDS[line.reason], line) for line in lines[shown.start : shown.start + SHOWN]],
        "pager": shown.pager(len(lines)),
        "chart": _chart(recorded) if len(recorded) > 1 and not group else None,
        "before": None if group else next((day for day in reversed(recorded) if day.on < on), None),
        "props": mapping.map_props(areas_url=reverse("public:areas"), selected=_codes(lines)),
    }
    return render(request, "dashboard/coverage.html", context)


def _reason(request: HttpRequest) -> str:
    wanted = request.GET.get("reason", "")
    return wanted if wanted in REASON_WORDS else ""


def _group(request: HttpRequest, on: date) -> tuple[list[tuple[str, str]], str, frozenset[str] | None]:
    """The groups to choose from, the chosen one and its areas as `partition:code`; ("", None) without a choice."""
    found = group_queries.groups(on=on)
    words = [(str(one.row.pk), one.row.name) for one in found]
    for one in found:
        if str(one.row.pk) == request.GET.get("group", ""):
            return words, str(one.row.pk), frozenset(one.row.members)
    return words, "", None


def _statement(on: date, members: frozenset[str] | None) -> Statement:
    """The statement of the city, or of the customers of a group's areas alone."""
    if members is None:
        return statement_queries.statement(on)
    return statement_queries.statement_of(on, members=members)


def _lines(found: Statement, reason: str) -> list[NamedLine]:
    """What the page shows and the file holds: every line, or those of one reason."""
    return [line for line in statement_queries.named_lines(found) if not reason or line.reason == reason]


def _codes(lines: list[NamedLine]) -> list[str] | None:
    codes = {code for line in lines for code in (line.community_code, line.power_code) if code}
    return sorted(codes) if 0 < len(codes) <= 40 else None


def _chart(recorded: list[Any]) -> cards.Chart:
    last = recorded[-1]
    return cards.Chart(
        title=_("{n} customers were not covered on the last recorded day").format(n=f"{last.total - last.covered:,}"),
        categories=[f"{day.on:%m-%d}" for day in recorded],
        unit=_("customers"),
        series=[
            cards.Series(name=_("Not covered"), values=[day.total - day.covered for day in recorded], side="power")
        ],
    )


@require_safe
@never_cache
def file(request: HttpRequest) -> HttpResponse:
    """The statement as a CSV file: every line, or those of the reason and the group that the page shows."""
    on = day_of(request)
    _groups, _chosen, members = _group(request, on)
    found = _statement(on, members)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="coverage-{found.on}.csv"'
    response.write("\ufeff")
    rows = csv.writer(response)
    rows.writerow(["on", "total", "covered", "reason", "community_grid", "power_service_area", "customers", "moments"])
    rows.writerow([found.on, found.total, found.covered, "", "", "", "", ""])
    for line in _lines(found, _reason(request)):
        moments = "; ".join(
            f"{timezone.localtime(begins):%H:%M}-{timezone.localtime(ends):%H:%M}" for begins, ends in line.moments
        )
        rows.writerow([found.on, "", "", line.reason, line.community_code, line.power_code, line.customers, moments])
    return response
