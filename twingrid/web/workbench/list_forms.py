"""The forms of the list: its filter, a name to keep it under, and what is to be done to many at once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twingrid.web.shell.looks import state_look
from twingrid.work.choices import Channel, ClockKind
from twingrid.work.queries import filtered
from twingrid.work.states import TicketState

Choices = Sequence[tuple[Any, Any]]
WHATS = {
    "reassign": _("Give to somebody else"),
    "close": _("Close after the call-back"),
    "attach": _("Attach to a known outage"),
}


class FilterForm(forms.Form):
    """What a list is asked for; everything may be left out."""

    words = forms.CharField(label=_("Words or place"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    channel = forms.ChoiceField(label=_("How it came in"), required=False)
    clock = forms.ChoiceField(label=_("Running clock"), required=False)
    since = forms.DateField(label=_("Reported from"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Reported until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, areas: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        every: tuple[str, Any] = ("", _("All"))
        states = [(state.value, state_look(state.value).word) for state in TicketState]
        for name, choices in (
            ("kind", filtered.kind_choices()),
            ("state", states),
            ("area", areas),
            ("channel", Channel.choices),
            ("clock", ClockKind.choices),
        ):
            self.fields[name].choices = [every, *choices]  # type: ignore[attr-defined]  # a choice field


class KeepForm(forms.Form):
    """A name for the filter, and with whom it is shared."""

    name = forms.CharField(label=_("Name of this filter"), max_length=40)
    share = forms.ChoiceField(label=_("Share it with"), required=False)

    def __init__(self, *args: Any, shares: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["share"].choices = [("", _("nobody, it is mine")), *shares]  # type: ignore[attr-defined]  # a choice field


class TogetherForm(forms.Form):
    """What is to be done to many, and what that needs."""

    to = forms.TypedChoiceField(label=_("To whom?"), coerce=int, required=False, empty_value=None)
    outage = forms.CharField(label=_("Number of the outage"), max_length=40, required=False)
    words = forms.CharField(
        label=_("How were the residents asked?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands with each of them, for example: called one by one on 22 February."),
    )
    NEEDS = {"reassign": "to", "close": "words", "attach": "outage"}

    def __init__(self, *args: Any, what: str, people: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        needed = self.NEEDS[what]
        self.fields["to"].choices = [("", _("Please choose")), *people]  # type: ignore[attr-defined]  # a choice field
        for name in [one for one in self.fields if one != needed]:
            del self.fields[name]
        self.fields[needed].required = True
