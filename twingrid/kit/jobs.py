"""Jobs of a city: a Procrastinate task that runs inside its city's schema."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import connection
from django_tenants.utils import schema_context
from procrastinate.contrib.django import app


def city_task(**options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Register a function as a job whose first keyword is `city`, the schema it runs in.

    Options are Procrastinate's (queue, retry, queueing_lock …). The function body sees the city's tables only.
    """

    def register(function: Callable[..., Any]) -> Any:
        @wraps(function)
        def run(*, city: str, **arguments: Any) -> None:
            with schema_context(city):
                function(**arguments)

        return app.task(**options)(run)

    return register


def defer(task: Any, **arguments: Any) -> None:
    """Enqueue `task` for the present city in the present transaction: both are kept or neither."""
    schema = getattr(connection, "schema_name", "public")
    if schema == "public":
        raise RuntimeError("A city's job needs a city: enter its schema before deferring.")
    task.defer(city=schema, **arguments)
