"""What every address of this door does first and last: language, city, flood limit, errors in the asked format."""

import functools
import hashlib
import hmac
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from twingrid.api.open311.formats import answer
from twingrid.cities import queries as cities_queries
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, TooMany, Turned

READS, SECONDS = 120, 60
"""Questions without a key of one network address within so many seconds."""
# Open311 knows 403 for keys, 404 for what is not there, and 400 for everything else that a client can mend.
_STATUS = {401: 403, 403: 403, 404: 404, 405: 405, 429: 429, 503: 503}
_WAIT = {429: "60", 503: "5"}

View = Callable[..., HttpResponse]


class WrongMethod(Turned):
    """Another method than the address has."""

    status = 405


def door(*methods: str) -> Callable[[View], View]:
    """Open a view to applications, by these methods; whatever is refused becomes Open311's list of errors."""

    def opened(view: View) -> View:
        @functools.wraps(view)
        def inside(request: HttpRequest, *args: Any, form: str, **kwargs: Any) -> HttpResponse:
            with translation.override(language_of(request)):
                try:
                    _check_method(request, methods)
                    count_reading(request)
                    check_jurisdiction(request.GET.get("jurisdiction_id", ""))
                    found = view(request, *args, form=form, **kwargs)
                except Turned as error:
                    found = failed(error, form=form)
                    if error.status == 405:
                        found.headers["Allow"] = ", ".join(methods)
                found.headers["Content-Language"] = translation.get_language() or "en"
                found.headers["Cache-Control"] = "no-store"
                patch_vary_headers(found, ("Accept-Language",))
                return found

        inside.open_to_all = True  # type: ignore[attr-defined]  # a mark on the view: keys are asked for by the door
        return csrf_exempt(inside)

    return opened


def failed(error: Turned, *, form: str) -> HttpResponse:
    """A refusal as Open311 writes it."""
    status = _STATUS.get(error.status, 400)
    response = answer("errors", [{"code": status, "description": error.sentence}], form=form, status=status)
    if status in _WAIT:
        response.headers["Retry-After"] = _WAIT[status]
    return response


def language_of(request: HttpRequest) -> str:
    """The language that the request asks for, if we have it; English where it asks for none."""
    for name, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()[:200]):
        if name.startswith("zh"):
            return "zh-hans"
        if name.startswith("en"):
            return "en"
    return "en"


def check_jurisdiction(given: str) -> None:
    """A host serves one city, so nothing need be said; what is said must be this city."""
    if given.strip() and given.strip().lower() not in jurisdictions():
        raise NotFound(
            _("This jurisdiction_id is not served here. Leave it out, or send {name}.").format(name=jurisdictions()[0])
        )


def jurisdictions() -> list[str]:
    """What the present city may be called: its host, its other hosts, its short name."""
    city = cities_queries.present_city()
    return [*cities_queries.hosts_of(city), str(city.schema_name)]


def count_reading(request: HttpRequest) -> None:
    """Count a question without a key; the address is kept for a minute, as a digest. Raises `TooMany`."""
    if request.method == "POST":
        return  # counted by its key, or as a wrong key
    count_address(request)


def count_address(request: HttpRequest) -> None:
    """Count what an address asks without a key that holds. Raises `TooMany`."""
    address = request.META.get("REMOTE_ADDR", "")
    key = "open311-" + hmac.new(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()
    cache.add(key, 0, timeout=SECONDS)
    try:
        count = cache.incr(key)
    except ValueError:  # it went out in between
        return
    if count > READS:
        raise TooMany(_("Many questions came from here just now. Wait a minute and go on."))


def no_key() -> NotAllowed:
    """Neither a wrong key nor none is told more than this."""
    return NotAllowed(_("Send a key of this city as api_key, in the body. The city's administrators give one."))


def wrong(sentence: str, *, field: str) -> BadInput:
    """A parameter that cannot be used."""
    return BadInput(sentence, field=field)


def _check_method(request: HttpRequest, methods: tuple[str, ...]) -> None:
    allowed = {*methods, "HEAD"} if "GET" in methods else set(methods)
    if request.method not in allowed:
        raise WrongMethod(_("This address answers to {methods} only.").format(methods=", ".join(methods)))
