"""Addresses of a partner company: the list of its legs, and one with its moves."""

from django.urls import URLPattern, path

from twingrid.web.partner import legs

app_name = "partner"
urlpatterns: list[URLPattern] = [
    path("", legs.listing, name="list"),
    path("<str:number>/<str:company>/", legs.page, name="leg"),
    path("<str:number>/<str:company>/<str:name>/", legs.move, name="move"),
]
