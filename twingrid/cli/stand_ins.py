"""`twingrid stand-ins`: the process beside the site that takes the demo's messages in place of the vendors."""

import logging
import time

import click
from django.conf import settings
from django.db import Error, connections
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.cli.fakes import demo
from twingrid.kit.refusals import Refused, Turned

_LOOK_EVERY = 30.0  # seconds between two looks at whether the channels are there: a demo may be loaded anew
_log = logging.getLogger("twingrid.stand_ins")


@click.command()
def stand_ins() -> None:
    """Take the demo's messages on this machine, and keep a channel of each kind to here, until Ctrl-C."""
    if not settings.DEMO:
        raise Refused(_("A production sends to the vendors themselves. Stand-ins are for the demo only."))
    schemas = [city.schema_name for city in cities_queries.all_cities() if city.is_demo]
    stands = demo.stand_up(schemas, port=settings.FAKES_PORT)
    _log.info("The stand-ins listen", extra={"http": stands.http.port, "mail": stands.mail.port})
    try:
        while True:
            _look(stands)
            time.sleep(_LOOK_EVERY)
    finally:
        stands.down()


def _look(stands: demo.Stands) -> None:
    try:
        if changed := demo.connect(stands):
            _log.info("The demo's channels lead here", extra={"channels": changed})
    except (Error, Turned) as trouble:
        _log.warning("The demo's channels could not be looked at", extra={"why": type(trouble).__name__})
    finally:
        connections.close_all()
