"""Pages for what went wrong: a sentence and a way on."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from twingrid.kit.refusals import Turned


def turned(request: HttpRequest, error: Turned) -> HttpResponse:
    """The page (or, for htmx, the fragment) of a refusal."""
    return page(request, status=error.status, sentence=error.sentence)


def page(request: HttpRequest, *, status: int, sentence: str) -> HttpResponse:
    """An error page with a sentence."""
    name = "shell/_error.html" if request.headers.get("HX-Request") else "shell/error.html"
    return render(request, name, {"status": status, "sentence": sentence}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return page(request, status=400, sentence=_("This request could not be read. Go back and try again."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return page(request, status=403, sentence=_("You may not do this. Ask your leader if you need it."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old or came from elsewhere."""
    return page(request, status=403, sentence=_("This form is too old. Go back, reload the page and send it again."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return page(
        request, status=404, sentence=_("There is no such page. Check the address or start from the first page.")
    )


def too_many(request: HttpRequest) -> HttpResponse:
    """429: the limit against guessing is reached."""
    return page(request, status=429, sentence=_("That was too often. Wait five minutes and try again."))


def unknown_city(request: HttpRequest) -> HttpResponse:
    """A host name without a city: plain text, since nothing of any city may show."""
    return HttpResponse("No city has this address. Check the host name.\n", status=404, content_type="text/plain")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: nothing of the error itself is shown."""
    context: dict[str, Any] = {"status": 500, "sentence": _("Something broke on our side. Try again in a minute.")}
    return render(request, "shell/error.html", context, status=500)
