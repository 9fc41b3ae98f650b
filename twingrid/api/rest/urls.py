"""Where the interface answers. Its description is for signed-in administrators only."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET
from ninja.openapi.views import openapi_view

from twingrid.api.rest.addresses import api
from twingrid.kit import clock
from twingrid.people import queries as people_queries
from twingrid.people.permissions import PeoplePermission


@require_GET
def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description."""
    _administrators_only(request)
    return JsonResponse(api.get_openapi_schema(path_prefix=reverse("rest:openapi-json").removesuffix("openapi.json")))


@require_GET
def handbook(request: HttpRequest) -> HttpResponse:
    """The description as a page."""
    _administrators_only(request)
    return openapi_view(request, api=api)


def _administrators_only(request: HttpRequest) -> None:
    people_queries.require(request.user, PeoplePermission.KEY_MANAGE, at=clock.now())  # type: ignore[arg-type]  # signed in


def _opened(pattern: URLPattern) -> URLPattern:
    """Needs no sign-in: the key is asked for by the interface itself."""
    pattern.callback.open_to_all = True  # type: ignore[attr-defined]  # a mark on the view
    return pattern


app_name = "rest"
_own = {"openapi-json", "openapi-view", "api-root"}
urlpatterns: list[URLPattern] = [
    path("openapi.json", description, name="openapi-json"),
    path("docs", handbook, name="openapi-view"),
    *(_opened(p) for p in api.urls[0] if isinstance(p, URLPattern) and p.name not in _own),
]
