"""Two switches that need no account: elder mode and light or dark. A cookie each, kept for a year."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from twingrid.web.shell.appearance import ELDER_COOKIE, THEME_COOKIE, THEMES
from twingrid.web.shell.opening import open_to_all
from twingrid.web.shell.returning import page_before

YEAR = 365 * 24 * 3600


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page the switch was on; never to another host."""
    return HttpResponseRedirect(page_before(request))


def _remember(request: HttpRequest, response: HttpResponse, name: str, value: str) -> HttpResponse:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response


@open_to_all
@require_POST
def elder(request: HttpRequest) -> HttpResponse:
    """Switch elder mode on (`elder=1`) or off."""
    return _remember(request, _back(request), ELDER_COOKIE, "1" if request.POST.get("elder") == "1" else "0")


@open_to_all
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep light, dark, or what the device prefers (`auto`)."""
    wanted = request.POST.get("theme", "auto")
    return _remember(request, _back(request), THEME_COOKIE, wanted if wanted in THEMES else "auto")
