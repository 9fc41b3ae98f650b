"""Pytest plugin: a journey that could not be walked is told, and fails where journeys are required (`.ci/run`)."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

REQUIRED = os.environ.get("TWINGRID_JOURNEYS", "") == "required"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Turn a skipped journey into a failure where it is required."""
    report: Any = yield
    if REQUIRED and report.skipped and item.get_closest_marker("journey") is not None:
        report.outcome = "failed"
        report.longrepr = f"A journey may not be skipped here: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many journeys were not walked, and why."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if "journey" in report.keywords]
    if skipped:
        why = sorted({str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped})
        terminalreporter.write_line(f"{len(skipped)} browser journeys were not walked: {'; '.join(why)}.")
