"""Forms of what passes between us and other systems."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twingrid.work.rules.platform import FIELDS
from twingrid.work.rules.webhooks import EVENTS

PURPOSES = (
    ("events", _("Send events, hear what became of them, return answers")),
    ("open311", _("Report for residents by Open311 applications")),
    ("requests", _("Read requests and send new ones")),
    ("requests-move", _("Move requests on: accept, arrive, resolve, return, reassign, call back")),
    ("hazards", _("Read hazards, report them and move them on")),
    ("personal", _("Read names, telephone numbers, rooms and words of what it may see")),
    ("registry", _("Read the registry of both sides")),
    ("registry-change", _("Change the community side of the registry")),
    ("coverage", _("Read the statement of coverage")),
    ("outages", _("Send outages, their estimates and their ends")),
    ("deliveries", _("Push the nightly files of the marketing and HR systems")),
)
OURS = (
    ("community_grids", _("Community grids and their borders")),
    ("community_workers", _("Community workers and what they hold")),
    ("duty_numbers", _("Duty numbers of community workers")),
)
assert {name for name, _words in OURS} == set(FIELDS)


class KeyForm(forms.Form):
    """A key for another system."""

    name = forms.CharField(label=_("Name of the system"), max_length=40)
    system = forms.CharField(
        label=_("Short name"),
        max_length=9,
        initial="grid",
        help_text=_("Whose numbers come with the key: grid is the government's grid platform."),
    )
    purposes = forms.MultipleChoiceField(
        label=_("What may it do?"), choices=PURPOSES, widget=forms.CheckboxSelectMultiple
    )
    valid_to = forms.DateField(
        label=_("First day on which it no longer holds"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    per_minute = forms.IntegerField(
        label=_("How often may it ask in a minute?"), min_value=1, max_value=6000, initial=120
    )


class WebhookForm(forms.Form):
    """A subscription."""

    name = forms.CharField(label=_("Name of the receiver"), max_length=40)
    url = forms.CharField(label=_("Address"), max_length=300)
    events = forms.MultipleChoiceField(
        label=_("Which events?"), choices=[(name, name) for name in EVENTS], widget=forms.CheckboxSelectMultiple
    )


class WebhookChangeForm(WebhookForm):
    """Another address, other events, on or off."""

    active = forms.BooleanField(label=_("Switched on"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["name"]


class ReplayForm(forms.Form):
    """One message, or all of a time."""

    delivery = forms.IntegerField(required=False)
    since = forms.DateTimeField(
        label=_("From"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    until = forms.DateTimeField(
        label=_("Until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class PlatformForm(forms.Form):
    """How we speak with the government's grid platform."""

    url = forms.CharField(label=_("Address of the platform"), max_length=300, help_text=_("It begins with https://"))
    key = forms.CharField(
        label=_("Key that the platform gave you"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    under = forms.ChoiceField(
        label=_("Their events come in under our key"),
        required=False,
        help_text=_("Its areas and rights hold for what is fetched."),
    )
    ours = forms.MultipleChoiceField(
        label=_("What are we master of?"),
        choices=OURS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The power side is always ours. What is not ticked is theirs: it is taken over and never sent."),
    )
    honours_keys = forms.BooleanField(
        label=_("The platform recognises what is sent twice (Idempotency-Key)"), required=False
    )
    active = forms.BooleanField(label=_("Switched on: send changes and fetch events"), required=False)

    def __init__(self, *args: Any, keys: list[str], has_key: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["under"].choices = [("", "—"), *((name, name) for name in keys)]  # type: ignore[attr-defined]  # a choice field
        if has_key:
            self.fields["key"].help_text = _("One is kept and never shown. Leave this empty to keep it.")


class FileForm(forms.Form):
    """A file of the registry."""

    file = forms.FileField(
        label=_("File of the registry"),
        help_text=_("JSON, CSV or Excel, as it is taken out here. What it does not name stays as it is."),
        widget=forms.FileInput(attrs={"accept": ".json,.csv,.xlsx"}),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty. Choose another one.")},
    )


class TakeForm(forms.Form):
    """What was looked at, to be taken over."""

    payload = forms.CharField(widget=forms.HiddenInput, max_length=900_000)
    agreed = forms.BooleanField(label=_("I have looked at it: so many are to move"), required=False)
