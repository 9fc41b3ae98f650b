"""A log line names nobody."""

import json
import logging
import sys
from types import SimpleNamespace

from twingrid.project.logs import CityFilter, formatter


def line(message: str, *arguments: object, error: Exception | None = None, **more: object) -> dict[str, str]:
    """One record as it is written."""
    info = None
    if error is not None:
        try:
            raise error
        except type(error):
            info = sys.exc_info()
    record = logging.LogRecord("trial", logging.ERROR, __file__, 1, message, arguments, info)
    record.__dict__.update(more)
    CityFilter().filter(record)
    read: dict[str, str] = json.loads(formatter().format(record))
    return read


def test_a_line_has_time_level_logger_and_city() -> None:
    read = line("all is well")
    assert {"time", "level", "logger", "city", "message"} <= set(read)
    assert read["time"].endswith("+00:00")


def test_a_page_is_named_by_its_route_and_not_by_its_address() -> None:
    request = SimpleNamespace(
        path="/r/secret-token/", method="GET", resolver_match=SimpleNamespace(view_name="public:request")
    )
    read = line("%s: %s", "Internal Server Error", request.path, request=request, status_code=500)
    assert "secret-token" not in json.dumps(read)
    assert read["route"] == "public:request"
    assert read["message"].startswith("Internal Server Error")


def test_an_exception_keeps_its_kind_and_loses_what_was_typed() -> None:
    read = line("failed", error=ValueError("no such phone '138 0000 0000' of 王小二, 13800000000"))
    assert "ValueError" in read["exc_info"]
    words = read["exc_info"].splitlines()[-1]  # the lines before are our own source
    assert "138" not in words
    assert "王" not in words


def test_the_row_that_a_database_error_repeats_is_left_out() -> None:
    read = line("failed", error=RuntimeError('violates "people_contact_once"\nDETAIL:  Key (number)=(0531 1) exists.'))
    assert "DETAIL" not in read["exc_info"].splitlines()[-1]
    assert "0531" not in read["exc_info"].splitlines()[-1]
