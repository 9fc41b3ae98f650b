"""Addresses of the settings: people, what they hold, hours that nobody covers, channels and their messages."""

from django.urls import URLPattern, path

from twingrid.web.settings import aliases, channels, deliveries, exceptions, hours, hub, people

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
    path("channels/", channels.listing, name="channels"),
    path("channels/new/<slug:kind>/", channels.new, name="channel_new"),
    path("channels/<int:channel_id>/", channels.one, name="channel"),
    path("channels/<int:channel_id>/state/", channels.state, name="channel_state"),
    path("channels/<int:channel_id>/test/", channels.test, name="channel_test"),
    path("deliveries/", deliveries.listing, name="deliveries"),
    path("deliveries/<int:delivery_id>/", deliveries.one, name="delivery"),
    path("deliveries/<int:delivery_id>/settle/", deliveries.settle, name="settle"),
    path("hours/", hours.page, name="hours"),
    path("hours/fill/", hours.fill, name="fill"),
    path("exceptions/", exceptions.page, name="exceptions"),
    path("exceptions/grant/", exceptions.grant, name="exception_grant"),
    path("exceptions/<int:override_id>/end/", exceptions.end, name="exception_end"),
]
