"""What a page offers to do with a request: for each move its words, its form and its action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twingrid.coverage import queries as coverage_queries
from twingrid.kit.refusals import BadInput
from twingrid.people.queries import Person
from twingrid.territory.finding.model import PlaceKind
from twingrid.web.workbench import forms
from twingrid.work import actions as work_actions

Do = Callable[[str, dict[str, Any], Person, datetime], Any]


@dataclass(frozen=True, slots=True)
class Step:
    """A move on the page: the words on its button, its form, its action, the words when it is done."""

    words: Promise
    icon: str
    form: type[django_forms.Form]
    do: Do
    done: Promise


def _plain(action: Callable[..., Any]) -> Do:
    return lambda number, _said, by, at: action(number=number, by=by, at=at)


def _with(action: Callable[..., Any], *names: str) -> Do:
    return lambda number, said, by, at: action(number=number, by=by, at=at, **{name: said[name] for name in names})


def _resolve(number: str, said: dict[str, Any], by: Person, at: datetime) -> None:
    work_actions.resolve_ticket(
        number=number,
        outcome=said["outcome"],
        finding=said["finding"],
        words=said["words"],
        photos=[photo.read() for photo in said["photos"]],
        by=by,
        at=at,
    )


def _photo(number: str, said: dict[str, Any], by: Person, at: datetime) -> None:
    data = [photo.read() for photo in said["photos"]]
    work_actions.add_photo(number=number, kind="found", data=data, by=by, at=at)


def _locate(number: str, said: dict[str, Any], by: Person, at: datetime) -> None:
    best = coverage_queries.find(said["place"]).best
    if best is None or best.kind is not PlaceKind.BUILDING:
        raise BadInput(_("This does not name one building. Write the estate and the building."), field="place")
    work_actions.locate_ticket(number=number, building_id=best.id, unit=best.unit, room=best.room, by=by, at=at)


def _number(number: str, said: dict[str, Any], by: Person, at: datetime) -> None:
    further = work_actions.Further(
        key=f"{said['system']}:{said['external_no']}",
        system=said["system"],
        number=said["external_no"],
        deadline=said["deadline"],
    )
    work_actions.add_number(number=number, further=further, by=by, at=at)


def _part(number: str, said: dict[str, Any], by: Person, at: datetime) -> None:
    work_actions.finish_support(number=number, support_id=said["support"], words=said["words"], by=by, at=at)


def _appeal(number: str, said: dict[str, Any], by: Person, at: datetime) -> None:
    parts = {name: said[name] for name in ("conclusion", "basis", "evidence")}
    work_actions.appeal_order(number=number, record_id=None, **parts, by=by, at=at)


# In the order in which a page offers them; the first one open is the main button.
STEPS: dict[str, Step] = {
    "accept": Step(
        gettext_lazy("Accept"), "check", forms.NoForm, _plain(work_actions.accept_ticket), gettext_lazy("Accepted")
    ),
    "resolve": Step(gettext_lazy("Finish"), "circle-check", forms.ResolveForm, _resolve, gettext_lazy("Finished")),
    "depart": Step(
        gettext_lazy("On my way"),
        "route",
        forms.NoForm,
        _plain(work_actions.depart_for_ticket),
        gettext_lazy("The resident sees that you are on the way"),
    ),
    "resume": Step(
        gettext_lazy("Go on"),
        "refresh",
        forms.NoForm,
        _plain(work_actions.resume_ticket),
        gettext_lazy("It goes on"),
    ),
    "arrive": Step(
        gettext_lazy("I am there"),
        "map-pin",
        forms.NoForm,
        _plain(work_actions.arrive_at_ticket),
        gettext_lazy("Arrival recorded"),
    ),
    "close": Step(
        gettext_lazy("Record the call-back"),
        "phone-outgoing",
        forms.CallBackForm,
        _with(work_actions.call_back_ticket, "result", "words"),
        gettext_lazy("Call-back recorded"),
    ),
    "take_over": Step(
        gettext_lazy("Take it over"),
        "user-check",
        forms.NoForm,
        _plain(work_actions.take_over_ticket),
        gettext_lazy("It is yours now"),
    ),
    "reassign": Step(
        gettext_lazy("Give to somebody else"),
        "users",
        forms.ReassignForm,
        _with(work_actions.reassign_ticket, "to", "reason"),
        gettext_lazy("Handed over"),
    ),
    "answer": Step(
        gettext_lazy("Settled by phone"),
        "phone",
        forms.AnswerForm,
        _with(work_actions.answer_ticket, "outcome", "words"),
        gettext_lazy("Answer recorded"),
    ),
    "return": Step(
        gettext_lazy("Not mine"),
        "arrow-back-up",
        forms.ReasonForm,
        _with(work_actions.return_ticket, "reason"),
        gettext_lazy("Returned to the leader"),
    ),
    "pause": Step(
        gettext_lazy("Let it wait"),
        "player-pause",
        forms.PauseForm,
        _with(work_actions.pause_ticket, "reason", "until", "words"),
        gettext_lazy("It waits; the reason is in the history"),
    ),
    "clear": Step(
        gettext_lazy("The cause is removed"),
        "check",
        forms.NoForm,
        _plain(work_actions.clear_cause),
        gettext_lazy("Written down: the time to restore runs"),
    ),
    "correct": Step(
        gettext_lazy("Correct the arrival"),
        "clock",
        forms.CorrectForm,
        _with(work_actions.correct_arrival, "arrived_at", "reason"),
        gettext_lazy("Arrival corrected"),
    ),
    "deadline": Step(
        gettext_lazy("The order has another deadline"),
        "file-text",
        forms.DeadlineForm,
        _with(work_actions.set_deadline, "deadline", "reason"),
        gettext_lazy("Deadline written down"),
    ),
    "locate": Step(
        gettext_lazy("Correct the place"), "map-pin", forms.LocateForm, _locate, gettext_lazy("Place corrected")
    ),
    "reopen": Step(
        gettext_lazy("Open again"),
        "refresh",
        forms.ReasonForm,
        _with(work_actions.reopen_ticket, "reason"),
        gettext_lazy("Opened again"),
    ),
    "cancel": Step(
        gettext_lazy("Withdraw"),
        "x",
        forms.CancelForm,
        _with(work_actions.cancel_ticket, "reason", "words"),
        gettext_lazy("Withdrawn"),
    ),
    "join": Step(
        gettext_lazy("Same matter as another request"),
        "link",
        forms.JoinForm,
        _with(work_actions.join_tickets, "into"),
        gettext_lazy("Both numbers belong to one matter now"),
    ),
    "support": Step(
        gettext_lazy("Ask a colleague for a part"),
        "users",
        forms.SupportForm,
        _with(work_actions.support_ticket, "to", "words", "days"),
        gettext_lazy("Asked; the request stays where it is"),
    ),
    "part": Step(
        gettext_lazy("This part is done"),
        "check",
        forms.PartForm,
        _part,
        gettext_lazy("Part recorded as done"),
    ),
    "appeal": Step(
        gettext_lazy("Ask for it not to be counted"),
        "scale",
        forms.AppealForm,
        _appeal,
        gettext_lazy("Asked; the hotline decides"),
    ),
    "explain": Step(
        gettext_lazy("The same facts again: explain"),
        "repeat",
        forms.ExplainForm,
        _with(work_actions.explain_ticket, "earlier", "words"),
        gettext_lazy("Explained; the hotline gets the note"),
    ),
    "apart": Step(
        gettext_lazy("Another matter"),
        "x",
        forms.ApartForm,
        _with(work_actions.part_tickets, "other"),
        gettext_lazy("Kept apart"),
    ),
    "material": Step(
        gettext_lazy("Material used"),
        "box",
        forms.MaterialForm,
        _with(work_actions.use_material, "material", "amount"),
        gettext_lazy("Written down"),
    ),
    "cover": Step(
        gettext_lazy("Cover a part of a photo"),
        "photo",
        forms.CoverForm,
        _with(work_actions.cover_photo, "photo", "parts"),
        gettext_lazy("Covered; the former photo is gone"),
    ),
    "revise": Step(
        gettext_lazy("The resident rates it differently now"),
        "star",
        forms.ReviseForm,
        _with(work_actions.revise_rating, "stars", "reason"),
        gettext_lazy("Written down beside the original, which counts"),
    ),
    "separate": Step(
        gettext_lazy("Another matter after all"),
        "arrow-back-up",
        forms.NoForm,
        _plain(work_actions.separate_ticket),
        gettext_lazy("It goes on alone, with its own numbers"),
    ),
    "nest": Step(
        gettext_lazy("Part of a larger request"),
        "list-details",
        forms.NestForm,
        _with(work_actions.nest_ticket, "parent"),
        gettext_lazy("It is a part of the other one now"),
    ),
    "free": Step(
        gettext_lazy("No part of it after all"),
        "x",
        forms.NoForm,
        _plain(work_actions.free_ticket),
        gettext_lazy("It stands alone again"),
    ),
    "spare": Step(
        gettext_lazy("Not needed any more"),
        "x",
        forms.SpareForm,
        _with(work_actions.spare_ticket, "child", "reason"),
        gettext_lazy("Written down: the whole does not wait for it"),
    ),
    "number": Step(
        gettext_lazy("It has another number too"),
        "tag",
        forms.NumberForm,
        _number,
        gettext_lazy("The number belongs to this request now"),
    ),
    "remark": Step(
        gettext_lazy("Add a note"),
        "message",
        forms.RemarkForm,
        _with(work_actions.add_remark, "words"),
        gettext_lazy("Note added"),
    ),
    "photo": Step(gettext_lazy("Add a photo"), "camera", forms.PhotoForm, _photo, gettext_lazy("Photo added")),
}
