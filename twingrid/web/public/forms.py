"""Forms of the public pages. They ask for the least that is needed to help."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from twingrid.web.shell.chips import ANSWER_SIGNS, SCOPE_SIGNS, KindRadio, SignedRadio, kind_choices
from twingrid.work.choices import Scope

_PHONE = re.compile(r"^\+?\d{5,15}$")
SCOPES = [(value, label) for value, label in Scope.choices if value != Scope.UNKNOWN]


def clean_phone(text: str) -> str:
    """Digits of a telephone number as typed, with spaces and dashes allowed; raises ValidationError."""
    number = re.sub(r"[\s\-()()]", "", text)
    if number and not _PHONE.match(number):
        raise ValidationError(_("Write the number with digits only, for example 0531-000 01203."))
    return text.strip()


class ReportForm(forms.Form):
    """A report without an account: where, what, and how to reach the caller."""

    intake_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    building = forms.IntegerField(widget=forms.HiddenInput, required=False)
    plate = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False)
    place_words = forms.CharField(
        label=_("Where is it?"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        help_text=_("Estate, building and entrance, for example 乐山小区3号楼2单元."),
        error_messages={"required": _("Write the building, for example 3号楼, so that somebody can come.")},
    )
    unit = forms.CharField(label=_("Entrance and room"), max_length=20, required=False)
    kind = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=kind_choices,
        widget=KindRadio(),
        error_messages={"required": _("Choose what comes closest.")},
    )
    scope = forms.ChoiceField(
        label=_("Who has no power?"), choices=SCOPES, required=False, widget=SignedRadio(signs=SCOPE_SIGNS)
    )
    words = forms.CharField(
        label=_("What do you see?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No names or account numbers are needed."),
    )
    phone = forms.CharField(
        label=_("Your telephone number"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel", "type": "tel"}),
        help_text=_("Only the people who help you see it."),
        error_messages={"required": _("Leave a number, so that we can ask and tell you when it is done.")},
    )
    photo = forms.FileField(
        label=_("A photo"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self["building"].value():  # a place is needed, and words are the only way to say it
            self.fields["place_words"].required = True

    def clean_phone(self) -> str:
        """A number that can be dialled."""
        return clean_phone(self.cleaned_data["phone"])


class CallerForm(forms.Form):
    """One of many at a known outage: how to tell them when it is over."""

    intake_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    phone = forms.CharField(
        label=_("Your telephone number"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel", "type": "tel"}),
        help_text=_("We call you when the electricity is back. Only the people who help you see it."),
        error_messages={"required": _("Leave a number, so that we can ask and tell you when it is done.")},
    )
    unit = forms.CharField(label=_("Entrance and room"), max_length=20, required=False)

    def clean_phone(self) -> str:
        """A number that can be dialled."""
        return clean_phone(self.cleaned_data["phone"])


class MineForm(forms.Form):
    """The number of a report and the last four digits of the telephone: enough to see one's own."""

    number = forms.CharField(label=_("Number of the report"), max_length=20, help_text=_("For example 20230222-0042"))
    phone_end = forms.RegexField(
        label=_("Last four digits of your telephone number"),
        regex=r"^\d{4}$",
        error_messages={"invalid": _("Write exactly four digits.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "4"}),
    )


class RateForm(forms.Form):
    """The resident's own word: solved or not, how it was, in words."""

    solved = forms.ChoiceField(
        label=_("Is it solved?"),
        choices=[("yes", _("Yes, solved")), ("no", _("No, not yet"))],
        widget=SignedRadio(signs=ANSWER_SIGNS),
    )
    stars = forms.TypedChoiceField(
        label=_("How was it?"),
        choices=[(5, _("Very good")), (4, _("Good")), (3, _("All right")), (2, _("Poor")), (1, _("Bad"))],
        coerce=int,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Anything you want to say"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
