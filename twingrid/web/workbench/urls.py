"""Addresses of the workbench."""

from django.urls import URLPattern, path

from twingrid.web.workbench import tickets

app_name = "workbench"
urlpatterns: list[URLPattern] = [
    path("", tickets.my_list, name="list"),
    path("t/<str:number>/", tickets.ticket, name="ticket"),
]
