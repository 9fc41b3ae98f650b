"""What a process of the site reads in when it starts, so that the first person does not wait for it."""

import logging
import threading

from django.db import connection

from twingrid.cities import queries as cities_queries
from twingrid.coverage import queries as coverage_queries
from twingrid.kit import clock, startup

logger = logging.getLogger(__name__)

WHAT = "the places and areas of the cities"


def warm_cities() -> None:
    """Read in the places and areas of every city, one after the other. What fails is read at its first question."""
    try:
        for city in cities_queries.all_cities():
            with cities_queries.inside(city.schema_name):
                coverage_queries.warm(at=clock.now())
    except Exception:  # the edge of a thread: the site serves without it
        logger.warning("reading in the cities at start failed", exc_info=True)
    finally:
        startup.ends(WHAT)
        connection.close()


def begin() -> threading.Thread:
    """Start `warm_cities` beside the serving threads; the probe says "not ready" until it has ended."""
    startup.begins(WHAT)
    thread = threading.Thread(target=warm_cities, name="warming", daemon=True)
    thread.start()
    return thread
