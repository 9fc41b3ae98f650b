"""Addresses of the centre's pages."""

from django.urls import URLPattern, path

from twingrid.web.dashboard import centre, coverage, lacking

app_name = "dashboard"
urlpatterns: list[URLPattern] = [
    path("", centre.page, name="page"),
    path("rows/", centre.rows_behind, name="rows"),
    path("coverage/", coverage.page, name="coverage"),
    path("coverage.csv", coverage.file, name="coverage_file"),
    path("coverage/places/", lacking.page, name="places"),
    path("coverage/places.csv", lacking.file, name="places_file"),
]
