"""Sign-in rules: nobody registers by himself; single sign-on only for people we know."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext as _

from twingrid.people import queries as people_queries
from twingrid.web.shell import errors


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class KnownPeopleOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """The company's sign-on is matched to an existing person by employee number; nobody is created."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing:
            return
        number = str(sociallogin.account.extra_data.get("employee_number", ""))
        person = people_queries.person_by_employee_no(number) if number else None
        if person is None:
            sentence = _("Your company account is not known here. Ask the administrator to add your employee number.")
            raise ImmediateHttpResponse(errors.page(request, status=403, sentence=sentence))
        sociallogin.connect(request, person)
