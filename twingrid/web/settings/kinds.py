"""The kinds of requests of the city: the list, one kind with its versions, how its form looks."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.people import queries as people_queries
from twingrid.people.queries import Person
from twingrid.web.settings.kind_edit_forms import MOVE_WORDS, NewKindForm
from twingrid.web.shell.chips import SCOPE_SIGNS, SignedRadio
from twingrid.web.shell.kind_forms import KindForm
from twingrid.work import actions as work_actions
from twingrid.work.choices import KindGroup, Scope
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import kind_settings, language
from twingrid.work.rules.kinds import SCOPE, SWITCHABLE, Condition, KindView, Words

GROUPS = [(one.value, one.label) for one in KindGroup]


class ScopeForm(forms.Form):
    """How far it reaches, as both forms ask it."""

    scope = forms.ChoiceField(
        choices=Scope.choices, initial=Scope.UNKNOWN, required=False, widget=SignedRadio(signs=SCOPE_SIGNS)
    )


def setter(request: HttpRequest) -> Person:
    """The person who may change kinds; `NotAllowed` for everybody else."""
    assert request.user.is_authenticated
    people_queries.require(request.user, May.KIND_PUBLISH, at=clock.now())
    return request.user


@require_safe
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """Every kind under its heading, switched off or not."""
    setter(request)
    lines = kind_settings.kind_lines()
    here = language()
    groups = [
        (words, [(one, one.view.words(here)) for one in lines if one.view.content.group == name])
        for name, words in GROUPS
    ]
    return render(request, "settings/kinds.html", {"groups": [group for group in groups if group[1]]})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """A kind of the city's own: its key and its name; everything else in its draft."""
    by = setter(request)
    form = NewKindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        words = Words(zh=said["words_zh"], en=said["words_en"])
        try:
            kind = work_actions.make_kind(key=said["key"], words=words, by=by, at=clock.now())
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            return redirect("settings:kind_draft", key=kind.key)
    return render(request, "settings/kind_new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@never_cache
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One kind: what is in force, the draft, the versions of before."""
    setter(request)
    found = kind_settings.kind_page(key)
    context = {"page": found, "name": found.start.words(language())}
    return render(request, "settings/kind.html", context | (shown(found.present) if found.present else {}))


@require_safe
@never_cache
def version(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """What a kind said in one of its versions."""
    setter(request)
    view, made = kind_settings.kind_version(key, number)
    context = {"made": made, "key": key, "name": view.words(language()), **shown(view)}
    return render(request, "settings/kind_version.html", context)


def shown(view: KindView) -> dict[str, Any]:
    """A version as a page reads it out."""
    here, content = language(), view.content
    left_out = [str(MOVE_WORDS[move]) for move in SWITCHABLE if not content.allows(move)]
    return {
        "view": view,
        "about": content.about.said(here),
        "group": dict(GROUPS)[content.group],
        "safety_words": content.safety_words.said(here),
        "left_out": left_out,
        "fields": [
            {
                "field": one,
                "label": one.label.said(here),
                "answers": [option.words.said(here) or option.key for option in one.options],
                "waits": _condition_words(one.shown_when, view) if one.shown_when else None,
            }
            for one in content.fields
        ],
    }


def _condition_words(condition: Condition, view: KindView) -> tuple[str, list[str]]:
    """The earlier question and the answers after which a question is asked, as people read them."""
    here = language()
    if condition.field == SCOPE:
        labels = dict(Scope.choices)
        return _("How far does it reach?"), [str(labels.get(value, value)) for value in condition.values]
    asked = view.content.field(condition.field)
    if asked is None:
        return condition.field, list(condition.values)
    said = {option.key: option.words.said(here) or option.key for option in asked.options}
    yes_no = {"yes": _("yes"), "no": _("no")}
    return asked.label.said(here), [said.get(value) or yes_no.get(value, value) for value in condition.values]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """How the draft (or what is in force) looks to a resident and at the desk. By POST answers are tried, not kept."""
    setter(request)
    found = kind_settings.kind_page(key)
    tried = request.POST.get("as", "")
    faces = [_face(request, found.start, staff=staff, tried=tried) for staff in (False, True)]
    context = {"page": found, "name": found.start.words(language()), "faces": faces}
    wrong = any(face["asked"].errors for face in faces)
    return render(request, "settings/kind_preview.html", context, status=422 if wrong else 200)


def _face(request: HttpRequest, view: KindView, *, staff: bool, tried: str) -> dict[str, Any]:
    name = "desk" if staff else "resident"
    data = request.POST if tried == name else None
    return {
        "name": name,
        "scope": ScopeForm(data, auto_id=f"{name}_%s") if view.content.scope else None,
        "asked": KindForm(view, data, staff=staff, auto_id=f"{name}_%s"),
        "icon": view.content.icon,
        "safety": view.content.safety_words.said(language()) if view.content.safety else "",
        "right": data is not None,
    }
