"""Probes: alive, ready, figures of the process. They name no city and no person."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse


def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"live": True})


PATHS: dict[str, Callable[[HttpRequest], HttpResponse]] = {"/health/live": live}
