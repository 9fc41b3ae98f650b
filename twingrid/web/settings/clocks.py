"""The clock rules of the city: every set, one with its versions, its draft, and what the draft would do."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, Refused
from twingrid.people import queries as people_queries
from twingrid.people.queries import Person
from twingrid.web.settings.clock_forms import AreaForm, HeadForm, RuleForm, TryForm, amount_words, content_of, head_of
from twingrid.web.shell.looks import CLOCKS
from twingrid.work import actions as work_actions
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import clock_settings, language
from twingrid.work.rules.clock_sets import SetContent, shipped

MOST = 60


def setter(request: HttpRequest) -> Person:
    """The person who may change clock rules; `NotAllowed` for everybody else."""
    assert request.user.is_authenticated
    people_queries.require(request.user, May.CLOCK_PUBLISH, at=clock.now())
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """Every set; a form gives an area rules of its own."""
    by, at = setter(request), clock.now()
    form = AreaForm(request.POST or None, areas=clock_settings.areas_without())
    if request.method == "POST" and form.is_valid():
        partition, _colon, code = form.cleaned_data["area"].partition(":")
        made = work_actions.make_clocks(partition=partition, area_code=code, by=by, at=at)
        return redirect("settings:clock_set", pk=made.pk)
    context = {"lines": clock_settings.set_lines(at=at), "form": form}
    return render(request, "settings/clocks.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One set; with a moment and a kind in the address, what its draft or present version would do with it."""
    setter(request)
    at = clock.now()
    found = clock_settings.set_page(pk, at=at)
    form = TryForm(request.GET if "reported_at" in request.GET else None)
    moments: list[tuple[Any, str, Any]] = []
    if form.is_bound and form.is_valid():
        values = clock_settings.tried(found, **form.cleaned_data)
        names = {rule.key: rule.words.said(language()) for content in _contents(found) for rule in content.rules}
        moments = [(CLOCKS[one.kind], names.get(one.key, one.key), one) for one in values]
    context = {
        "page": found,
        "rules": _shown(found.start),
        "form": form,
        "moments": moments,
        "unsure": any(one.provisional for _look, _name, one in moments),
        "at": at,
    }
    return render(request, "settings/clock_set.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the next version; `take` adds a rule of a shipped set."""
    by, at = setter(request), clock.now()
    found = clock_settings.set_page(pk, at=at)
    start = found.start
    if request.method != "POST":
        forms = [RuleForm(initial=rule.model_dump(), prefix=f"r{n}") for n, rule in enumerate(start.rules)]
        return _draft(request, found, HeadForm(initial=head_of(found)), forms)
    head = HeadForm(request.POST)
    forms = [RuleForm(request.POST, prefix=f"r{n}") for n in range(min(len(start.rules), MOST))]
    if not all([head.is_valid(), *(one.is_valid() for one in forms)]):
        return _draft(request, found, head, forms, status=422)
    content = content_of(start, head.cleaned_data, [one.cleaned_data for one in forms])
    try:
        work_actions.save_clocks(
            set_id=pk,
            content=content,
            valid_from=head.cleaned_data["valid_from"],
            seen=request.POST.get("seen", ""),
            by=by,
            at=at,
        )
    except (BadInput, Refused) as error:
        head.add_error(None, error.sentence)
        return _draft(request, found, head, forms, status=error.status)
    if head.cleaned_data["take"]:
        return redirect("settings:clock_draft", pk=pk)
    messages.success(request, _("The draft is kept. Nothing has changed for anybody yet."))
    return redirect("settings:clock_set", pk=pk)


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the draft hold."""
    by = setter(request)
    try:
        version = work_actions.publish_clocks(set_id=pk, seen=request.POST.get("seen", ""), by=by, at=clock.now())
    except BadInput as error:
        messages.warning(request, error.sentence)
        return redirect("settings:clock_draft", pk=pk)
    said = _("Version {n} holds for what is reported from {day} on.")
    messages.success(request, said.format(n=version.number, day=version.valid_from.isoformat()))
    return redirect("settings:clock_set", pk=pk)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the draft away."""
    work_actions.drop_clocks(set_id=pk, seen=request.POST.get("seen", ""), by=setter(request), at=clock.now())
    messages.success(request, _("The draft is gone; what is in force stays."))
    return redirect("settings:clock_set", pk=pk)


def _contents(found: clock_settings.SetPage) -> list[SetContent]:
    return [*shipped().values(), found.start]


def _shown(content: SetContent) -> list[tuple[Any, Any, str, str]]:
    here = language()
    return [
        (CLOCKS[rule.sort], rule.words.said(here) or rule.key, amount_words(rule), rule.source.said(here))
        for rule in content.rules
        if rule.active
    ]


def _draft(
    request: HttpRequest, found: clock_settings.SetPage, head: HeadForm, forms: list[RuleForm], *, status: int = 200
) -> HttpResponse:
    here = language()
    rules = [(rule.words.said(here) or rule.key, form) for rule, form in zip(found.start.rules, forms, strict=False)]
    seen = request.POST.get("seen") or found.stamp
    return render(
        request, "settings/clock_draft.html", {"page": found, "head": head, "rules": rules, "seen": seen}, status=status
    )
