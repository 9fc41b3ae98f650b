"""Addresses of the centre's pages."""

from django.urls import URLPattern, path

from twingrid.web.dashboard import centre

app_name = "dashboard"
urlpatterns: list[URLPattern] = [
    path("", centre.page, name="page"),
    path("rows/", centre.rows_behind, name="rows"),
]
