"""The site's process: granian with the WSGI door. Started by the supervisor as `python -m twingrid.cli.run.web`."""

import os
from collections.abc import Callable
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from twingrid.cli.run.process import end_with_parent
from twingrid.project.env import Env, load

_DRAIN = 10  # seconds that a request under way gets when the site stops
_LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "twingrid.project.logs.formatter"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "loggers": {
        "_granian": {"handlers": ["out"], "level": "INFO", "propagate": False},
        # No line a request: an address and a query are personal data. Counts are in /metrics.
        "granian.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}


def load_application() -> Callable[..., Any]:
    """Import the WSGI door, in a worker that ends with its server."""
    end_with_parent()
    from twingrid.project.wsgi import application

    answer: Callable[..., Any] = application
    return answer


def serve(env: Env) -> None:
    """Serve until SIGTERM or SIGINT, then finish the requests under way."""
    Server(
        "twingrid.project.wsgi:application",
        address=env.host,
        port=env.port,
        interface=Interfaces.WSGI,
        workers=env.web_workers,
        blocking_threads=env.web_threads,
        respawn_failed_workers=True,
        workers_kill_timeout=_DRAIN,
        log_level=LogLevels.warning,
        log_dictconfig=_LOGGING,
        log_access=False,
    ).serve(target_loader=load_application, wrap_loader=False)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twingrid.project.settings")
    serve(load())
