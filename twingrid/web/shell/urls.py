"""Addresses that belong to no door: language, sign-in as a demo person, files."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "shell"
urlpatterns: list[URLPattern | URLResolver] = [path("i18n/", include("django.conf.urls.i18n"))]
