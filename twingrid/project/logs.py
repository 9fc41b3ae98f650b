"""JSON logs that name the city and nobody: no bodies, no query strings, no words of people."""

import logging

from django.db import connection
from pythonjsonlogger.json import JsonFormatter


class CityFilter(logging.Filter):
    """Adds the city's schema to each record, and cuts query strings off addresses."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.city = getattr(connection, "schema_name", "public")
        request = getattr(record, "request", None)
        if request is not None:
            record.path = getattr(request, "path", "")
            record.request = None
        return True


def formatter() -> JsonFormatter:
    """One JSON object a line: time, level, logger, city, message."""
    return JsonFormatter(
        "%(asctime)s %(levelname)s %(name)s %(city)s %(message)s",
        rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
        json_ensure_ascii=False,
    )
