"""Where Open311 answers. The format is the ending, as GeoReport v2 says."""

from django.urls import URLPattern, path, register_converter

from twingrid.api.open311 import views
from twingrid.api.open311.formats import FORMATS


class RestConverter:
    """Anything at all, line breaks too."""

    regex = r"[\s\S]+"

    def to_python(self, value: str) -> str:
        """As it is written."""
        return value

    def to_url(self, value: str) -> str:
        """The same way back."""
        return value


class FormatConverter(RestConverter):
    """`xml` or `json`."""

    regex = "|".join(FORMATS)


register_converter(RestConverter, "open311_rest")
register_converter(FormatConverter, "open311_format")
app_name = "open311"
urlpatterns: list[URLPattern] = [
    path("discovery.<open311_format:form>", views.discovery, name="discovery"),
    path("v2/services.<open311_format:form>", views.services, name="services"),
    path("v2/services/<str:code>.<open311_format:form>", views.definition, name="definition"),
    path("v2/requests.<open311_format:form>", views.requests, name="requests"),
    path("v2/requests/<str:number>.<open311_format:form>", views.one_request, name="request"),
    path("v2/tokens/<str:code>.<open311_format:form>", views.token, name="token"),
    path("<open311_rest:path>.<open311_format:form>", views.elsewhere, name="elsewhere"),
    path("<open311_rest:path>", views.elsewhere, {"form": "xml"}, name="elsewhere-plain"),
]
