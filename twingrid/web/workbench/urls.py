"""Addresses of the workbench: the list in the hand, and the page of one request for everybody who may see it."""

from django.urls import URLPattern, path

from twingrid.web.workbench import lists, moves, tickets

app_name = "workbench"
urlpatterns: list[URLPattern] = [
    path("", lists.my_list, name="list"),
    path("map/", lists.my_map, name="map"),
    path("requests.json", lists.markers, name="markers"),
    path("me/", lists.me, name="me"),
    path("t/<str:number>/", tickets.page, name="ticket"),
    path("t/<str:number>/photo/<int:photo_id>/", tickets.photo, name="photo"),
    path("t/<str:number>/<str:name>/", moves.move, name="move"),
]
