"""Forms about outages. Moments are the city's own time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twingrid.outages.choices import Boundary, Cause, Information, OutageKind, Side, Why


def moment(**options: Any) -> forms.DateTimeField:
    """A day and a time."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(widget=widget, **options)


def _lines(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, required=required, max_length=500, widget=widget, help_text=help_text)


class OutageForm(forms.Form):
    """What is known of an outage; what is off is chosen beside it."""

    intake_key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    kind = forms.ChoiceField(label=_("What is it?"), choices=OutageKind.choices, widget=forms.RadioSelect)
    starts_at = moment(label=_("From when?"))
    estimate_at = moment(label=_("Expected back"), required=False, help_text=_("Leave it empty if nobody can say yet."))
    title = forms.CharField(
        label=_("Reason in residents' words"),
        max_length=80,
        required=False,
        help_text=_("For example: a cable is being replaced. No codes of equipment."),
    )
    important = forms.BooleanField(label=_("Important users are affected"), required=False)
    information = forms.ChoiceField(
        label=_("Kind of 95598 information"),
        choices=[("", _("By the kind above")), *Information.choices],
        required=False,
    )
    cause = forms.ChoiceField(label=_("Cause"), choices=Cause.choices, required=False)
    side = forms.ChoiceField(label=_("Ownership"), choices=Side.choices, required=False)
    words = _lines(_("Note for colleagues"))


class NoForm(forms.Form):
    """A move that asks for nothing."""


class StartForm(forms.Form):
    """Since when it is off."""

    started_at = moment(label=_("Off since"), required=False, help_text=_("Empty: now."))


class ReviseForm(forms.Form):
    """Another estimate."""

    estimate_at = moment(label=_("Expected back"))
    why = forms.ChoiceField(label=_("Why?"), choices=[c for c in Why.choices if c[0] != Why.FIRST])
    words = _lines(_("In a few words"), help_text=_("Colleagues who answer the telephone read this."))


class RestoreForm(forms.Form):
    """Since when it is back."""

    restored_at = moment(label=_("Back since"), required=False, help_text=_("Empty: now."))


class CloseForm(forms.Form):
    """What it was."""

    cause = forms.ChoiceField(label=_("Cause"), choices=[c for c in Cause.choices if c[0]])
    side = forms.ChoiceField(label=_("Ownership"), choices=[c for c in Side.choices if c[0]])
    boundary = forms.ChoiceField(label=_("Counts as"), choices=Boundary.choices)
    words = _lines(_("What was done"))


class CancelForm(forms.Form):
    """Why it does not take place."""

    words = _lines(_("Reason"), required=True)
