"""Forms of the settings."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ReplaceForm(forms.Form):
    """Who holds an area from which day on."""

    to = forms.TypedChoiceField(label=_("Who takes over?"), coerce=int)
    since = forms.DateField(
        label=_("From which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = people  # type: ignore[attr-defined]  # a choice field


class FillForm(forms.Form):
    """Hours that somebody of the team takes."""

    to = forms.TypedChoiceField(label=_("Who takes these hours?"), coerce=int)
    starts_at = forms.DateTimeField(widget=forms.HiddenInput)
    ends_at = forms.DateTimeField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = people  # type: ignore[attr-defined]  # a choice field


class UnitForm(forms.Form):
    """A unit: its name, its side, the unit above it."""

    name = forms.CharField(label=_("Name of the unit"), max_length=80)
    side = forms.ChoiceField(
        label=_("Side"),
        choices=(("power", _("Power")), ("community", _("Community")), ("partner", _("Partner company"))),
    )
    parent = forms.TypedChoiceField(label=_("Under which unit?"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, units: Sequence[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(leaf.unit.pk, "\u3000" * leaf.depth + leaf.unit.name) for leaf in units]
        self.fields["parent"].choices = [("", _("None: it stands on its own")), *choices]  # type: ignore[attr-defined]  # a choice field

    @property
    def said(self) -> dict[str, Any]:
        """What an action is given."""
        said = self.cleaned_data
        return {"name": said["name"], "side": said["side"], "parent_id": said["parent"]}


class InviteForm(forms.Form):
    """Somebody new: enough to sign in; what they hold is set on their page."""

    name = forms.CharField(label=_("Full name"), max_length=40)
    employee_no = forms.CharField(label=_("Employee number"), max_length=40)
    username = forms.CharField(
        label=_("User name"), max_length=60, required=False, help_text=_("For signing in; empty: the employee number.")
    )
    email = forms.EmailField(
        label=_("Mail address"),
        required=False,
        help_text=_("The link is sent there, if this city sends mail. It is also shown to you once."),
    )


class CalendarForm(forms.Form):
    """The days of a year that differ from the week, one a line."""

    days = forms.CharField(
        label=_("Days that differ from Monday to Friday"),
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
        max_length=20_000,
        help_text=_("One day a line: the day, yes if it is worked or no, and its name, with commas between."),
    )


class CalendarFile(forms.Form):
    """A file of a year."""

    file = forms.FileField(
        label=_("CSV or iCalendar file"), help_text=_("Columns of a CSV: day, worked (yes or no), name.")
    )
