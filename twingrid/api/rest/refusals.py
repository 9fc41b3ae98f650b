"""Every refusal as JSON: a sentence, and the field to correct if one is to blame. The only place that does it."""

from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from twingrid.kit.refusals import Turned
from twingrid.people.shapes import misfit

_HEADERS = {401: {"WWW-Authenticate": "Bearer"}, 429: {"Retry-After": "60"}}


def answer_refusals(api: NinjaAPI) -> None:
    """Teach `api` what to answer."""
    api.add_exception_handler(Turned, _turned)
    api.add_exception_handler(AuthenticationError, _unknown)
    api.add_exception_handler(ValidationError, _misfitting)
    api.add_exception_handler(HttpError, _unreadable)
    for unreadable in (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError):
        api.add_exception_handler(unreadable, _too_much)


def _say(status: int, sentence: str, field: str = "") -> HttpResponse:
    body = {"detail": sentence, "field": field}
    return JsonResponse(
        body, status=status, headers=_HEADERS.get(status, {}), json_dumps_params={"ensure_ascii": False}
    )


def _turned(request: HttpRequest, error: Any) -> HttpResponse:
    return _say(error.status, error.sentence, error.field)


def _unknown(request: HttpRequest, error: Any) -> HttpResponse:
    return _say(401, _("Send a key that holds for this city: Authorization: Bearer KEY."))


def _misfitting(request: HttpRequest, error: Any) -> HttpResponse:
    return _turned(request, misfit(error.errors))


def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    if error.status_code == 400:
        return _too_much(request, error)
    return _say(error.status_code, str(error))


def _too_much(request: HttpRequest, error: Any) -> HttpResponse:
    return _say(422, _("This is not JSON, or more than one megabyte. Send less at once, in UTF-8."))
