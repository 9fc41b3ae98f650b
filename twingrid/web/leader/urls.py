"""Addresses of the leader's pages."""

from django.urls import URLPattern, path

from twingrid.web.leader import away, morning

app_name = "leader"
urlpatterns: list[URLPattern] = [
    path("", morning.page, name="page"),
    path("load/<int:user_id>/", away.load, name="load"),
    path("away/", away.page, name="away"),
    path("away/<int:user_id>/", away.absence, name="absence"),
    path("away/<int:absence_id>/end/", away.end, name="end_absence"),
]
