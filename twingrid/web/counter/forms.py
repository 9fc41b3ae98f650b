"""The form of the joint counter, and what the moves of a case and a leg ask for."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twingrid.web.workbench.case_forms import kind_field, words
from twingrid.work.choices import Family, Share, TakenAt


class JointForm(forms.Form):
    """One intake: the place, what is wanted, which companies, who wants it, what may be passed to whom.

    `companies` give three fields each: whether it takes part, whether it may be told, the account number there.
    """

    intake_key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    place = forms.CharField(
        label=_("Where is it?"),
        max_length=200,
        help_text=_("Estate, building, entrance and door, or the electricity account number."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
    kind = kind_field(Family.JOINT)
    name = forms.CharField(label=_("Their name"), max_length=40, required=False)
    phone = forms.CharField(
        label=_("Telephone"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    shares = forms.MultipleChoiceField(
        label=_("What may they be told?"),
        choices=Share.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ask, and tick what the resident agrees to. The rest stays here."),
    )
    words = words(_("What else should they know?"), required=False)
    channel = forms.ChoiceField(label=_("Taken in"), choices=TakenAt.choices)
    anyway = forms.BooleanField(label=_("It is another matter: take it in all the same"), required=False)

    def __init__(self, *args: Any, companies: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.companies = list(companies)
        for one in self.companies:
            self.fields[f"take_{one.code}"] = forms.BooleanField(label=one.name, required=False)
            self.fields[f"pass_{one.code}"] = forms.BooleanField(label=_("may be told"), required=False)
            self.fields[f"account_{one.code}"] = forms.CharField(
                label=_("Account number, if known"),
                max_length=24,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def clean(self) -> dict[str, Any]:
        """Who may be told something has to be told what: an empty consent helps nobody."""
        said: dict[str, Any] = super().clean() or {}
        asked = any(said.get(f"pass_{one.code}") and said.get(f"take_{one.code}") for one in self.companies)
        if asked and not said.get("shares"):
            self.add_error("shares", _("Ask the resident, and tick what these companies may be told."))
        return said

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Each company with its fields, as the page draws them."""
        return [
            {"company": one, **{name: self[f"{name}_{one.code}"] for name in ("take", "pass", "account")}}
            for one in self.companies
        ]

    def chosen(self) -> Mapping[str, str]:
        """The companies that take part, with the account number at each."""
        said = self.cleaned_data
        return {one.code: said[f"account_{one.code}"] for one in self.companies if said[f"take_{one.code}"]}

    def agreed(self) -> Mapping[str, list[str]]:
        """What each company may be told."""
        said = self.cleaned_data
        return {one.code: said["shares"] for one in self.companies if said[f"pass_{one.code}"]}


class AnswerForm(forms.Form):
    """What the company answers; the resident reads it."""

    words = words(_("Answer"), help_text=_("The resident reads it."))


class ReasonForm(forms.Form):
    """Why it is not possible; the resident reads it."""

    words = words(_("Why is it not possible, and what is needed?"), help_text=_("The resident reads it."))


class AgainForm(forms.Form):
    """What is different now."""

    words = words(_("What is different now?"))


class CloseForm(forms.Form):
    """What the resident was told."""

    words = words(_("What was the resident told?"), required=False, help_text=_("Needed where a company refused."))
