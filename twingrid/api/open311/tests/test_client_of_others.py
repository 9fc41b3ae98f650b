"""A client that others wrote (georeport) works with a real server of ours, over HTTP, in both formats."""

import threading
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import requests
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import WSGIRequestHandler, WSGIServer
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from georeport import GeoReport

from twingrid.api.open311.tests.conftest import App
from twingrid.kit import clock


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def address(cast: Any, at: datetime) -> Iterator[str]:
    """Where the city of the cast answers, on the evening of the flagship call.

    The server's only thread shares the test's connection, and with it the transaction that is rolled back.
    """
    application = WSGIHandler()

    def door(environ: dict[str, Any], start: Any) -> Any:
        with clock.fixed(at):
            return application(environ, start)

    server = WSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(door)
    shared = connections["default"]
    shared.inc_thread_sharing()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)

    def serve() -> None:
        connections["default"] = shared
        server.serve_forever(0.02)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/open311"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        shared.dec_thread_sharing()
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_georeport_finds_services_definitions_and_requests(
    address: str, app: Any, said: dict[str, str], report: Any, form: str
) -> None:
    (endpoint,) = requests.get(f"{address}/discovery.json", timeout=10).json()["endpoints"]
    assert endpoint["url"].endswith("/open311/v2")
    client = GeoReport(f"{address}/v2", jurisdiction="jinan", output_format=form)

    services = client.get_service_list()
    assert {one["service_code"] for one in services} >= {"no_power", "stairwell_light"}
    definition = client.get_service_definition("no_power")
    attributes = definition["attributes"]["attribute"] if form == "xml" else definition["attributes"]
    assert [one["code"] for one in attributes] == [
        *("notice", "scope", "safety", "smell", "rooms", "neighbours", "stairs", "entrances", "unit", "room")
    ]

    body = {**said, "api_key": app().key, "jurisdiction_id": "jinan"}
    answer = requests.post(f"{address}/v2/requests.json", data=body, timeout=10)
    assert answer.status_code == 201
    number = answer.json()[0]["service_request_id"]
    other = report(kind="tree")

    found = client.get_service_requests()
    assert {one["service_request_id"] for one in found} == {number, other.number}
    chosen = client.get_service_requests(
        service_code="stairwell_light,tree", status="open", start_date="2023-02-01T00:00:00Z"
    )
    assert [one["service_request_id"] for one in chosen] == [other.number, number]
    one = client.get_service_request(number)
    assert (one["status"], one["service_code"]) == ("open", "stairwell_light")


def test_georeport_hears_refusals_by_their_status(address: str) -> None:
    with pytest.raises(requests.HTTPError, match="404"):
        GeoReport(f"{address}/v2", jurisdiction="nowhere.example").get_service_list()
    with pytest.raises(requests.HTTPError, match="404"):
        GeoReport(f"{address}/v2").get_service_request("20230222-9999")
    with pytest.raises(requests.HTTPError, match="400"):
        GeoReport(f"{address}/v2").get_service_requests(start_date="yesterday")
    assert App().get("v2/services.json").status_code == 200  # the test's own connection still works
