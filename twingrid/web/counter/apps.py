"""Django's entry of this door."""

from django.apps import AppConfig


class CounterConfig(AppConfig):
    """The joint counter: one intake for several companies, its receipt, every case seen through; owns no table."""

    name = "twingrid.web.counter"
    label = "web_counter"
