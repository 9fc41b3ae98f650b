"""One notice: its homes, whom its ways reach, its text as each channel carries it, and the move that is next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twingrid.journal import queries as journal_queries
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.notices.actions import composing as composing_actions
from twingrid.notices.actions import releasing
from twingrid.notices.queries import composing as composing_queries
from twingrid.notices.queries import notices as notice_queries
from twingrid.notices.queries import texts as text_queries
from twingrid.notices.queries.channels import quiet_end
from twingrid.notices.queries.notices import NoticeView
from twingrid.notices.rules.homes import Home, name_homes
from twingrid.people import queries as people_queries
from twingrid.web.composer import forms
from twingrid.web.composer.lists import viewer, writer
from twingrid.web.shell import cards

SHOWN_GAPS = 60
EVENT_WORDS = {
    "made": _("Begun"),
    "changed": _("Changed"),
    "submitted": _("Submitted"),
    "sent_back": _("Sent back"),
    "approved": _("Read and approved"),
    "scheduled": _("Waits for its time"),
    "published": _("Out"),
    "gap_accepted": _("A gap was accepted"),
    "corrected": _("Opened for a correction"),
    "cancelled": _("Cancelled"),
    "ended": _("Over"),
    "edition_published": _("Told so"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A move on the page: its button, its form, what is said afterwards, what it calls."""

    words: Promise
    icon: str
    form: type[django_forms.Form]
    done: Promise
    do: Callable[..., Any]


STEPS: dict[str, Step] = {
    "submit": Step(_("Give it to a colleague to read"), "send", forms.NoForm, _("Submitted."), releasing.submit_notice),
    "approve": Step(_("Approve the notice"), "check", forms.NoForm, _("The notice is approved."),
                    releasing.approve_notice),
    "publish": Step(_("Publish"), "speakerphone", forms.NoForm, _("It is on its way."), releasing.publish_notice),
    "correct": Step(
        _("Correct it"), "edit", forms.CorrectForm, _("Write the correction."), composing_actions.correct_notice
    ),
    "end": Step(_("It is over"), "bolt", forms.NoForm, _("Whoever was told is told so."), releasing.end_notice),
    "send_back": Step(_("Send it back"), "arrow-back-up", forms.NoForm, _("Back at its author."),
                      releasing.send_back_notice),
    "cancel": Step(_("Cancel it"), "x", forms.CancelForm, _("Cancelled."), releasing.cancel_notice),
}  # fmt: skip


FORWARD = frozenset({"submit", "approve", "publish"})
"""Moves that bring a notice on its way: the main button."""


@require_safe
@never_cache
def page(request: HttpRequest, number: str) -> HttpResponse:
    """One notice."""
    return _show(request, number)


def _show(
    request: HttpRequest, number: str, *, filled: dict[str, django_forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    user, at, filled = viewer(request), clock.now(), filled or {}
    view = notice_queries.notice_for(user, number, at=at)
    notice, edition = view.notice, view.editions[-1]
    homes = composing_queries.homes_of(notice.pk)
    reaches = composing_queries.reaches_of_groups(homes, at=at)
    covered = composing_queries.coverage_of(notice, at=at)
    first = {"residents": edition.residents, "operations": edition.operations}
    context = {
        "view": view,
        "notice": notice,
        "line": view.line,
        "edition": edition,
        "homes": _estates(homes),
        "covered": covered,
        "percent": _percent(covered.reached_customers, covered.customers),
        "gaps": _estates(covered.gaps[:SHOWN_GAPS]),
        "reaches": reaches,
        "obstacles": [one for one in releasing.obstacles(notice, at=at) if notice.published_at is None]
        if view.options & {"publish", "approve", "submit"}
        else [],
        "accept": filled.get("accept") or forms.AcceptForm(),
        "texts": filled.get("texts") or forms.TextsForm(initial=first),
        "preview": text_queries.preview(notice, edition, at=at),
        "lengths": text_queries.lengths(notice, edition, homes, at=at),
        "steps": _steps(view, filled),
        "posts": _posts(view, at=at),
        "calls": notice_queries.calls_for(user, at=at, notice_id=notice.pk),
        "important": len(composing_queries.important_of(notice.pk, at=at)),
        "operations": text_queries.operations_preview(notice, edition, homes, at=at),
        "reader_missing": notice.state == "submitted" and "approve" not in view.options,
        "drifted": _drifted(view),
        "timeline": _timeline(view),
        "at": at,
    }
    return render(request, "composer/notice.html", context, status=status)


def _posts(view: NoticeView, *, at: datetime) -> list[tuple[Any, datetime | None]]:
    """Each posting, and for a robot's when its quiet hours end."""
    if not view.notice.published_at:
        return []
    return [(post, quiet_end(post.delivery, at=at)) for post in notice_queries.posts_of(view.notice.pk)]


def _percent(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.1f}" if whole else "0"


def _estates(homes: Sequence[Home]) -> list[tuple[str, str, int]]:
    """(estate, its homes in words, customers), as residents would say it."""
    found: dict[str, list[Home]] = {}
    for home in homes:
        found.setdefault(home.compound, []).append(home)
    return [
        (name, name_homes(of).removeprefix(name), sum(home.customers for home in of))
        for name, of in sorted(found.items(), key=lambda item: (not item[0], item[0]))
    ]


def _drifted(view: NoticeView) -> str:
    """What has become of the outage that the notice does not say; "" when it says what holds."""
    outage, state = view.notice.outage, view.notice.state
    if outage is None or state in ("over", "cancelled"):
        return ""
    if outage.state == "cancelled":
        return str(_("The outage was cancelled. Cancel the notice: whoever was told is told so."))
    if state == "published" and outage.estimate_at != view.notice.ends_at:
        return str(_("The outage's times have changed since this was told. Correct the notice."))
    return ""


def _steps(view: NoticeView, filled: dict[str, django_forms.Form]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "step": step,
            "form": filled.get(name) or step.form(prefix=name),
            "asks": step.form is not forms.NoForm,
            "forward": name in FORWARD,
            "open": name in filled,
        }
        for name, step in STEPS.items()
        if name in view.options or name in filled
    ]


def _timeline(view: NoticeView) -> list[cards.TimelineEntry]:
    events = journal_queries.history_of(view.notice)
    names = people_queries.names_of(event.actor_id for event in events if event.actor_id is not None)
    return [
        cards.TimelineEntry(
            at=event.at,
            what=str(EVENT_WORDS.get(event.name.rpartition(".")[2], event.name)),
            who=names.get(event.actor_id or 0, ""),
        )
        for event in events
    ]


@require_POST
def move(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Take a move; what is wrong is said on the page, and nothing that was typed is lost."""
    user, step = viewer(request), STEPS.get(name)
    if step is None:
        raise NotFound(str(_("There is no such step. Open the notice again.")))
    form = step.form(request.POST, prefix=name)
    if form.is_valid():
        try:
            step.do(number=number, by=user, at=clock.now(), **form.cleaned_data)
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, str(step.done))
            return redirect("composer:notice", number=number)
    return _show(request, number, filled={name: form}, status=422)


@require_POST
def texts(request: HttpRequest, number: str) -> HttpResponse:
    """The texts in own words."""
    user, form = writer(request), forms.TextsForm(request.POST)
    if form.is_valid():
        try:
            composing_actions.write_texts(number=number, by=user, at=clock.now(), **form.cleaned_data)
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, str(_("The text is kept.")))
            return redirect("composer:notice", number=number)
    return _show(request, number, filled={"texts": form}, status=422)


@require_POST
def ways(request: HttpRequest, number: str) -> HttpResponse:
    """By which ways it goes out."""
    chosen = [int(one) for one in request.POST.getlist("group") if one.isdecimal() and len(one) < 18]
    composing_actions.choose_ways(
        number=number,
        groups=chosen,
        subscribers="subscribers" in request.POST,
        paper="paper" in request.POST,
        by=writer(request),
        at=clock.now(),
    )
    messages.success(request, str(_("The ways are kept.")))
    return redirect("composer:notice", number=number)


@require_POST
def accept(request: HttpRequest, number: str) -> HttpResponse:
    """Somebody takes a gap or a short time upon himself."""
    user, form = viewer(request), forms.AcceptForm(request.POST)
    if form.is_valid():
        try:
            releasing.accept_gap(number=number, by=user, at=clock.now(), **form.cleaned_data)
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, str(_("It stands beside your name.")))
            return redirect("composer:notice", number=number)
    return _show(request, number, filled={"accept": form}, status=422)
