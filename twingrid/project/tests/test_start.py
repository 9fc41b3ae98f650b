"""A process of the site or of the worker does not pay for what commands alone use."""

import os
import subprocess
import sys

from tests import server

# Half a process's start and memory: the readers of maps and workbooks, the dictionary of readings, calendars.
LARGE = ("pandas", "geopandas", "pyogrio", "openpyxl", "pypinyin", "icalendar", "networkx", "ortools", "matplotlib")
LOADED = f"""
import django; django.setup()
import sys
import twingrid.project.urls
import twingrid.project.worker
print([name for name in {LARGE!r} if name in sys.modules])
"""


def test_a_serving_process_loads_none_of_the_large_libraries() -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "twingrid.project.settings"}
    command = [sys.executable, "-W", "ignore", "-c", LOADED]
    said = subprocess.run(command, env=environment, cwd=server.ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
