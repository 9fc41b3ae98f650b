"""What happens to every request before a page sees it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django_tenants.middleware.main import TenantMainMiddleware

from twingrid.cities import queries as cities_queries
from twingrid.kit.refusals import Turned
from twingrid.people import queries as people_queries
from twingrid.web.shell import errors
from twingrid.web.shell import health as health_views

Answer = Callable[[HttpRequest], HttpResponse]


def health(get_response: Answer) -> Answer:
    """Answer /health/* and /metrics before any city is looked up: a probe names no city."""

    def answer(request: HttpRequest) -> HttpResponse:
        view = health_views.PATHS.get(request.path)
        return view(request) if view else get_response(request)

    return answer


class CityMiddleware(TenantMainMiddleware):  # type: ignore[misc]  # django-tenants has no types
    """Find the city by host name; an unknown host gets a sentence, never another city's page."""

    def get_tenant(self, domain_model: Any, hostname: str) -> Any:
        city = cities_queries.city_of_host(hostname)
        if city is None:
            raise domain_model.DoesNotExist
        return city

    def no_tenant_found(self, request: HttpRequest, hostname: str, *args: Any) -> HttpResponse:
        return errors.unknown_city(request)


def content_security(get_response: Answer) -> Answer:
    """Only our own scripts, styles and pictures, MapLibre's worker too. Forms may lead to the sign-on server."""
    policy = (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "worker-src 'self'; connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action 'self' {settings.OIDC_ORIGIN}".rstrip()
    )

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "geolocation=(self), camera=(self), microphone=()")
        return response

    return answer


class closed_unless_open:  # noqa: N801 - named like the function it stands for in MIDDLEWARE
    """Every page needs a signed-in person unless its view is marked `@open_to_all`."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with people_queries.grants_asked_once():
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.user.is_authenticated or getattr(view, "open_to_all", False):
            return None
        if view.__module__.startswith(("allauth.", "django.views.i18n")):
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": f"{settings.LOGIN_URL}"})
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


class RefusalMiddleware:
    """Turn every refusal into its page or fragment, with its sentence and its status."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Turned):
            return errors.turned(request, error)
        if isinstance(error, Http404):
            return None
        return None
