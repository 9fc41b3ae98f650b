"""Addresses of the leader's pages."""

from django.urls import URLPattern, path

from twingrid.web.leader import morning

app_name = "leader"
urlpatterns: list[URLPattern] = [
    path("", morning.page, name="page"),
    path("load/<int:user_id>/", morning.load, name="load"),
]
