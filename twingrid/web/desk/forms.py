"""Forms of the desk, in the order a caller speaks: phone, place, what."""

from django import forms
from django.utils.translation import gettext_lazy as _

from twingrid.web.shell.chips import SCOPE_SIGNS, KindRadio, SignedRadio, kind_choices
from twingrid.work.choices import Channel, Scope

CALLED = [Channel.DIRECT_CALL, Channel.COUNTER, Channel.GROUP, Channel.HOTLINE_12345, Channel.COMMITTEE]


class CallForm(forms.Form):
    """A call written down. The place is chosen in the middle column, or said in words."""

    intake_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    building = forms.IntegerField(widget=forms.HiddenInput, required=False)
    unit = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    room = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    place_words = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    kind = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=kind_choices,
        widget=KindRadio(),
        error_messages={"required": _("Choose what comes closest.")},
    )
    scope = forms.ChoiceField(
        label=_("Who has no power?"),
        choices=Scope.choices,
        widget=SignedRadio(signs=SCOPE_SIGNS),
        initial=Scope.UNKNOWN,
    )
    words = forms.CharField(
        label=_("In the caller's words"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    phone = forms.CharField(
        label=_("Number to call back"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    name = forms.CharField(label=_("Caller"), max_length=40, required=False)
    channel = forms.ChoiceField(
        label=_("Came by"), choices=[(c.value, c.label) for c in CALLED], initial=Channel.DIRECT_CALL
    )
    external_no = forms.CharField(label=_("Order number of the hotline"), max_length=40, required=False)
    deadline = forms.DateTimeField(
        label=_("Printed deadline"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
