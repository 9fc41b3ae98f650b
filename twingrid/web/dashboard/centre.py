"""The centre on one page: figures with their counts, two years by channel, the areas, the map."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from twingrid.coverage import queries as coverage_queries
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotAllowed
from twingrid.metrics import queries as metrics_queries
from twingrid.metrics.queries import Figures, Month
from twingrid.metrics.rules import MIN_N, Share, YearOnYear
from twingrid.outages import queries as outage_queries
from twingrid.people import queries as people_queries
from twingrid.people.queries import Person
from twingrid.web.shell import cards, mapping, rows, ways
from twingrid.web.shell.cards import Figure
from twingrid.work import queries as work_queries
from twingrid.work.choices import Channel
from twingrid.work.permissions import WorkPermission as May

SHOWN = 200


def _reader(request: HttpRequest) -> Person:
    assert request.user.is_authenticated
    if not people_queries.grants_of(request.user, at=clock.now()).may(May.FIGURES_SEE):
        raise NotAllowed(_("These figures are for leaders and managers. Your own work is on your first page."))
    return request.user


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """The centre now, the last ninety days, and two years by month."""
    user = _reader(request)
    at = clock.now()
    period = metrics_queries.period_until(clock.today(at))
    found = metrics_queries.figures(user, at=at, period=period)
    context = {
        "figures": [*_now(found), *_period(found), *_reliability(period)],
        "period": period,
        "chart": _chart(metrics_queries.months(user, at=at), found.hotline),
        "areas": metrics_queries.by_area(user, at=at, period=period),
        "min_n": MIN_N,
        "ways": ways.ways_of(user, at=at),
        "placed": coverage_queries.placement_count(),
        "props": mapping.map_props(areas_url=reverse("public:areas"), requests_url=reverse("workbench:markers")),
    }
    return render(request, "dashboard/page.html", context)


def _rows(**filters: Any) -> str:
    query = "&".join(f"{name}={value}" for name, value in filters.items() if value)
    return f"{reverse('dashboard:rows')}?{query}"


def _now(found: Figures) -> list[Figure]:
    return [
        Figure(label=_("Open now"), value=found.open, href=_rows(state="open")),
        Figure(label=_("Late now"), value=found.late, href=_rows(state="late"), good="down"),
    ]


def _period(found: Figures) -> list[Figure]:
    dates = {"since": found.period.since, "until": found.period.until}
    return [
        _yearly(_("12345 orders"), found.hotline, href=_rows(channel="hotline_12345", **dates), good="down"),
        _yearly(_("Direct calls, pages, plates, groups"), found.direct, href=_rows(channel="direct_call", **dates)),
        _share(
            _("Solved at first contact"),
            found.first_contact,
            note=_("of the closed, without callers of an outage"),
            href=_rows(state="closed", **dates),
        ),
        _share(
            _("Satisfied, original ratings"),
            found.satisfied,
            note=_("{n} of {all} closed were rated").format(
                n=found.rated_of_closed.part, all=found.rated_of_closed.whole
            ),
            href=_rows(state="closed", **dates),
        ),
        Figure(
            label=_("Mean time to arrival"),
            value=found.arrival_minutes,
            shown="" if found.arrival_minutes is None else f"{found.arrival_minutes:.0f}",
            unit=_("min"),
            n=found.arrivals,
            min_n=MIN_N,
            note=_("the promise is a mean of 45 min"),
        ),
        Figure(label=_("Done as a courtesy after the meter"), value=found.courtesy, n=found.reported),
    ]


def _reliability(period: metrics_queries.Period) -> list[Figure]:
    begins, ends = period.moments()
    found = outage_queries.reliability(begins=begins, ends=ends)
    last = period.until - timedelta(days=1)
    href = f"{reverse('outages:page')}?when=past&since={period.since}&until={last}"
    apart = _("Internal causes; from outside, not counted: {minutes} customer-minutes, {n} customers").format(
        minutes=f"{found.external_minutes:,.0f}", n=f"{found.external_interrupted:,}"
    )
    rows = (
        (
            _("Minutes without electricity per customer (SAIDI)"),
            found.saidi,
            "{:.1f}",
            _("min"),
            f"{found.minutes:,.0f}",
        ),
        (_("Interruptions per customer (SAIFI)"), found.saifi, "{:.3f}", "", f"{found.interrupted:,}"),
    )
    return [
        Figure(
            label=label,
            value=value or 0,
            shown="" if value is None else shape.format(value),
            unit=unit,
            n=found.customers,
            min_n=MIN_N,
            note=f"{top} / {found.customers:,} · {apart}",
            href=href,
            good="down",
        )
        for label, value, shape, unit, top in rows
    ]


def _share(label: str, share: Share, *, note: str, href: str) -> Figure:
    return Figure(
        label=label,
        value=share.percent if share.percent is not None else 0,
        shown="" if share.percent is None else f"{share.percent:.1f}",
        unit="%",
        n=share.whole,
        min_n=MIN_N,
        note=f"{share.part:,} / {share.whole:,} · {note}",
        href=href,
    )


def _yearly(label: str, found: YearOnYear, *, href: str, good: str = "") -> Figure:
    less = found.before - found.now
    words = (
        ngettext("{n} fewer than on the same days last year", "{n} fewer than on the same days last year", less)
        if less >= 0
        else ngettext("{n} more than on the same days last year", "{n} more than on the same days last year", -less)
    ).format(n=f"{abs(less):,}")
    percent = found.change
    note = _("{before} last year").format(before=f"{found.before:,}")
    note += "" if percent is None else f" · {percent:+.1f} %"
    return Figure(label=label, value=found.now, change=-less, change_words=words, good=good, note=note, href=href)


def _chart(found: list[Month], hotline: YearOnYear) -> cards.Chart:
    def total(month: Month, *channels: Channel) -> int:
        return sum(month.by_channel.get(channel, 0) for channel in channels)

    percent = hotline.change
    title = (
        _("12345 orders and direct calls in two years")
        if percent is None
        else _("12345 orders are {percent} % {way} a year ago; direct calls stand beside them").format(
            percent=f"{abs(percent):.0f}", way=_("below") if percent < 0 else _("above")
        )
    )
    return cards.Chart(
        title=title,
        categories=[f"{month.first:%Y-%m}" for month in found],
        unit=_("requests"),
        series=[
            cards.Series(name=_("12345"), values=[total(m, Channel.HOTLINE_12345) for m in found]),
            cards.Series(
                name=_("Direct"),
                side="power",
                values=[total(m, Channel.DIRECT_CALL, Channel.PAGE, Channel.PLATE, Channel.GROUP) for m in found],
            ),
            cards.Series(
                name=_("Committee"),
                side="community",
                values=[total(m, Channel.COMMITTEE, Channel.PATROL) for m in found],
            ),
        ],
    )


@require_safe
@never_cache
def rows_behind(request: HttpRequest) -> HttpResponse:
    """The requests behind a figure: by state, channel, area and days."""
    user = _reader(request)
    at = clock.now()
    chosen = {name: request.GET.get(name, "")[:40] for name in ("state", "channel", "area")}
    since, until = _day(request.GET.get("since", "")), _day(request.GET.get("until", ""))
    lines, total = work_queries.rows_of_figure(user, at=at, since=since, until=until, limit=SHOWN, **chosen)
    context = {"rows": rows.rows(lines, at=at), "total": total, "shown": len(lines), "since": since, "until": until}
    return render(request, "dashboard/rows.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadInput(_("Write a day as year-month-day, for example 2023-02-22.")) from None
