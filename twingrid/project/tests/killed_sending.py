"""What `test_killed_sending.py` runs in a process of its own: one sending to the platform of yunting.

`MOMENT` (ISO): the clock's hand, as in the test that has made the rows.
"""

import sys
from datetime import datetime

import django

django.setup()

from twingrid.cities import queries as cities_queries  # noqa: E402 - Django comes first
from twingrid.kit import clock  # noqa: E402
from twingrid.work.actions import sending  # noqa: E402

AT = datetime.fromisoformat(sys.argv[1])

with clock.fixed(AT), cities_queries.inside("yunting"):
    sending.send_next_change(at=AT)
