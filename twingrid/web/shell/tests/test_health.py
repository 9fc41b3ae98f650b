"""Alive, ready and why not."""

import pytest
from django.db import connection
from django.test import Client, override_settings

from twingrid.kit import startup
from twingrid.web.shell import health


@pytest.fixture
def worker(db: None) -> None:
    """A worker that has just given a sign of life, and no job."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM public.procrastinate_workers")
        cursor.execute("DELETE FROM public.procrastinate_periodic_defers")
        cursor.execute("DELETE FROM public.procrastinate_jobs")
        cursor.execute("INSERT INTO public.procrastinate_workers DEFAULT VALUES")


def test_the_process_is_alive_for_any_host(client: Client) -> None:
    assert client.get("/health/live", headers={"host": "localhost"}).json() == {"live": True}


def test_it_is_ready_when_tables_worker_and_queue_are_fine(client: Client, worker: None) -> None:
    answer = client.get("/health/ready")
    assert answer.json() == {"ready": True, "reasons": []}
    assert answer.status_code == 200


def test_a_worker_without_a_sign_of_life_is_a_reason(client: Client, worker: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE public.procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["reasons"][0].startswith("worker: ")


def test_no_worker_at_all_is_a_reason(client: Client, worker: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM public.procrastinate_workers")
    assert client.get("/health/ready").status_code == 503


def test_a_backlog_over_the_limit_is_a_reason(client: Client, worker: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.procrastinate_jobs (queue_name, task_name) SELECT 'q', 't' FROM generate_series(1, 3)"
        )
    with override_settings(BACKLOG_LIMIT=3):
        assert client.get("/health/ready").status_code == 200
    with override_settings(BACKLOG_LIMIT=2):
        answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["backlog: 3 jobs wait, more than 2"]


def test_a_job_for_later_is_no_backlog(client: Client, worker: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.procrastinate_jobs (queue_name, task_name, scheduled_at)"
            " VALUES ('q', 't', now() + interval '1 hour')"
        )
    with override_settings(BACKLOG_LIMIT=0):
        assert client.get("/health/ready").status_code == 200


def test_a_process_that_still_reads_its_places_in_is_not_ready(client: Client, worker: None) -> None:
    startup.begins("the places")
    try:
        answer = client.get("/health/ready")
    finally:
        startup.ends("the places")
    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["start: the places are being read in; wait"]
    assert client.get("/health/ready").status_code == 200


def test_a_missing_migration_is_a_reason(client: Client, worker: None) -> None:
    health._tables_seen_ready.clear()
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('yunting.django_migrations', 'DELETE')")
        assert cursor.fetchone() == (True,)
        cursor.execute("DELETE FROM yunting.django_migrations WHERE app = 'supply'")
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["reasons"][0].startswith("migrations: yunting lacks ")
    health._tables_seen_ready.clear()


def test_figures_are_for_this_machine_or_for_the_token(client: Client, worker: None) -> None:
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client.get("/metrics", headers={"x-forwarded-for": "192.0.2.7"}).status_code == 404
    with override_settings(METRICS_TOKEN="let-me-in"):
        assert client.get("/metrics").status_code == 404
        assert client.get("/metrics", headers={"authorization": "Bearer wrong"}).status_code == 404
        given = {"authorization": "Bearer let-me-in"}
        assert client.get("/metrics", headers=given, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_figures_count_routes_and_never_paths(client: Client, worker: None) -> None:
    client.get("/r/a-private-token-of-somebody/")
    client.get("/no/such/page/13800000000/")
    text = client.get("/metrics").content.decode()
    assert 'route="public:request"' in text
    assert 'route="unmatched"' in text
    assert "a-private-token" not in text
    assert "13800000000" not in text
    assert "twingrid_jobs_waiting 0.0" in text


def test_figures_come_without_the_queue_when_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from twingrid.web.shell import measure

    def away() -> None:
        raise OperationalError("away")

    with monkeypatch.context() as patched:
        patched.setattr(measure.connection, "set_schema_to_public", away)
        assert b"twingrid_jobs_waiting" not in measure.exposition()
