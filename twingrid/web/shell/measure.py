"""Figures of the process for Prometheus: requests by the name of their route, never by their path or person."""

import os
from collections.abc import Callable, Iterator
from time import perf_counter

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from twingrid.kit import queue

CONTENT_TYPE = CONTENT_TYPE_LATEST
Answer = Callable[[HttpRequest], HttpResponse]

_REQUESTS = Counter("twingrid_requests_total", "Requests answered.", ["route", "method", "status"])
_SECONDS = Histogram(
    "twingrid_request_seconds",
    "Seconds to an answer.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def measuring(get_response: Answer) -> Answer:
    """Count and time each request under its route's name; probes are not counted."""

    def answer(request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        response = get_response(request)
        match = request.resolver_match
        if match is not None or not request.path.startswith(("/health/", "/metrics")):
            route = (match.view_name if match is not None else "") or "unmatched"
            method = request.method if request.method in _METHODS else "other"
            _REQUESTS.labels(route, method, str(response.status_code)).inc()
            _SECONDS.labels(route).observe(perf_counter() - began)
        return response

    return answer


class _Queue:
    """The job queue at the moment of asking."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The gauges; none when the database does not answer."""
        try:
            connection.set_schema_to_public()  # type: ignore[attr-defined]  # a city's connection
            state = queue.state()
        except DatabaseError:
            return
        yield GaugeMetricFamily("twingrid_jobs_waiting", "Jobs that are due and wait.", value=state.waiting)
        yield GaugeMetricFamily("twingrid_jobs_failed", "Jobs that failed for good.", value=state.failed)
        yield GaugeMetricFamily(
            "twingrid_jobs_oldest_seconds", "Age of the oldest job that waits.", value=state.oldest_age or 0
        )
        if state.heartbeat_age is not None:
            yield GaugeMetricFamily(
                "twingrid_worker_heartbeat_seconds", "Since a worker's last sign of life.", value=state.heartbeat_age
            )


def exposition() -> bytes:
    """All figures in Prometheus' text format, summed over the processes of the site."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):  # read by the client library too
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library is not fully typed
    else:
        registry.register(_Requests())
    registry.register(_Queue())
    return generate_latest(registry)


class _Requests:
    """The counters of this process alone."""

    def collect(self) -> Iterator[Metric]:
        """What the counters hold."""
        yield from _REQUESTS.collect()
        yield from _SECONDS.collect()
