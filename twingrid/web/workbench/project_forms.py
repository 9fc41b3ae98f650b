"""Forms of projects: a new one, meters that are renewed, thanks that somebody said."""

from django import forms
from django.utils.translation import gettext_lazy as _

from twingrid.web.workbench.case_forms import day, kind_field, words
from twingrid.work.choices import Family


class ProjectForm(forms.Form):
    """A project as it is made; its buildings one a line."""

    intake_key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    kind = kind_field(Family.PROJECT)
    title = forms.CharField(
        label=_("What is it called?"), max_length=80, help_text=_("Residents read it on the page of their building.")
    )
    buildings = forms.CharField(
        label=_("Which buildings?"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line; after a comma the number of meters to renew, for example 乐山小区3号楼, 48."),
    )
    file = forms.FileField(
        label=_("Or a table of them"),
        required=False,
        help_text=_("CSV or Excel: the building in the first column, the number of meters in the second."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    starts_on = day(_("From which day?"))
    ends_on = day(_("Until which day?"))
    words = words(_("A note"), required=False)


class MetersForm(forms.Form):
    """How many meters are renewed by now."""

    done = forms.IntegerField(label=_("Meters renewed by now"), min_value=0, max_value=10_000)


class PraiseForm(forms.Form):
    """Thanks that somebody said."""

    words = words(_("What did they say?"))
    name = forms.CharField(label=_("Who said it?"), max_length=40, required=False)
    phone = forms.CharField(
        label=_("Their telephone number"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text=_("Only those who handle it see it."),
    )
