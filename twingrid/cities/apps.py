"""Django's entry of this app."""

from django.apps import AppConfig


class CitiesConfig(AppConfig):
    """The tenants: one schema a city."""

    name = "twingrid.cities"
    label = "cities"
    default_auto_field = "django.db.models.BigAutoField"
