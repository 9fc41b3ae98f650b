"""Forms about notices. Moments are the city's own time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twingrid.notices.composing import NoticeKind


def moment(**options: Any) -> forms.DateTimeField:
    """A day and a time."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(widget=widget, **options)


class NoticeForm(forms.Form):
    """What a notice is about; the homes are chosen beside it."""

    intake_key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    outage_number = forms.CharField(widget=forms.HiddenInput, max_length=24, required=False)
    kind = forms.ChoiceField(label=_("What is told?"), choices=NoticeKind.choices, widget=forms.RadioSelect)
    starts_at = moment(label=_("From when?"))
    ends_at = moment(label=_("Until when?"), required=False)
    why = forms.CharField(
        label=_("Reason in residents' words"),
        max_length=80,
        required=False,
        help_text=_("For example: the transformer is replaced. No codes of equipment."),
    )
    what = forms.CharField(
        label=_("What else do they have to know?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    public = forms.BooleanField(label=_("Everybody may read it on the public page"), required=False, initial=True)
    publish_at = moment(
        label=_("When does it go out?"), required=False, help_text=_("Empty: as soon as it is published.")
    )


class TextsForm(forms.Form):
    """The texts in own words."""

    residents = forms.CharField(
        label=_("What residents read"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("{homes} becomes each group's own homes, {phone} the number to call."),
    )
    operations = forms.CharField(
        label=_("What operations read"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class AcceptForm(forms.Form):
    """Taking something upon oneself."""

    what = forms.CharField(widget=forms.HiddenInput, max_length=8)
    reason = forms.CharField(
        label=_("Why is it right to publish all the same?"),
        max_length=200,
        help_text=_("It stands beside your name in the history."),
    )


class NoForm(forms.Form):
    """A move that asks for nothing."""


class CorrectForm(forms.Form):
    """What has changed."""

    what = forms.CharField(label=_("What has changed?"), max_length=300)


class CancelForm(forms.Form):
    """Why it does not take place."""

    why = forms.CharField(label=_("Why?"), max_length=80, help_text=_("Whoever was told before reads this."))


class CallForm(forms.Form):
    """How a call went."""

    result = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[("done", _("Told")), ("again", _("Not reached")), ("escalated", _("Hand it up"))],
    )
    words = forms.CharField(label=_("Note"), max_length=200, required=False)
