"""Django's entry of this door."""

from django.apps import AppConfig


class PartnerConfig(AppConfig):
    """What a partner company does: its own legs of joint cases; owns no table."""

    name = "twingrid.web.partner"
    label = "web_partner"
