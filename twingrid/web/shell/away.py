"""The forms of being away, for oneself and for one's team: dates and deputy, and handing over what is open."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twingrid.people.choices import AwayBecause


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class AbsenceForm(forms.Form):
    """From when to when, who stands in, and why in one word."""

    starts_at = forms.DateTimeField(label=_("Away from"), widget=_moment())
    ends_at = forms.DateTimeField(label=_("Back at"), widget=_moment())
    deputy = forms.TypedChoiceField(
        label=_("Who stands in?"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("New requests go to this person at once. Your leader is told of what is not accepted in time."),
    )
    reason = forms.ChoiceField(label=_("Why?"), choices=AwayBecause.choices)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        first = [("", str(_("the deputy of the posting")))]
        self.fields["deputy"].choices = [*first, *people]  # type: ignore[attr-defined]  # a choice field


class HandOverForm(forms.Form):
    """To whom; which requests are checkboxes of the list (`chosen`)."""

    to = forms.TypedChoiceField(label=_("To whom?"), coerce=int)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = people  # type: ignore[attr-defined]  # a choice field
