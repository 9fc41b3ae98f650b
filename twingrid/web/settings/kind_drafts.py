"""The draft of a kind: written question by question, looked at, published or thrown away. Works without scripts."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, Refused
from twingrid.web.settings.kind_edit_forms import (
    ContentForm,
    QuestionForm,
    content_of,
    initial_of,
    question_initial,
)
from twingrid.web.settings.kinds import setter
from twingrid.work import actions as work_actions
from twingrid.work.queries import kind_settings, language
from twingrid.work.rules.kinds import Content

MOST = 30


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Write the next version. Every button keeps what stands there; `do` says what else: add, up:2, remove:2, look."""
    by = setter(request)
    found = kind_settings.kind_page(key)
    if request.method != "POST":
        return _show(request, found, *_forms_of(found.start.content))
    form, questions = _sent(request)
    right = [one.is_valid() for one in (form, *questions)]  # all of them, so that every sentence is shown at once
    if not all(right):
        return _show(request, found, form, questions, status=422)
    do, _colon, place = request.POST.get("do", "").partition(":")
    said = _rearranged([one.cleaned_data for one in questions], do, place)
    try:
        content = content_of(form.cleaned_data, said)
        work_actions.save_draft(key=key, content=content, seen=request.POST.get("seen", ""), by=by, at=clock.now())
    except (BadInput, Refused) as error:
        form.add_error(None, error.sentence)
        return _show(request, found, form, questions, status=error.status)
    if do == "look":
        return redirect("settings:kind_preview", key=key)
    if do == "save":
        messages.success(request, _("The draft is kept. Nothing has changed for anybody yet."))
        return redirect("settings:kind", key=key)
    here = {"add": len(said) - 1, "up": int(place or 0) - 1, "down": int(place or 0) + 1}.get(do, 0)
    return redirect(f"{reverse('settings:kind_draft', args=(key,))}#q{max(here, 0)}")


def _sent(request: HttpRequest) -> tuple[ContentForm, list[QuestionForm]]:
    count = request.POST.get("count", "")
    n = min(int(count), MOST) if count.isdigit() and len(count) < 4 else 0
    names = [request.POST.get(f"q{i}-key", "").strip() for i in range(n)]
    return ContentForm(request.POST), [
        QuestionForm(request.POST, prefix=f"q{i}", earlier=[(name, name) for name in names if name]) for i in range(n)
    ]


def _forms_of(content: Content) -> tuple[ContentForm, list[QuestionForm]]:
    here = language()
    labels = [(one.key, one.label.said(here) or one.key) for one in content.fields]
    return ContentForm(initial=initial_of(content)), [
        QuestionForm(initial=question_initial(one), prefix=f"q{i}", earlier=labels)
        for i, one in enumerate(content.fields)
    ]


def _rearranged(said: list[dict[str, Any]], do: str, place: str) -> list[Mapping[str, Any]]:
    """The questions after a button: one more, one less, or two that changed places."""
    rows: list[Mapping[str, Any]] = list(said)
    if do == "add":
        known = {one["key"] for one in said}
        key = next(name for n in range(1, MOST + 2) if (name := f"question_{n}") not in known)
        return [*rows, {**dict.fromkeys(QuestionForm.base_fields, ""), "key": key, "type": "text", "seen_by": "all",
                        "options": [], "most": 0, "required": False}]  # fmt: skip
    i = int(place) if place.isdigit() and int(place) < len(rows) else -1
    if i < 0:
        return rows
    if do == "remove":
        return rows[:i] + rows[i + 1 :]
    j = {"up": i - 1, "down": i + 1}.get(do, i)
    if 0 <= j < len(rows):
        rows[i], rows[j] = rows[j], rows[i]
    return rows


def _show(
    request: HttpRequest,
    found: kind_settings.KindPage,
    form: ContentForm,
    questions: list[QuestionForm],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "page": found,
        "name": found.start.words(language()),
        "form": form,
        "questions": questions,
        "troubles": found.draft.troubles if found.draft and not form.is_bound else (),
        "seen": request.POST.get("seen") or found.stamp,
        "full": len(questions) >= MOST,
    }
    return render(request, "settings/kind_draft.html", context, status=status)


@require_POST
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Let the draft hold. While something has to be mended, back to it with the sentence."""
    by = setter(request)
    try:
        version = work_actions.publish_kind(key=key, seen=request.POST.get("seen", ""), by=by, at=clock.now())
    except BadInput as error:
        messages.warning(request, error.sentence)
        return redirect("settings:kind_draft", key=key)
    messages.success(
        request, _("Version {n} holds from now on; what was reported before keeps its own.").format(n=version.number)
    )
    return redirect("settings:kind", key=key)


@require_POST
def drop(request: HttpRequest, key: str) -> HttpResponse:
    """Throw the draft away."""
    by = setter(request)
    work_actions.drop_draft(key=key, seen=request.POST.get("seen", ""), by=by, at=clock.now())
    messages.success(request, _("The draft is gone; what is in force stays."))
    return redirect("settings:kind", key=key)
