"""The form of a group of areas."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twingrid.people.actions.groups import GroupIn
from twingrid.web.settings.posting_forms import day_field


class GroupForm(forms.Form):
    """A group: its name, its days, its areas of both sides."""

    name = forms.CharField(label=_("Name of the group"), max_length=60)
    since = day_field(_("From which day?"))
    until = day_field(
        _("Until which day?"), required=False, help_text=_("The first day it no longer holds; empty: open.")
    )
    members = forms.MultipleChoiceField(label=_("Areas"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, areas: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["members"].choices = areas  # type: ignore[attr-defined]  # a choice field

    @property
    def said(self) -> GroupIn:
        """What an action is given."""
        said = self.cleaned_data
        return GroupIn(said["name"], said["members"], said["since"], said["until"])
