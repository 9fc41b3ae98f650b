"""The answer to a hotline order: filled in with what is known, looked through before it goes, read afterwards."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries
from twingrid.work.reply_words import FIELDS, ORDER_TYPES, sentence
from twingrid.work.rules.records import ANSWERED
from twingrid.work.rules.reply import OrderType, Reply

YES_NO = [("", gettext_lazy("not said")), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]
LONG = {"found": 3, "measures": 3, "handling": 4, "public_reply": 4}
MOMENTS = ("contacted_at", "began_at", "restored_at")
GROUPS = (
    (gettext_lazy("The caller"), ("contacted", "contacted_at", "not_contacted_reason", "opinion")),
    (
        gettext_lazy("What happened"),
        ("order_type", "lead_unit", "began_at", "restored_at", "cause", "found", "measures", "year_record"),
    ),
    (gettext_lazy("The answer"), ("solved", "unsolved_reason", "handling", "public_reply")),
    (
        gettext_lazy("Not to be counted"),
        ("excluded", "application_type", "exclusion_conclusion", "exclusion_basis", "exclusion_evidence"),
    ),
)


def _field(name: str) -> forms.Field:
    label = FIELDS[name]
    if name == "order_type":
        return forms.ChoiceField(label=label, choices=list(ORDER_TYPES.items()))
    if name in ("contacted", "solved"):
        return forms.ChoiceField(label=label, choices=YES_NO, required=False)
    if name == "excluded":
        return forms.BooleanField(label=label, required=False)
    if name in MOMENTS:
        look = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        return forms.DateTimeField(label=label, required=False, widget=look)
    lines = forms.Textarea(attrs={"rows": LONG[name]}) if name in LONG else forms.TextInput()
    return forms.CharField(label=label, required=False, max_length=1000 if name in LONG else 200, widget=lines)


class ReplyForm(forms.Form):
    """The fields of the hotline's own form."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields = {name: _field(name) for name in FIELDS}

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [(str(title), [self[name] for name in names]) for title, names in GROUPS]

    def reply(self) -> Reply:
        """What was typed, as an answer."""
        said = dict(self.cleaned_data)
        for name in ("contacted", "solved"):
            said[name] = {"yes": True, "no": False}.get(said[name])
        return Reply(**said | {"order_type": OrderType(said["order_type"])})


def _shown(reply: Reply) -> dict[str, Any]:
    """An answer as the form's first values."""
    given = {name: value for name, value in asdict(reply).items() if name in FIELDS}
    for name in ("contacted", "solved"):
        given[name] = {True: "yes", False: "no", None: ""}[given[name]]
    return given


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest, number: str) -> HttpResponse:
    """The form with what is known, every fault with its sentence; or the answer that was sent."""
    assert request.user.is_authenticated
    ticket = work_queries.ticket_for(request.user, number, at=clock.now())
    if not work_queries.options_for(request.user, ticket, at=clock.now()).may_reply:
        raise NotFound(_("This request waits for no answer to the hotline."))
    record = work_queries.record_of(ticket, _record_id(request))
    sent = work_queries.reply_of(ticket, record)
    form = ReplyForm(request.POST or None, initial=_shown(sent or work_queries.draft_of(ticket)))
    if request.method == "POST" and form.is_valid() and _send(request, form, ticket, record):
        messages.success(request, _("Answered. The hotline gets it with the next exchange; it closes the order."))
        return redirect("workbench:ticket", number=number)
    numbers = [one for one in work_queries.numbers_of(ticket) if one.system in ANSWERED]
    context = {
        "ticket": ticket,
        "record": record,
        "numbers": numbers,
        "form": form,
        "sent": sent,
        "read": _read(sent) if sent else [],
    }
    return render(request, "workbench/reply.html", context, status=422 if form.errors else 200)


def _record_id(request: HttpRequest) -> int | None:
    """Which of its numbers is answered, as the address says."""
    said = request.GET.get("record", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None


def _send(request: HttpRequest, form: ReplyForm, ticket: Any, record: Any) -> bool:
    assert request.user.is_authenticated
    for fault in work_queries.faults_of(ticket, form.reply()):
        form.add_error(fault.field, sentence(fault))
    if form.errors:
        return False
    try:
        work_actions.reply_ticket(
            number=ticket.number,
            reply=form.reply(),
            record_id=record.pk if record is not None else None,
            by=request.user,
            at=clock.now(),
        )
    except BadInput as error:
        form.add_error(error.field or None, error.sentence)
        return False
    return True


def _read(reply: Reply) -> list[tuple[str, list[tuple[str, Any]]]]:
    """What was sent, under its headings; what was left empty is not shown."""
    shown = asdict(reply) | {"order_type": ORDER_TYPES[reply.order_type]}
    words = {True: _("yes"), False: _("no")}
    found = []
    for title, names in GROUPS:
        lines = [
            (str(FIELDS[name]), words[shown[name]] if isinstance(shown[name], bool) else shown[name])
            for name in names
            if shown[name] not in ("", None)
        ]
        found.append((str(title), lines))
    return [(title, lines) for title, lines in found if lines]
