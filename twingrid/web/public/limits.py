"""How often one address may search: enough for any person, too little to list a city."""

import hashlib
import hmac

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from twingrid.kit.refusals import TooMany

SEARCHES, SECONDS = 90, 60
"""Searches of one network address (a whole office may share it) within so many seconds."""


CORRECTIONS, DAY = 6, 24 * 3600
"""Corrected searches of one address that count within a day."""


def count_search(request: HttpRequest) -> None:
    """Count a search; the address is kept for a minute, as a digest. Raises `TooMany`."""
    if _count("find", request, seconds=SECONDS) > SEARCHES:
        raise TooMany(_("Many searches came from here just now. Wait a minute, or call the number on the plate."))


def may_correct(request: HttpRequest) -> bool:
    """Count a corrected search; whether it still counts today. The address is kept for a day, as a digest."""
    return _count("meant", request, seconds=DAY) <= CORRECTIONS


def _count(what: str, request: HttpRequest, *, seconds: int) -> int:
    address = request.META.get("REMOTE_ADDR", "")
    key = f"{what}-" + hmac.new(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key)
    except ValueError:  # it went out in between
        return 1
