"""What every template may use."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """The city, whether this is the demo, and the reader's choices of elder mode and looks."""
    return {
        "city": getattr(connection, "tenant", None),
        "is_demo": settings.DEMO,
        "elder": request.COOKIES.get("elder") == "1",
        "looks": request.COOKIES.get("looks", ""),
    }
