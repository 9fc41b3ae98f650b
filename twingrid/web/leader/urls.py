"""Addresses of the leader's pages."""

from django.urls import URLPattern, path

from twingrid.web.leader import away, cover, morning, pair

app_name = "leader"
urlpatterns: list[URLPattern] = [
    path("", morning.page, name="page"),
    path("load/<int:user_id>/", away.load, name="load"),
    path("numbers/", cover.numbers, name="numbers"),
    path("numbers/<int:contact_id>/replace/", cover.replace_number, name="replace_number"),
    path("pairs/", cover.pairs, name="pairs"),
    path("pairs/propose/", cover.propose, name="propose_pairing"),
    path("pairs/<int:pairing_id>/", pair.pair, name="pair"),
    path("pairs/<int:pairing_id>/end/", cover.end_pair, name="end_pairing"),
    path("away/", away.page, name="away"),
    path("away/<int:user_id>/", away.absence, name="absence"),
    path("away/<int:absence_id>/end/", away.end, name="end_absence"),
]
