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


def count_search(request: HttpRequest) -> None:
    """Count a search; the address is kept for a minute, as a digest. Raises `TooMany`."""
    address = request.META.get("REMOTE_ADDR", "")
    key = "find-" + hmac.new(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()
    cache.add(key, 0, timeout=SECONDS)
    try:
        count = cache.incr(key)
    except ValueError:  # it went out in between
        return
    if count > SEARCHES:
        raise TooMany(_("Many searches came from here just now. Wait a minute, or call the number on the plate."))
