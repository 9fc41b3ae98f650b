"""Sign-in forms: allauth's checks under our words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _


class _Plain:
    """Labels above fields, no placeholders; `words` are label and help for each field."""

    words: dict[str, tuple[Any, Any]]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]  # the form mixed in
        for name, (label, hint) in self.words.items():
            fields[name].label, fields[name].help_text = label, hint
            fields[name].widget.attrs.pop("placeholder", None)


_PASSWORD = (_("Password"), "")
_CODE = (_("Code"), _("Six digits from the app on your phone, or one of your recovery codes."))


class SignIn(_Plain, account.LoginForm):  # type: ignore[misc]  # allauth has no types
    """User name and password."""

    words = {"login": (_("User name"), ""), "password": _PASSWORD}


class Reauthenticate(_Plain, account.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The password once more, before something that matters."""

    words = {"password": _PASSWORD}


class ChangePassword(_Plain, account.ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    """The present password and twice the new one."""

    words = {
        "oldpassword": (_("Present password"), ""),
        "password1": (_("New password"), _("At least ten characters, not only digits, and not a common word.")),
        "password2": (_("New password once more"), ""),
    }

    def clean(self) -> Any:
        """The two new ones have to be the same."""
        cleaned = super(account.PasswordVerificationMixin, self).clean() or self.cleaned_data
        if cleaned.get("password1") != cleaned.get("password2"):
            self.add_error("password2", _("The two new passwords differ. Type the same one twice."))
        return cleaned


class Code(_Plain, mfa.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The second factor at sign-in."""

    words = {"code": _CODE}


class CodeAgain(_Plain, mfa.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The second factor once more, before something that matters."""

    words = {"code": _CODE}


class ActivateTotp(_Plain, totp.ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of a new device proves that it was read well."""

    words = {"code": (_("Code from the app"), _("The six digits that the app shows now."))}
