"""What the job queue looks like from outside: how much waits, how old the oldest is, whether a worker lives."""

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class QueueState:
    """`waiting` jobs that are due, `failed` ones, and ages in seconds (None: none waits, no worker is known)."""

    waiting: int
    failed: int
    oldest_age: float | None
    heartbeat_age: float | None


_ASK = """
SELECT count(*) FILTER (WHERE due), count(*) FILTER (WHERE status = 'failed'),
       (SELECT extract(epoch FROM now() - min(e.at)) FROM public.procrastinate_events e
         JOIN public.procrastinate_jobs j ON j.id = e.job_id
        WHERE e.type = 'deferred' AND j.status = 'todo' AND coalesce(j.scheduled_at, now()) <= now()),
       (SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM public.procrastinate_workers)
  FROM (SELECT status, status = 'todo' AND coalesce(scheduled_at, now()) <= now() AS due
          FROM public.procrastinate_jobs) jobs
"""


def state() -> QueueState:
    """The state of the queue of the whole installation, by the database's own clock (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(_ASK)
        waiting, failed, oldest, heartbeat = cursor.fetchone()
    return QueueState(
        waiting=waiting,
        failed=failed,
        oldest_age=None if oldest is None else float(oldest),
        heartbeat_age=None if heartbeat is None else float(heartbeat),
    )
