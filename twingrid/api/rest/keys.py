"""Letting a system in by its key."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from twingrid.api.rest.reading import check_address
from twingrid.kit import clock
from twingrid.people.actions import keys
from twingrid.people.actions.keys import Visitor


class Key(HttpBearer):
    """`Authorization: Bearer KEY`. The key is neither logged nor kept."""

    def authenticate(self, request: HttpRequest, token: str) -> Visitor | None:
        """Who comes with this key at this city, or nobody."""
        check_address(request)
        return keys.use_key(key=token, at=clock.now())


def visitor(request: Any) -> Visitor:
    """The system that was let in."""
    found: Visitor = request.auth
    return found
