"""Addresses that belong to no door: language, sign-in as a demo person, files."""

from django.urls import URLPattern, URLResolver, include, path

from twingrid.web.shell import preferences, styleguide

app_name = "shell"
urlpatterns: list[URLPattern | URLResolver] = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("ui/elder/", preferences.elder, name="elder"),
    path("ui/theme/", preferences.theme, name="theme"),
    path("ui/style/", styleguide.page, name="styleguide"),
]
