"""What the pages of matters and projects share: rows, steps of both sides, moves and parts, what was refused."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twingrid.coverage import queries as coverage_queries
from twingrid.kit import clock, tokens
from twingrid.kit.refusals import BadInput, Refused
from twingrid.people import queries as people_queries
from twingrid.people.queries import Person
from twingrid.territory.finding.model import PlaceKind
from twingrid.web.shell import cards
from twingrid.web.shell.looks import STATES
from twingrid.web.workbench import case_forms as forms
from twingrid.work import actions as work_actions
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import cases as case_queries
from twingrid.work.queries import matters as matter_queries

Do = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Step:
    """A move or a part on the page: the words on its button, its icon, its form, its action."""

    words: Promise
    icon: str
    form: type[django_forms.Form]
    do: Do


PARTS: Mapping[str, Step] = {
    "meeting": Step(gettext_lazy("A meeting"), "users", forms.MeetingForm, work_actions.record_meeting),
    "step": Step(gettext_lazy("A step"), "checklist", forms.StepForm, work_actions.add_step),
    "party": Step(gettext_lazy("Somebody to speak with"), "user", forms.PartyForm, work_actions.record_party),
    "agreement": Step(
        gettext_lazy("A further agreement"), "heart-handshake", forms.AgreeForm, work_actions.record_agreement
    ),
    "link": Step(gettext_lazy("Link with something else"), "link", forms.LinkForm, work_actions.link_case),
}
STEP_ACTS: Mapping[str, Step] = {
    "finish_step": Step(gettext_lazy("Done"), "check", forms.WordsForm, work_actions.finish_step),
    "block_step": Step(gettext_lazy("We cannot go on"), "hand-stop", forms.WhyForm, work_actions.block_step),
    "resume_step": Step(gettext_lazy("It goes on"), "arrow-right", forms.ResumeStepForm, work_actions.resume_step),
    "drop_step": Step(gettext_lazy("Not needed any more"), "x", forms.WhyForm, work_actions.drop_step),
}
STORY: Mapping[str, Promise] = {
    "open": gettext_lazy("Opened"),
    "step-finish": gettext_lazy("A step was done"),
    "step-block": gettext_lazy("A step is stuck"),
    "step-resume": gettext_lazy("A step goes on"),
    "step-drop": gettext_lazy("A step was dropped"),
    "work.step.added": gettext_lazy("A step was added"),
    "work.step.escalated": gettext_lazy("Told of a step that is stuck or late"),
    "work.matter.escalated": gettext_lazy("Told, because it is stuck or late"),
    "work.project.escalated": gettext_lazy("Told, because it is late"),
    "work.party.recorded": gettext_lazy("Somebody to speak with was added"),
    "work.party.erased": gettext_lazy("Somebody to speak with was erased"),
    "work.meeting.recorded": gettext_lazy("Meeting"),
    "work.agreement.recorded": gettext_lazy("A further agreement"),
    "work.agreement.settled": gettext_lazy("Agreement: whether it was kept"),
    "work.case.linked": gettext_lazy("Linked"),
}


def may(request: HttpRequest, right: str) -> Person:
    """The person of the request if they hold a right anywhere; else `NotAllowed`."""
    assert request.user.is_authenticated
    people_queries.require(request.user, right, at=clock.now())
    return request.user


def end_of(day: date) -> datetime:
    """The last minute of a day, in the city's time."""
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def row(line: case_queries.CaseLine, *, note: str = "", at: datetime) -> cards.Row:
    """A case as a row; a late or stuck one wears the sign of lateness or of being stuck. `note`: what else it says."""
    late = line.is_late(at=at) and line.state != "stuck"
    running = line.state not in ("done", "closed", "cancelled")
    return cards.Row(
        href=reverse("counter:joint" if line.family == "joint" else f"workbench:{line.family}", args=(line.number,)),
        place=line.title or line.place,
        kind=line.kind_words,
        state="late" if late else "taken_in" if line.family == "joint" and line.state == "opened" else line.state,
        at=line.opened_at,
        note=note or line.counterpart,
        clock=cards.Clock(kind="internal", due=line.due_at, since=line.opened_at) if running else None,
        holder=line.holder,
        key=line.number,
    )


def step_row(line: matter_queries.StepLine, *, at: datetime) -> cards.Row:
    """A step as a row: what is to be done, where, by whom."""
    return cards.Row(
        href=reverse(f"workbench:{line.family}", args=(line.number,)) + f"#step-{line.id}",
        place=line.what,
        kind=line.place,
        state="late" if line.is_late(at=at) and line.state != "stuck" else line.state,
        note=line.reason,
        source=line.side_words,
        clock=cards.Clock(kind="internal", due=line.due_at),
        holder=line.holder,
        key=f"{line.number}-{line.id}",
    )


def found_building(text: str) -> Any:
    """The building that words certainly mean, or nothing."""
    best = coverage_queries.find(text).best if text else None
    return best if best is not None and best.kind is PlaceKind.BUILDING else None


def sent(request: HttpRequest, name: str, step: Step, *, part: int = 0) -> django_forms.Form:
    """The form of a move or part as it was sent."""
    return step.form(request.POST, prefix=prefix_of(name, part))


def prefix_of(name: str, part: int) -> str:
    """How the fields of a form begin: several steps stand on one page."""
    return f"{name}-{part}" if part else name


def said_of(form: django_forms.Form) -> dict[str, Any]:
    """What a form says, its last day as the end of that day."""
    said = dict(form.cleaned_data)
    if "due_on" in said:
        due = said.pop("due_on")
        said["due_at"] = end_of(due) if due else None
    return said


def refused(form: django_forms.Form, error: BadInput | Refused) -> None:
    """Write the sentence of a refusal beside its field."""
    form.add_error(error.field if error.field in form.fields else None, error.sentence)


class Sent:
    """Forms that were sent and refused, by name and part, to be shown again as they were filled."""

    def __init__(self, filled: Mapping[tuple[str, int], django_forms.Form] | None = None) -> None:
        self.filled = dict(filled or {})

    def step(
        self, name: str, step: Step, url: str, *, part: int = 0, first: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """A move as `_next.html` and `_step.html` draw it."""
        form = self.filled.get((name, part)) or step.form(prefix=prefix_of(name, part), initial=dict(first or {}))
        return {
            "name": prefix_of(name, part),
            "words": step.words,
            "icon": step.icon,
            "form": form,
            "form_id": f"move-{prefix_of(name, part)}",
            "asks": bool(step.form.base_fields),
            "open": (name, part) in self.filled,
            "url": url,
        }


def sides(
    parts: matter_queries.Parts, number: str, family: str, shown: Sent, *, at: datetime
) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """The steps of both sides: side, its word, and each step with its state and what may be done with it."""
    found: dict[str, list[dict[str, Any]]] = {"power": [], "community": []}
    for line in parts.steps:
        acts = [
            shown.step(
                name,
                STEP_ACTS[name],
                reverse(f"workbench:{family}_part", args=(number, name, line.id)),
                part=line.id,
                first={"due_on": clock.today(line.due_at)},
            )
            for name in (f"{move}_step" for move in line.moves)
        ]
        late = line.is_late(at=at) and line.state != "stuck"
        found[line.side].append({"line": line, "state": "late" if late else line.state, "acts": acts})
    return [
        ("power", _("The power side"), found["power"]),
        ("community", _("The community side"), found["community"]),
    ]


def timeline(parts: matter_queries.Parts, own: Mapping[str, Promise]) -> list[cards.TimelineEntry]:
    """What happened, in words, with the step that it was about; the state beside it where the move led to one."""
    steps = {one.id: one.what for one in parts.steps}
    return [
        cards.TimelineEntry(
            at=one.at,
            what={**STORY, **own}.get(one.move, one.move),
            who=one.by,
            state=str(one.facts.get("to", "")) if one.facts.get("to") in STATES else "",
            note=" · ".join(
                filter(
                    None,
                    (steps.get(one.facts["step"]) if "side" in one.facts and "step" in one.facts else "", one.words),
                )
            ),
        )
        for one in parts.story
    ]


def links(parts: matter_queries.Parts) -> list[tuple[str, str, matter_queries.LinkLine]]:
    """What a case is linked with: address, word, line."""
    words = {
        "ticket": _("Request"),
        "hazard": _("Hazard"),
        "outage": _("Outage"),
        "matter": _("Matter"),
        "project": _("Project"),
    }
    return [
        (
            reverse("outages:outage", args=(one.number,))
            if one.family == "outage"
            else reverse(f"workbench:{one.family}", args=(one.number,)),
            words[one.family],
            one,
        )
        for one in parts.links
    ]


def first_key(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What an opening form begins with: a key of its own, and what the address says."""
    return {"intake_key": tokens.token(), **asked}


def offered(names: Iterable[str], parts: matter_queries.Parts) -> list[str]:
    """Of these parts those that this person may add."""
    open_to = {"step": parts.may_add, "link": parts.may_link}
    return [name for name in names if open_to.get(name, parts.may_talk)]


def may_open(person: Person, *, at: datetime) -> bool:
    """Whether a person may open a matter."""
    return people_queries.grants_of(person, at=at).may(May.MATTER_OPEN)
