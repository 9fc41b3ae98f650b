"""Probes: alive, ready, figures of the process. They name no city and no person."""

import hmac
import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from twingrid.cities import upkeep
from twingrid.kit import queue, startup
from twingrid.web.shell import measure

HEARTBEAT_WITHIN = 60.0  # seconds: a worker that has given no sign of life for longer counts as gone
_PASSED_ON = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Forwarded", "Via")


def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"live": True})


def ready(request: HttpRequest) -> HttpResponse:
    """200 when the site can do its work, else 503 with the reasons."""
    reasons = troubles()
    answer = JsonResponse({"ready": not reasons, "reasons": reasons}, status=503 if reasons else 200)
    answer._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark: the answer is not an error of ours
    return answer


def troubles() -> list[str]:
    """Why the site cannot do its work, in words without personal data; empty when it can."""
    try:
        connection.set_schema_to_public()  # type: ignore[attr-defined]  # a city's connection
        return [*_migrations(), *_reading(), *_jobs()]
    except (DatabaseError, OSError):
        connection.close()
        return ["database: it does not answer"]


_tables_seen_ready: list[bool] = []


def _migrations() -> list[str]:
    if _tables_seen_ready:  # tables do not grow old while a process runs
        return []
    lacking = upkeep.unapplied_migrations()
    if not lacking:
        _tables_seen_ready.append(True)
    return [f"migrations: {schema} lacks {len(names)}; run twingrid migrate" for schema, names in lacking.items()]


def _reading() -> list[str]:
    # A search would be answered with "ask again in a few seconds": who passes requests on must send them elsewhere.
    return [f"start: {what} are being read in; wait" for what in startup.reading()]


def _jobs() -> list[str]:
    state = queue.state()
    found = []
    if state.heartbeat_age is None or state.heartbeat_age > HEARTBEAT_WITHIN:
        found.append("worker: no sign of life; run twingrid worker")
    if state.waiting > settings.BACKLOG_LIMIT:
        found.append(f"backlog: {state.waiting} jobs wait, more than {settings.BACKLOG_LIMIT}")
    return found


def figures(request: HttpRequest) -> HttpResponse:
    """Prometheus' figures: for this machine itself, or with the token; nobody else learns that they exist."""
    if not may_see_figures(request):
        return HttpResponse("Not found.\n", status=404, content_type="text/plain")
    return HttpResponse(measure.exposition(), content_type=measure.CONTENT_TYPE)


def may_see_figures(request: HttpRequest) -> bool:
    """Whether the asker holds the token or sits on this machine (and is not passed on by a proxy that does)."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if token and given and hmac.compare_digest(token.encode(), given.encode()):
        return True
    if token or any(name in request.headers for name in _PASSED_ON):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


PATHS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/health/live": live,
    "/health/ready": ready,
    "/metrics": figures,
}
