"""A message of a group: pasted, read, made a request of or answered; and the answers that go back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twingrid.kit import clock, tokens
from twingrid.kit.refusals import BadInput
from twingrid.notices.actions import messages as message_actions
from twingrid.notices.permissions import NoticesPermission as May
from twingrid.notices.queries import groups as group_queries
from twingrid.notices.queries import messages as message_queries
from twingrid.notices.queries.messages import Suggestion
from twingrid.people.queries import Person
from twingrid.territory.finding.model import Candidate, PlaceKind
from twingrid.web.groups.forms import PasteForm, TakeForm
from twingrid.web.groups.register import viewer
from twingrid.web.shell import cards, pairs

LAST = "last_group"
ELSEWHERE = "words"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Paste a message; by POST it is read (nothing is saved), so that its words stand in no address."""
    user = viewer(request, May.GROUP_POST)
    if request.method != "POST":
        given = request.GET.get("group", "") or request.session.get(LAST, "")
        return _show(request, user, PasteForm(initial={"group": given}, groups=_groups(user)))
    form = PasteForm(request.POST, groups=_groups(user))
    if not form.is_valid():
        return _show(request, user, form, status=422)
    group = group_queries.group_row(user, form.cleaned_data["group"], at=clock.now())
    request.session[LAST] = group.pk
    found = message_queries.suggest(group, form.cleaned_data["words"])
    if not found.words:
        form.add_error("words", _("Only a name and numbers were in it. Paste what was said."))
        return _show(request, user, form, status=422)
    chosen = found.best or next(iter(found.candidates), None)
    first = {
        "group": group.pk,
        "words": found.words,
        "intake_key": tokens.token(),
        "suggested": found.reading.kind,
        "kind": found.reading.kind,
        "scope": found.reading.scope,
        "pick": _value(chosen) if chosen else "",
        "place_words": "" if chosen else found.reading.asked,
    }
    return _show(request, user, TakeForm(initial=first, groups=_groups(user)), found=found)


def _groups(user: Person) -> list[tuple[int, str]]:
    return [(group.pk, group.name) for group in message_queries.groups_to_read(user, at=clock.now())]


def _value(one: Candidate) -> str:
    return f"{one.kind}:{one.id}:{one.unit}:{one.room}"


@dataclass(frozen=True, slots=True)
class _Place:
    """The chosen place: a building or an estate, or neither."""

    building_id: int | None = None
    compound_id: int | None = None
    unit: str = ""
    room: str = ""

    @classmethod
    def of(cls, pick: str) -> "_Place":
        """Read a candidate's value (`kind:id:unit:room`)."""
        kind, number, unit, room = (*pick.split(":", 3), "", "", "", "")[:4]
        if not (number.isdecimal() and len(number) < 18):
            return cls()
        if kind == PlaceKind.BUILDING:
            return cls(building_id=int(number), unit=unit, room=room)
        return cls(compound_id=int(number)) if kind == PlaceKind.COMPOUND else cls()


def _show(
    request: HttpRequest, user: Person, form: PasteForm, *, found: Suggestion | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "at": clock.now(), "none": not form.fields["group"].choices}  # type: ignore[attr-defined]  # a choice field
    if isinstance(form, TakeForm):
        context |= _read(user, form, found)
    return render(request, "groups/message.html", context, status=status)


def _read(user: Person, form: TakeForm, found: Suggestion | None) -> dict[str, Any]:
    """What the rules say, the places that may be meant, and what is known there."""
    at = clock.now()
    group = group_queries.group_row(user, int(form["group"].value()), at=at)
    found = found or message_queries.suggest(group, str(form["words"].value()))
    pick = str(form["pick"].value() or "")
    place = _Place.of(pick)
    known = message_queries.known_here(
        group, building_id=place.building_id, compound_id=place.compound_id, unit=place.unit, at=at
    )
    return {
        "read": found.reading,
        "certain": found.best is not None,
        "candidates": [_candidate(one, chosen=_value(one) == pick) for one in found.candidates],
        "elsewhere": ELSEWHERE,
        "pick": pick,
        "known": known,
        "group": group,
        "kind_words": dict(form.fields["kind"].choices).get(found.reading.kind, ""),  # type: ignore[attr-defined]  # a choice field
    }


def _candidate(one: Candidate, *, chosen: bool) -> cards.Candidate:
    shown = pairs.candidate(one, value=_value(one))
    return cards.Candidate(
        words=" ".join(part for part in (one.label, one.unit, one.room) if part),
        detail=shown.detail,
        reason=shown.reason,
        reason_words=shown.reason_words,
        value=_value(one),
        chosen=chosen,
    )


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """The second click: a request, or an answer from what is known."""
    user = viewer(request, May.GROUP_POST)
    form = TakeForm(request.POST, groups=_groups(user))
    if not form.is_valid():
        whole = form["group"].value() and form["words"].value() and "group" not in form.errors
        return _show(request, user, form if whole else PasteForm(request.POST, groups=_groups(user)), status=422)
    said = form.cleaned_data
    place = _Place.of(said["pick"])
    try:
        message = message_actions.take_message(
            taken=message_actions.Taken(
                intake_key=said["intake_key"],
                group_id=said["group"],
                words=said["words"],
                kind=said["kind"],
                suggested=said["suggested"],
                scope=said["scope"],
                building_id=place.building_id,
                compound_id=place.compound_id,
                unit=place.unit,
                room=place.room,
                place_words=said["place_words"],
                known_number=said["known_number"],
            ),
            by=user,
            at=clock.now(),
        )
    except BadInput as error:
        field = {"place": "place_words"}.get(error.field, error.field)
        form.add_error(field if field in form.fields else None, error.sentence)
        return _show(request, user, form, status=422)
    return redirect("groups:taken", message_id=message.pk)


@require_safe
@never_cache
def taken(request: HttpRequest, message_id: int) -> HttpResponse:
    """What became of a message: the text for the group, ready to copy."""
    user, at = viewer(request, May.GROUP_POST), clock.now()
    message, lines = message_queries.message_for(user, message_id, at=at)
    return render(request, "groups/taken.html", {"message": message, "lines": lines, "at": at})


@require_safe
@never_cache
def answers(request: HttpRequest) -> HttpResponse:
    """Texts that wait to go back into groups."""
    user, at = viewer(request, May.GROUP_POST), clock.now()
    every = message_queries.answers_for(user, at=at)
    context = {
        "waiting": [one for one in every if one.posted_at is None],
        "done": [one for one in every if one.posted_at is not None],
        "at": at,
    }
    return render(request, "groups/answers.html", context)


@require_POST
def posted(request: HttpRequest, answer_id: int) -> HttpResponse:
    """It is in the group."""
    message_actions.post_answer(answer_id=answer_id, by=viewer(request), at=clock.now())
    messages.success(request, _("Kept: who, where and when."))
    return redirect("groups:answers")


@require_POST
def undo(request: HttpRequest, answer_id: int) -> HttpResponse:
    """It is not in the group after all."""
    message_actions.withdraw_answer(answer_id=answer_id, by=viewer(request), at=clock.now())
    return redirect("groups:answers")
