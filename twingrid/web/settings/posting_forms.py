"""Forms about postings and the particulars of a person."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twingrid.people import posting_queries
from twingrid.people.actions.posting_changes import Particulars
from twingrid.web.shell.pairs import ROLE_WORDS

SIDES = (("power", _("Power")), ("community", _("Community")), ("partner", _("Partner company")))
PERSON_HELP = _("Employee number, or the full name.")


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day as browsers offer it."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class ParticularsForm(forms.Form):
    """What a posting says besides who, where and when."""

    title = forms.CharField(label=_("Job title"), max_length=40, required=False)
    unit = forms.TypedChoiceField(label=_("Unit"), coerce=int)
    manager_unit = forms.TypedChoiceField(
        label=_("Managed by which unit?"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Only if another unit than the employer says what to do."),
    )
    leader = forms.CharField(label=_("Leader"), max_length=80, required=False, help_text=PERSON_HELP)
    deputy = forms.CharField(label=_("Who stands in?"), max_length=80, required=False, help_text=PERSON_HELP)

    def __init__(self, *args: Any, units: Sequence[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(leaf.unit.pk, "\u3000" * leaf.depth + leaf.unit.name) for leaf in units]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.fields["manager_unit"].choices = [("", _("The same unit")), *choices]  # type: ignore[attr-defined]  # a choice field

    def particulars(self) -> Particulars:
        """What an action is given. Raises `BadInput` for a name that nobody or several people have."""
        said = self.cleaned_data
        return Particulars(
            title=said["title"],
            unit_id=said["unit"],
            manager_unit_id=said["manager_unit"],
            leader_id=posting_queries.person_called(said["leader"], field="leader"),
            deputy_id=posting_queries.person_called(said["deputy"], field="deputy"),
        )


class PostingForm(ParticularsForm):
    """A new posting: the role, the side, where, from when to when, and the particulars."""

    role = forms.ChoiceField(label=_("Role"))
    side = forms.ChoiceField(label=_("Side"), choices=SIDES)
    scope = forms.ChoiceField(label=_("Where?"), help_text=_("A district, street or group: one posting for each area."))
    since = day_field(_("From which day?"))
    until = day_field(
        _("Until which day?"), required=False, help_text=_("The first day it no longer holds; empty: open.")
    )

    field_order = ("role", "side", "scope", "since", "until")

    def __init__(self, *args: Any, scopes: Sequence[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = list(ROLE_WORDS.items())  # type: ignore[attr-defined]  # a choice field
        self.fields["scope"].choices = scopes  # type: ignore[attr-defined]  # a choice field


class EndForm(forms.Form):
    """When a posting ends."""

    on = day_field(_("From which day does it no longer hold?"))
    all_the_same = forms.BooleanField(
        label=_("End it all the same, even if nobody holds the area then: coverage will show it"), required=False
    )


class PersonForm(forms.Form):
    """Name, employee number, unit."""

    name = forms.CharField(label=_("Full name"), max_length=40)
    employee_no = forms.CharField(label=_("Employee number"), max_length=40)
    unit = forms.TypedChoiceField(
        label=_("Unit"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("For every posting of today or later."),
    )

    def __init__(self, *args: Any, units: Sequence[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(leaf.unit.pk, "\u3000" * leaf.depth + leaf.unit.name) for leaf in units]
        self.fields["unit"].choices = [("", _("As each posting says")), *choices]  # type: ignore[attr-defined]  # a choice field
