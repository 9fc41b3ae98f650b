"""Forms of the settings."""

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
