"""Django's entry of this door."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    """The workbench pages; owns no table."""

    name = "twingrid.web.workbench"
    label = "web_workbench"
