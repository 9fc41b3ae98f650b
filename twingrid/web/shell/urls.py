"""Addresses that belong to no door: language, sign-in as a demo person, files."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from twingrid.web.shell import outbox, preferences, styleguide, views

app_name = "shell"
urlpatterns: list[URLPattern | URLResolver] = [
    path("home/", views.home, name="home"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("ui/elder/", preferences.elder, name="elder"),
    path("ui/theme/", preferences.theme, name="theme"),
    path("ui/style/", styleguide.page, name="styleguide"),
]
if settings.DEMO:  # production has no such address
    urlpatterns += [
        path("demo/outbox/", outbox.page, name="outbox"),
        path("demo/sign-in/", views.cast, name="cast"),
        path("demo/sign-in/<int:user_id>/", views.sign_in_as, name="sign_in_as"),
    ]
