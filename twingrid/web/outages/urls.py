"""Addresses of outages for staff; what residents see of them is public (web/public)."""

from django.urls import URLPattern, path

from twingrid.web.outages import callers, edit, frequent, lists, one

app_name = "outages"
urlpatterns: list[URLPattern] = [
    path("", lists.page, name="page"),
    path("crowds/", lists.crowds, name="crowds"),
    path("outages.<str:kind>", lists.export, name="export"),
    path("frequent/", frequent.page, name="frequent"),
    path("frequent/count/", frequent.recount, name="recount"),
    path("frequent/choose/", frequent.choose, name="choose_rules"),
    path("frequent/<int:place_id>/", frequent.home, name="frequent_home"),
    path("frequent.csv", frequent.export, name="frequent_csv"),
    path("new/", edit.new, name="new"),
    path("<str:number>/", one.page, name="outage"),
    path("<str:number>/edit/", edit.change, name="edit"),
    path("<str:number>/callers/", callers.page, name="callers"),
    path("<str:number>/detach/", callers.detach, name="detach"),
    path("<str:number>/<str:name>/", one.move, name="move"),
]
