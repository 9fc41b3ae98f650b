"""Django's entry of this app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Users, units, postings, shifts, absences, pairings, contacts."""

    name = "twingrid.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
