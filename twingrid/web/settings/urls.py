"""Addresses of the settings: people, what they hold, hours that nobody covers."""

from django.urls import URLPattern, path

from twingrid.web.settings import aliases, exceptions, hours, hub, people

app_name = "settings"
urlpatterns: list[URLPattern] = [
    path("", hub.page, name="hub"),
    path("people/", people.listing, name="people"),
    path("people/<int:user_id>/", people.person, name="person"),
    path("people/<int:user_id>/active/", people.active, name="active"),
    path("people/<int:user_id>/second-factor/", people.second_factor, name="second_factor"),
    path("postings/<int:posting_id>/replace/", people.replace, name="replace"),
    path("contacts/<int:contact_id>/verify/", people.verify, name="verify"),
    path("aliases/", aliases.page, name="aliases"),
    path("aliases/<int:proposal_id>/approve/", aliases.approve, name="approve_alias"),
    path("aliases/<int:proposal_id>/refuse/", aliases.refuse, name="refuse_alias"),
    path("hours/", hours.page, name="hours"),
    path("hours/fill/", hours.fill, name="fill"),
    path("exceptions/", exceptions.page, name="exceptions"),
    path("exceptions/grant/", exceptions.grant, name="exception_grant"),
    path("exceptions/<int:override_id>/end/", exceptions.end, name="exception_end"),
]
