"""What is asked about a company of joint cases."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twingrid.work.actions import CompanyIn
from twingrid.work.choices import Service


class CompanyForm(forms.Form):
    """A company as it is changed."""

    name = forms.CharField(label=_("Name of the company"), max_length=40)
    service = forms.ChoiceField(label=_("What does it bring?"), choices=Service.choices)
    unit = forms.TypedChoiceField(
        label=_("Whose people answer?"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("The people posted to this unit as partner company. None: our own, whoever is responsible there."),
    )
    needs = forms.CharField(label=_("What does it need from the resident?"), max_length=200, required=False)
    days = forms.IntegerField(label=_("Working days it has"), min_value=1, max_value=365)
    place = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=1000)
    active = forms.BooleanField(label=_("It takes part"), required=False)

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].choices = [("", _("None: our own company")), *units]  # type: ignore[attr-defined]  # a choice field

    def given(self) -> CompanyIn:
        """What an action is given."""
        said = dict(self.cleaned_data)
        said.pop("code", None)
        return CompanyIn(unit_id=said.pop("unit"), **said)


class NewCompanyForm(CompanyForm):
    """A company as it is entered: its short name stays."""

    code = forms.SlugField(
        label=_("Short name"), max_length=9, help_text=_("Its system comes with a key of this name; it stays.")
    )
    field_order = ("name", "code", "service", "unit", "needs", "days", "place", "active")
