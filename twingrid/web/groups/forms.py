"""Forms about groups and the messages that come from them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twingrid.notices.composing import GroupKind, Platform
from twingrid.notices.queries.groups import Choices
from twingrid.notices.rules.lexicon import NONE, THANKS, WHEN_BACK
from twingrid.web.shell.chips import KindRadio, kind_choices
from twingrid.work.choices import Scope

NOBODY = [("", _("Nobody"))]
SIGNS = {WHEN_BACK: "clock", THANKS: "heart-handshake", NONE: "x"}


def _kinds() -> list[tuple[str, Any]]:
    return [
        *kind_choices(),
        (WHEN_BACK, _("Asks when it is back")),
        (THANKS, _("Thanks")),
        (NONE, _("Nothing for us")),
    ]


def _pick(label: Any, **options: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, **options)


class GroupForm(forms.Form):
    """What the register says of a group."""

    name = forms.CharField(label=_("Name, as it stands in the app"), max_length=60)
    community = _pick(_("Community"))
    compound = _pick(_("Estate"), required=False, help_text=_("Empty: the whole community is in it."))
    kind = forms.ChoiceField(label=_("Who is in it?"), choices=GroupKind.choices)
    platform = forms.ChoiceField(label=_("Where does it live?"), choices=Platform.choices)
    owner = _pick(_("Owner"), required=False)
    deputy = _pick(_("Deputy"), required=False)
    channel = _pick(_("Robot"), required=False, help_text=_("Only where a robot may post: groups inside the company."))
    size = forms.IntegerField(label=_("People in it"), min_value=0, max_value=100_000)
    per_day = forms.IntegerField(label=_("Messages a day, at most"), min_value=1, max_value=20)

    def __init__(self, *args: Any, choices: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = {
            "community": choices.communities,
            "compound": [("", _("The whole community")), *choices.compounds],
            "owner": [*NOBODY, *choices.people],
            "deputy": [*NOBODY, *choices.people],
            "channel": [("", _("None: people post")), *choices.channels],
        }
        for name, values in offered.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]  # a choice field


class HandOverForm(forms.Form):
    """Who owns it from today."""

    owner = _pick(_("Owner"))
    deputy = _pick(_("Deputy"), required=False)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].choices = people  # type: ignore[attr-defined]  # a choice field
        self.fields["deputy"].choices = [*NOBODY, *people]  # type: ignore[attr-defined]  # a choice field


class SizeForm(forms.Form):
    """How many people are in it today."""

    size = forms.IntegerField(label=_("People in it"), min_value=0, max_value=100_000)


class PasteForm(forms.Form):
    """A message as it was copied, and the group it comes from."""

    group = _pick(_("From which group?"))
    words = forms.CharField(
        label=_("Paste the message"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Name and telephone of who wrote it are taken out."),
    )

    def __init__(self, *args: Any, groups: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["group"].choices = groups  # type: ignore[attr-defined]  # a choice field


class TakeForm(PasteForm):
    """The message as a person takes it."""

    intake_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    suggested = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False)
    kind = forms.ChoiceField(label=_("What is it about?"), choices=_kinds, widget=KindRadio(more=SIGNS))
    pick = forms.CharField(max_length=80, required=False)
    scope = forms.ChoiceField(label=_("How far does it reach?"), choices=Scope.choices)
    place_words = forms.CharField(label=_("Another place"), max_length=200, required=False)
    known_number = forms.CharField(max_length=24, required=False)
