"""Pytest plugin: one browser for a whole run, since Playwright knows one at a time in a process.

A journey that could not be walked is told, and fails where journeys are required (`.ci/run`).
"""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--no-first-run", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
         "--disable-gpu-compositing", "--disable-gpu-rasterization"]  # fmt: skip
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


def _chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next((path for name in names if (path := shutil.which(name))), "")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The system's Chromium."""
    from twingrid.web.shell.built import built_names

    path = _chromium()
    if not path:
        pytest.skip("Chromium is not installed: apt install chromium fonts-noto-cjk")
    if not built_names():
        pytest.skip("the front end is not built: run make front")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()
