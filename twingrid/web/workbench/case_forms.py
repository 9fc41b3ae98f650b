"""Forms of matters and projects: how they are opened, and what each move and each part asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twingrid.web.shell.chips import KindRadio, kind_choices
from twingrid.work.choices import (
    CaseSide,
    Compensation,
    Consent,
    Family,
    Kept,
    PartySide,
    Planted,
    ToldBy,
)

SETTLED = [one for one in Kept.choices if one[0]]


def day(label: Any, *, required: bool = True) -> forms.DateField:
    """A day."""
    look = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=look)


def words(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A few lines."""
    look = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, max_length=1000, required=required, widget=look, help_text=help_text)


def one_of(label: Any, choices: Any, *, required: bool = True) -> forms.ChoiceField:
    """One of a few, as chips."""
    return forms.ChoiceField(label=label, choices=choices, required=required, widget=forms.RadioSelect)


def kind_field(family: Family) -> forms.ChoiceField:
    """The kinds of a family, each with its sign."""
    return forms.ChoiceField(
        label=_("What is it about?"),
        choices=lambda: kind_choices(family=family),
        widget=KindRadio(family=family),
        error_messages={"required": _("Choose what comes closest.")},
    )


class MatterForm(forms.Form):
    """A matter as it is opened; the questions of its kind stand beside it."""

    intake_key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    link = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False)
    kind = kind_field(Family.MATTER)
    place = forms.CharField(
        label=_("Where is it?"),
        max_length=200,
        required=False,
        help_text=_("Estate, building and entrance, for example 乐山小区3号楼2单元."),
    )
    words = words(_("What is it, and who is against it?"))
    due_on = day(_("Until when should it be settled?"), required=False)


class WordsForm(forms.Form):
    """A few words, if one likes."""

    words = words(_("A note"), required=False)


class DoneForm(forms.Form):
    """What was done."""

    words = words(_("What was done?"))


class WhyForm(forms.Form):
    """The reason."""

    words = words(_("Why?"))


class AgreeForm(forms.Form):
    """What was agreed between whom, from when to when."""

    one_side = forms.ChoiceField(label=_("Between"), choices=PartySide.choices)
    other_side = forms.ChoiceField(label=_("and"), choices=PartySide.choices, initial=PartySide.RESIDENTS)
    words = words(_("What was agreed?"))
    starts_on = day(_("From which day?"))
    ends_on = day(_("Until which day?"), required=False)


class MeetingForm(forms.Form):
    """When, where, who came, what came of it."""

    held_at = forms.DateTimeField(
        label=_("When?"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = forms.CharField(label=_("Where?"), max_length=100, required=False)
    people = forms.CharField(label=_("Who came?"), max_length=300, required=False)
    result = words(_("What came of it?"), required=False)


class PartyForm(forms.Form):
    """Who speaks for a side."""

    side = one_of(_("For whom do they speak?"), PartySide.choices)
    name = forms.CharField(label=_("Name"), max_length=40)
    phone = forms.CharField(
        label=_("Their telephone number"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text=_("Only those who handle it see it."),
    )


class StepForm(forms.Form):
    """What a side has to do, until when."""

    side = one_of(_("Whose step is it?"), CaseSide.choices)
    what = forms.CharField(
        label=_("What has to be done?"), max_length=200, help_text=_("For example: put up the notice, open the doors.")
    )
    due_on = day(_("By which day?"))


class LinkForm(forms.Form):
    """A number to link with."""

    to = forms.CharField(label=_("Number of a request, hazard, outage or project"), max_length=30)


class TreeForm(forms.Form):
    """What the law asks about a tree."""

    kilovolts = forms.DecimalField(label=_("Voltage of the line (kV)"), required=False, min_value=0, max_digits=6)
    metres = forms.DecimalField(
        label=_("Level distance from the outermost wire (m)"), required=False, min_value=0, max_digits=6
    )
    vertical_metres = forms.DecimalField(
        label=_("Distance below the wire (m)"), required=False, min_value=0, max_digits=6
    )
    planted = one_of(_("When was it planted?"), Planted.choices, required=False)
    zone_known_on = day(_("When was the protection zone made known?"), required=False)
    danger = forms.BooleanField(label=_("It is dangerous now"), required=False)


class ConsentForm(forms.Form):
    """What the owner said, when, how."""

    consent = one_of(_("What did the owner say?"), Consent.choices)
    how = one_of(_("How were they asked?"), ToldBy.choices)
    on = day(_("On which day?"))
    words = words(_("In which words?"), required=False)


class CompensationForm(forms.Form):
    """Whether the owner is paid, and how much."""

    compensation = one_of(_("Compensation"), [one for one in Compensation.choices if one[0]])
    yuan = forms.DecimalField(label=_("Amount agreed (yuan)"), required=False, min_value=0, max_digits=10)


class KeptForm(forms.Form):
    """Whether an agreement was kept."""

    kept = one_of(_("Was it kept?"), SETTLED)
    words = words(_("What happened?"), required=False)


class ResumeStepForm(forms.Form):
    """A new day for a step that goes on."""

    due_on = day(_("Until when now?"))
    words = words(_("A note"), required=False)


class NoForm(forms.Form):
    """Nothing is asked."""
