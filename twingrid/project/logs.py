"""JSON logs that name the city and nobody: no bodies, no addresses of pages, no words of people."""

import logging
import re
import traceback
from types import TracebackType
from typing import Any

from django.db import connection
from pythonjsonlogger.json import JsonFormatter

# What a person may have typed into a value that an exception repeats: quoted text, Chinese words, longer numbers.
_TYPED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|\([^()]*\)=\([^()]*\)|[\u3400-\u9fff]+|\d{4,}")


class CityFilter(logging.Filter):
    """Adds the city's schema, and puts the route's name in the place of the page's address.

    An address may hold a private link; a route's name never does.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.city = getattr(connection, "schema_name", "public")
        request: Any = getattr(record, "request", None)
        if request is not None:
            match = getattr(request, "resolver_match", None)
            record.route = match.view_name if match is not None else "unmatched"
            record.method = getattr(request, "method", "")
            path = getattr(request, "path", "")
            if isinstance(record.args, tuple):
                record.args = tuple("…" if path and path in str(arg) else arg for arg in record.args)
            record.__dict__.pop("request")
        return True


class DiscreetFormatter(JsonFormatter):
    """One JSON object a line. An exception keeps its kind and its place; what was typed is cut out of its words."""

    def formatException(  # noqa: N802 - the library's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        kind, error, place = ei
        if kind is None or error is None:
            return ""
        frames = "".join(traceback.format_tb(place))
        words = str(error).split("\n", 1)[0]  # PostgreSQL puts the values of the row on the lines after
        return f"{frames}{kind.__module__}.{kind.__qualname__}: {_TYPED.sub('…', words)}"


def formatter() -> JsonFormatter:
    """One JSON object a line: time (UTC), level, logger, city, message."""
    return DiscreetFormatter(
        "%(levelname)s %(name)s %(city)s %(message)s",
        rename_fields={"levelname": "level", "name": "logger"},
        timestamp="time",
        json_ensure_ascii=False,
    )
