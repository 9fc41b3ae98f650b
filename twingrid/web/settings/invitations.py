"""Inviting somebody: entering them, and a link that is shown once and sent by mail where the city sends mail."""

from smtplib import SMTPException

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from twingrid.cities.addresses import public_base
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.people import queries as people_queries
from twingrid.people.actions import invitations as invitation_actions
from twingrid.people.permissions import PeoplePermission as May
from twingrid.people.queries import Person
from twingrid.web.settings.forms import InviteForm


def _inviter(request: HttpRequest) -> Person:
    assert request.user.is_authenticated
    people_queries.require(request.user, May.USER_INVITE, at=clock.now())
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Enter somebody and give them a link."""
    by = _inviter(request)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = invitation_actions.enter_user(**form.cleaned_data, by=by, at=clock.now())
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            return _link(request, made, by=by)
    return render(request, "settings/invite.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@never_cache
def again(request: HttpRequest, user_id: int) -> HttpResponse:
    """A fresh link; the former one is void."""
    by = _inviter(request)
    found = people_queries.person_by_id(user_id)
    if found is None:
        raise NotFound(_("There is nobody with this number. Search by name."))
    return _link(request, found, by=by)


@require_POST
def revoke(request: HttpRequest, user_id: int) -> HttpResponse:
    """The link that was given is void."""
    invitation_actions.revoke_invitation(user_id=user_id, by=_inviter(request), at=clock.now())
    messages.success(request, _("The link is void."))
    return redirect("settings:person", user_id=user_id)


def _link(request: HttpRequest, person: Person, *, by: Person) -> HttpResponse:
    """The page that shows the link once; the secret is in no address that we keep."""
    secret = invitation_actions.invite_user(user_id=person.pk, by=by, at=clock.now())
    link = public_base() + reverse("account_invited", args=(secret,))
    context = {
        "person": person,
        "link": link,
        "sent": _send(person, link),
        "until": clock.now() + invitation_actions.HOLDS,
    }
    return render(request, "settings/invited.html", context)


def _send(person: Person, link: str) -> bool:
    """Send the link by mail; whether it was handed over. A failure is no loss: the link is on the screen."""
    if not person.email or not settings.MAIL_SENDS:
        return False
    words = _(
        "{name}, you are invited to twingrid. Set your password within three days:\n\n{link}\n\nThe link opens once."
    )
    try:
        send_mail(_("Your invitation to twingrid"), words.format(name=person.name, link=link), None, [person.email])
    except (OSError, SMTPException):
        return False
    return True
