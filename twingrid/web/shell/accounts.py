"""Sign-in rules: nobody registers by himself, single sign-on only for people we know, a second factor where due."""

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twingrid.kit import clock
from twingrid.kit.refusals import NotAllowed
from twingrid.people import queries as people_queries
from twingrid.web.shell import errors

# In the session of a person who has to set up a second factor before anything else.
DUE = "second_factor_due"
FRESH_SECONDS = 300


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by an administrator; sign-in speaks in our words."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("This account is closed. Ask your administrator to open it again."),
        "enter_current_password": gettext_lazy("This is not your present password. Type it again."),
        "incorrect_code": gettext_lazy("This code does not fit. Wait for the next one and type all six digits."),
        "incorrect_password": gettext_lazy("This is not your password. Type it again."),
        "rate_limited": gettext_lazy("That was too often. Wait five minutes and try again."),
        "too_many_login_attempts": gettext_lazy(
            "Too many wrong passwords. Wait five minutes, or ask your administrator for a new one."
        ),
        "username_password_mismatch": gettext_lazy("User name and password do not fit. Check both and try again."),
    }
    _said = {
        "account/messages/password_changed.txt": gettext_lazy("Your password is changed."),
        "mfa/messages/totp_activated.txt": gettext_lazy("The second factor is set up."),
        "mfa/messages/totp_deactivated.txt": gettext_lazy("The second factor is taken away."),
        "mfa/messages/recovery_codes_generated.txt": gettext_lazy(
            "New recovery codes are made; the old ones are void."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **more: Any
    ) -> None:
        """Say only what changed something; who has just signed in can see that."""
        sentence = more.pop("message", None) or self._said.get(message_template or "")
        if sentence:
            super().add_message(request, level, message=str(sentence))

    def send_notification_mail(self, *args: Any, **more: Any) -> None:
        """We send no mail."""

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Not within five minutes of signing in: who has just typed the password need not type it again."""
        records = context.request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        latest = max((record["at"] for record in records), default=0)
        if clock.now().timestamp() - latest < FRESH_SECONDS:
            return False
        return bool(super().is_reauthentication_required(app=app, **more))

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Remember in the session that a second factor has to be set up first."""
        if people_queries.needs_second_factor(user, at=clock.now()) and not is_mfa_enabled(user):
            request.session[DUE] = True
        response: HttpResponse = super().post_login(request, user, **more)
        return response


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets are encrypted with the installation's key; who must have a second factor cannot take it away."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": gettext_lazy(
            "Your role needs a second factor. You may set up another device instead."
        ),
        "incorrect_code": gettext_lazy("This code does not fit. Wait for the next one and type all six digits."),
        "rate_limited": gettext_lazy("That was too often. Wait five minutes and try again."),
    }

    @staticmethod
    def _box() -> Fernet:
        key = hashlib.sha256(b"twingrid second factor\0" + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(key))

    def encrypt(self, text: str) -> str:
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return not people_queries.needs_second_factor(authenticator.user, at=clock.now())


class KnownPeopleOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """The company's sign-on is matched to an existing person by employee number; nobody is created."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing:
            return
        claims = sociallogin.account.get_provider_account().get_user_data() or {}
        number = str(claims.get(settings.OIDC_EMPLOYEE_CLAIM) or "")
        person = people_queries.person_by_employee_no(number) if number else None
        if person is None:
            sentence = _("Your company account is not known here. Ask the administrator to add your employee number.")
            raise ImmediateHttpResponse(errors.page(request, status=403, sentence=sentence))
        sociallogin.connect(request, person)


def second_factor_first(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Lead a person whose role needs a second factor to set it up; until then only the sign-in pages answer."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.session.get(DUE) or request.path.startswith(
            ("/accounts/", "/i18n/", "/ui/", settings.STATIC_URL)
        ):
            return get_response(request)
        if is_mfa_enabled(request.user):
            del request.session[DUE]
            return get_response(request)
        if request.method == "GET" and not request.headers.get("HX-Request"):
            return redirect(reverse("mfa_activate_totp"))
        return errors.turned(request, NotAllowed(_("Set up your second factor first; then send this again.")))

    return answer
