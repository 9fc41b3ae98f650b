"""The worker: runs jobs, tells by its heartbeat that it lives, and takes over the jobs of a worker that died."""

import asyncio
import fcntl
import json
import logging
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from twingrid.project.env import Env

HEARTBEAT = 5.0  # seconds between two signs of life
DEAD_AFTER = 20.0  # seconds without one after which a worker's jobs are taken over
_TAKE_OVER_EVERY = 10.0  # seconds
_log = logging.getLogger("twingrid.worker")


def run() -> None:
    """Work until SIGTERM or SIGINT, then finish the job under way.

    Whoever loses patience kills the process: the job's transaction is rolled back and the next worker runs it again.
    """
    env: Env = settings.ENV
    with (env.run_folder / "worker.lock").open("w") as lock:
        first_of_home = _lock(lock)
        connector: Any = app.connector  # Django's; the library's types name the base
        with app.replace_connector(connector.get_worker_connector()) as worker_app:
            asyncio.run(_work(worker_app, env.run_folder / "worker.json" if first_of_home else None))


def _lock(lock: IO[str]) -> bool:
    """Whether this is the only worker of the home: then a note of another one is a dead one's."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False


async def _work(worker_app: Any, note: Path | None) -> None:
    async with worker_app.open_async():
        if note is not None:
            await _bury(worker_app, note)
        await _take_over(worker_app)
        watch = asyncio.create_task(_keep_taking_over(worker_app))
        watch.add_done_callback(_tell_failure)
        try:
            await worker_app.run_worker_async(
                name="twingrid",
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=DEAD_AFTER,
                shutdown_graceful_timeout=None,
                worker_middleware=[_noting(note)] if note is not None else None,
            )
        finally:
            watch.cancel()
            if note is not None:
                note.unlink(missing_ok=True)


def _noting(note: Path) -> Callable[..., Awaitable[Any]]:
    """Leave our number on disk, so that the next worker of this home need not wait for a missing heartbeat."""

    async def middleware(call_next: Callable[[], Awaitable[Any]], context: Any, worker: Any) -> Any:
        fresh = note.with_suffix(".new")
        fresh.write_text(json.dumps({"worker_id": worker.worker_id}))
        fresh.replace(note)
        return await call_next()

    return middleware


async def _bury(worker_app: Any, note: Path) -> None:
    """Strike the dead worker of this home off the list: its jobs count as stalled at once."""
    with suppress(OSError, ValueError, KeyError):
        await worker_app.job_manager.unregister_worker(json.loads(note.read_text())["worker_id"])
        note.unlink(missing_ok=True)


async def _take_over(worker_app: Any) -> None:
    """Put the jobs of dead workers back into the queue."""
    stalled = await worker_app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER)
    for job in stalled:
        _log.warning("A job of a worker that died is run again", extra={"job": job.id, "task": job.task_name})
        with suppress(ConnectorException):  # another worker was first
            await worker_app.job_manager.retry_job(job)


async def _keep_taking_over(worker_app: Any) -> None:
    while True:
        await asyncio.sleep(_TAKE_OVER_EVERY)
        await _take_over(worker_app)


def _tell_failure(task: "asyncio.Task[None]") -> None:
    """A worker that can no longer take over ends; the supervisor starts it again."""
    if not task.cancelled() and task.exception() is not None:
        _log.error("The worker cannot reach the queue and ends", exc_info=task.exception())
        os.kill(os.getpid(), 15)
