"""The form of a channel: what its kind needs, and what every channel has."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twingrid.kit.refusals import Turned
from twingrid.notices.actions.channels import ChannelIn

# Kind → what may be seen, and what may not: name, label, help, whether it is needed.
CONFIG: dict[str, tuple[tuple[str, Any, Any, bool], ...]] = {
    "wecom": (),
    "dingtalk": (("keyword", _("Keyword"), _("If the robot asks for a word in every message."), False),),
    "feishu": (("keyword", _("Keyword"), _("If the robot asks for a word in every message."), False),),
    "mail": (
        ("host", _("Mail server"), "", True),
        ("port", _("Port"), _("Usually 587, or 465 with TLS from the start."), True),
        ("security", _("Encryption"), _("starttls or tls; empty for none, on this machine only."), False),
        ("sender", _("Sender"), "", True),
        ("user", _("User name"), "", False),
    ),
    "sms": (
        ("sign", _("SMS sign"), _("Without brackets; it counts towards the length."), True),
        ("template", _("Template code"), _("Its one value is called content."), True),
        ("access_id", _("Access key id"), "", True),
    ),
    "webhook": (("url", _("Address"), _("Begins with https://."), True),),
}
SECRET: dict[str, tuple[tuple[str, Any, bool], ...]] = {
    "wecom": (("key", _("Key of the robot (after key= in its address)"), True),),
    "dingtalk": (
        ("token", _("Token of the robot (after access_token= in its address)"), True),
        ("sign_key", _("Signature key (begins with SEC)"), False),
    ),
    "feishu": (
        ("hook", _("Last part of the robot's address"), True),
        ("sign_key", _("Signature key"), False),
    ),
    "mail": (("password", _("Password"), False),),
    "sms": (("access_secret", _("Access key secret"), True),),
    "webhook": (("sign_key", _("Signature key"), False),),
}
HOSTED = {"wecom", "dingtalk", "feishu", "sms"}


class ChannelForm(forms.Form):
    """A channel of one kind. Secrets are never filled in: left empty, they stay as they are."""

    name = forms.CharField(label=_("Name"), max_length=60)

    def __init__(self, *args: Any, kind: str, channel: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind, self.is_new = kind, channel is None
        for name, label, hint, needed in CONFIG[kind]:
            self.fields[name] = forms.CharField(label=label, help_text=hint, required=needed, max_length=200)
        for name, label, needed in SECRET[kind]:
            self.fields[f"secret_{name}"] = forms.CharField(
                label=label,
                required=needed and self.is_new,
                max_length=400,
                help_text="" if self.is_new else _("It is kept sealed and not shown. Leave it empty to keep it."),
                widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
            )
        if kind in HOSTED:
            self.fields["base_url"] = forms.CharField(
                label=_("Another address"), help_text=_("Empty: the vendor's own."), required=False, max_length=200
            )
        self._add_common()
        if channel is not None:
            self.initial = {
                **self.initial,
                "name": channel.name,
                "per_minute": channel.per_minute,
                "quiet_from": channel.quiet_from,
                "quiet_to": channel.quiet_to,
                "per_person_a_day": channel.per_person_a_day,
                **channel.config,
            }

    def _add_common(self) -> None:
        hours = {"type": "time"}
        self.fields |= {
            "per_minute": forms.IntegerField(
                label=_("Messages a minute"), help_text=_("Empty: what the vendor allows."), required=False, min_value=1
            ),
            "quiet_from": forms.TimeField(
                label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs=hours, format="%H:%M")
            ),
            "quiet_to": forms.TimeField(
                label=_("Quiet until"),
                help_text=_("Both empty: what suits the kind. Warnings of danger always go."),
                required=False,
                widget=forms.TimeInput(attrs=hours, format="%H:%M"),
            ),
            "per_person_a_day": forms.IntegerField(
                label=_("Messages a person a day"), min_value=1, max_value=200, initial=5
            ),
        }

    def said(self) -> ChannelIn:
        """What was typed."""
        values = self.cleaned_data
        config = [name for name, *_rest in CONFIG[self.kind]] + (["base_url"] if self.kind in HOSTED else [])
        return ChannelIn(
            name=values["name"],
            config={name: values[name] for name in config},
            secret={name: values[f"secret_{name}"] for name, *_rest in SECRET[self.kind]},
            per_minute=values["per_minute"],
            quiet_from=values["quiet_from"],
            quiet_to=values["quiet_to"],
            per_person_a_day=values["per_person_a_day"],
        )

    def tell(self, trouble: Turned) -> None:
        """A refusal at its field."""
        field = next((name for name in (trouble.field, f"secret_{trouble.field}") if name in self.fields), None)
        self.add_error(field or ("name" if trouble.status == 409 else None), trouble.sentence)
