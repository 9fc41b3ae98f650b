"""Jobs of a city: a Procrastinate task that runs inside its city's schema."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import connection, transaction
from django_tenants.utils import schema_context
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from twingrid.kit import clock


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


def defer_all(tasks: Iterable[Any], **arguments: Any) -> None:
    """`defer` of several tasks with the same arguments, in one statement."""
    schema = getattr(connection, "schema_name", "public")
    if schema == "public":
        raise RuntimeError("A city's job needs a city: enter its schema before deferring.")
    waiting = [task.configure().make_new_job(city=schema, **arguments) for task in tasks]
    if waiting:
        app.job_manager.batch_defer_jobs(waiting)


def defer_once(task: Any, *, name: str, wait: timedelta = timedelta(), **arguments: Any) -> bool:
    """Enqueue `task` for the present city to begin after `wait`, unless one of this `name` waits already.

    For jobs that look for what is due by themselves. Call it outside of long transactions: a second one of the same
    name waits until the first is committed.
    """
    schema = getattr(connection, "schema_name", "public")
    again = task.configure(queueing_lock=f"{name}.{schema}", schedule_at=clock.from_now(wait) if wait else None)
    try:
        with transaction.atomic():
            again.defer(city=schema, **arguments)
    except AlreadyEnqueued:
        return False
    return True


def defer_named(name: str, *, queue: str, **arguments: Any) -> None:
    """`defer` by the job's full name: for actions, which stand below the jobs that call them."""
    schema = getattr(connection, "schema_name", "public")
    if schema == "public":
        raise RuntimeError("A city's job needs a city: enter its schema before deferring.")
    app.configure_task(name=name, queue=queue, allow_unknown=True).defer(city=schema, **arguments)
