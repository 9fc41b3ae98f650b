"""The first page after sign-in, and the demo's page to sign in as somebody of the cast."""

from dataclasses import dataclass

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twingrid.kit import clock
from twingrid.kit.refusals import NotFound, Refused
from twingrid.people import queries as people_queries
from twingrid.people import text_queries
from twingrid.people.choices import Role
from twingrid.web.shell.accounts import DUE
from twingrid.web.shell.cards import Words
from twingrid.web.shell.opening import open_to_all

PER_ROLE = 12


@dataclass(frozen=True, slots=True)
class Door:
    """Where a role works: address and words."""

    href: str
    title: Words
    words: Words


_WORK = Door("/work/", gettext_lazy("My work"), gettext_lazy("Requests of your area, with the next move for each."))
_LEADER = Door("/leader/", gettext_lazy("My team"), gettext_lazy("Who has too much, and what is about to be late."))
_DESK = Door("/desk/", gettext_lazy("The desk"), gettext_lazy("A call, a place, the person who answers, one request."))
_COUNTER = Door(
    "/counter/", gettext_lazy("The counter"), gettext_lazy("One form for water, power, gas and heating, one number.")
)
_PARTNER = Door("/partner/", gettext_lazy("Our joint cases"), gettext_lazy("What waits for your company."))
_CENTRE = Door("/centre/", gettext_lazy("The centre"), gettext_lazy("Coverage, requests and people in figures."))
# In the order in which a person of several roles is offered them.
DOORS: dict[str, Door] = {
    Role.DISPATCHER: _DESK,
    Role.CLERK: _COUNTER,
    Role.POWER_WORKER: _WORK,
    Role.COMMUNITY_WORKER: _WORK,
    Role.POWER_LEADER: _LEADER,
    Role.ACCOUNTABLE_LEAD: _LEADER,
    Role.MANAGER: _CENTRE,
    Role.ADMINISTRATOR: _CENTRE,
    Role.PARTNER: _PARTNER,
}
ROLE_WORDS: dict[str, Words] = {
    Role.POWER_WORKER: gettext_lazy("Power grid workers"),
    Role.POWER_LEADER: gettext_lazy("Power grid leaders"),
    Role.ACCOUNTABLE_LEAD: gettext_lazy("Accountable leads"),
    Role.COMMUNITY_WORKER: gettext_lazy("Community grid workers"),
    Role.DISPATCHER: gettext_lazy("Dispatchers"),
    Role.CLERK: gettext_lazy("Counter clerks"),
    Role.MANAGER: gettext_lazy("Centre managers"),
    Role.ADMINISTRATOR: gettext_lazy("Administrators"),
    Role.PARTNER: gettext_lazy("Partner companies"),
}


@require_GET
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """The first page of a person's role; a choice for somebody with several, a way on for somebody with none."""
    assert request.user.is_authenticated
    roles = people_queries.grants_of(request.user, at=clock.now()).roles
    doors = list(dict.fromkeys(door for role, door in DOORS.items() if role in roles))
    if len(doors) == 1:
        return HttpResponseRedirect(doors[0].href)
    return render(request, "shell/home.html", {"doors": doors})


def no_password(request: HttpRequest) -> HttpResponse:
    """For people who come by single sign-on (or as the cast): there is no password to change here."""
    raise Refused(_("You sign in without a password here, so there is none to change. Use your company account."))


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD"])
def cast(request: HttpRequest) -> HttpResponse:
    """The demo's invented people by role, each with a button to sign in as them."""
    text = request.GET.get("q", "").strip()[:40]
    found = people_queries.demo_cast(text, at=clock.now(), per_role=PER_ROLE)
    groups = [
        {"words": text_queries.role_word(role) or ROLE_WORDS[role], "people": people, "more": count - len(people)}
        for role, (people, count) in found.items()
    ]
    return render(request, "shell/sign_in_as.html", {"groups": groups, "text": text})


@open_to_all
@require_POST
def sign_in_as(request: HttpRequest, user_id: int) -> HttpResponse:
    """Sign in as an invented person of the demo."""
    person = people_queries.demo_person(user_id)
    if person is None:
        raise NotFound(_("Nobody of the cast has this number. Choose somebody from the list."))
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    request.session.pop(DUE, None)
    return HttpResponseRedirect("/home/")
