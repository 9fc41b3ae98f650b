"""The list of notices."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from twingrid.kit import clock
from twingrid.notices.permissions import NoticesPermission as May
from twingrid.notices.queries import notices as notice_queries
from twingrid.people import queries as people_queries
from twingrid.people.queries import Person

WORDS = {
    "work": gettext_lazy("In work"),
    "out": gettext_lazy("Out"),
    "past": gettext_lazy("Over"),
}


def viewer(request: HttpRequest) -> Person:
    """The signed-in person who may see notices."""
    assert request.user.is_authenticated
    people_queries.require(request.user, May.NOTICE_SEE, at=clock.now())
    return request.user


def writer(request: HttpRequest) -> Person:
    """The signed-in person who may write notices."""
    assert request.user.is_authenticated
    people_queries.require(request.user, May.NOTICE_WRITE, at=clock.now())
    return request.user


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Notices in work, out, and over."""
    user, at = viewer(request), clock.now()
    which = request.GET.get("which", "work")
    which = which if which in WORDS else "work"
    lines, counts = notice_queries.notices_for(user, which, at=at)
    context = {
        "lines": lines,
        "which": which,
        "tabs": [(key, words, counts[key], f"{reverse('composer:page')}?which={key}") for key, words in WORDS.items()],
        "may_write": people_queries.grants_of(user, at=at).may(May.NOTICE_WRITE),
        "at": at,
    }
    return render(request, "composer/page.html", context)
