"""A worker whose clock runs fast: `python -m tests.storm.worker SPEED SINCE BEGINS LEASE`, in the storm's database."""

import os
import sys
from datetime import datetime

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twingrid.project.settings")

import django
from django.conf import settings

settings.PROCRASTINATE_WORKER_DEFAULTS = settings.PROCRASTINATE_WORKER_DEFAULTS | {"fetch_job_polling_interval": 0.2}
django.setup()

from twingrid.kit import clock  # noqa: E402 - Django comes first
from twingrid.project import worker  # noqa: E402

speed, since, begins, lease = sys.argv[1:]
clock.hasten(float(speed), since=datetime.fromisoformat(since), begins=datetime.fromisoformat(begins))
settings.SEND_LEASE = float(lease)
# A dead worker is noticed as much sooner as everything else goes faster.
worker.HEARTBEAT, worker.DEAD_AFTER, worker._TAKE_OVER_EVERY = 1.0, 5.0, 2.0
worker.run()
