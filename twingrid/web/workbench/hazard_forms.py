"""Forms of hazards: what was found, and what each move asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twingrid.web.shell.chips import KindRadio, kind_choices
from twingrid.work.choices import Family, FoundBy, Grade, HazardSide, ToldBy


def _lines(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _words(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=1000, required=required, widget=_lines())


def _kinds() -> list[tuple[str, str]]:
    return kind_choices(family=Family.HAZARD)


class FoundForm(forms.Form):
    """A hazard as it was found; the questions of its kind stand beside it."""

    intake_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    ticket = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False)
    place = forms.CharField(
        label=_("Where is it?"),
        max_length=200,
        required=False,
        help_text=_("Estate, building and entrance, for example 乐山小区3号楼2单元."),
    )
    kind = forms.ChoiceField(
        label=_("What kind of hazard is it?"),
        choices=_kinds,
        widget=KindRadio(family=Family.HAZARD),
        error_messages={"required": _("Choose what comes closest.")},
    )
    grade = forms.ChoiceField(
        label=_("How dangerous?"), choices=Grade.choices, initial=Grade.PLAIN, widget=forms.RadioSelect
    )
    side = forms.ChoiceField(
        label=_("Who has to remove it?"), choices=HazardSide.choices, required=False, widget=forms.RadioSelect
    )
    how = forms.ChoiceField(
        label=_("How was it found?"), choices=FoundBy.choices, initial=FoundBy.PATROL, widget=forms.RadioSelect
    )
    words = _words(_("What do you see?"), required=False)


class GradeForm(forms.Form):
    """How dangerous it is, and whose."""

    grade = forms.ChoiceField(label=_("How dangerous?"), choices=Grade.choices, widget=forms.RadioSelect)
    side = forms.ChoiceField(
        label=_("Who has to remove it?"), choices=HazardSide.choices, required=False, widget=forms.RadioSelect
    )
    words = _words(_("Why?"), required=False)


class NotifyForm(forms.Form):
    """Who was told, and how."""

    how = forms.ChoiceField(label=_("How were they told?"), choices=ToldBy.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Who was told?"), max_length=40, required=False)
    phone = forms.CharField(
        label=_("Their telephone number"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text=_("Only those who handle it see it."),
    )
    words = _words(_("What was agreed?"), required=False)


class DoneForm(forms.Form):
    """What was done."""

    words = _words(_("What was done?"))


class LookForm(forms.Form):
    """What was seen at the second look."""

    words = _words(_("What do you see?"), required=False)


class StillForm(forms.Form):
    """Why it is not gone."""

    words = _words(_("What is still there?"))


class CancelForm(forms.Form):
    """Why it is no hazard."""

    words = _words(_("Why?"))
