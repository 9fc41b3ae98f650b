"""Two cities in one house: whatever one asks with the other's ids, cookies, links, photos or jobs, it gets nothing.

Both cities hold the same scene under other names, and the ids of yunting lie far apart, so that a leak has a name.
"""

import json
import os
import subprocess
import sys
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from tests import cast as cast_module
from tests.house import scene as scene_module
from tests.house.test_doors import PEOPLE, Visitors, door_of, filled, table
from twingrid.cities import queries as cities_queries
from twingrid.coverage import queries as coverage_queries
from twingrid.kit import clock, jobs
from twingrid.people.models import Unit
from twingrid.territory.models import Generation

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
# Answers that give nothing away: not there, not yours, not readable, not signed in.
NOTHING = {"401", "403", "404", "405", "409", "422", "login"}


class Two:
    """The same evening in both cities."""

    def __init__(self, at: datetime) -> None:
        with cities_queries.inside("yunting"):
            cast_module.apart()
            self.yunting = scene_module.build("yunting", at=at, earlier=2)
        with cities_queries.inside("jinan"):
            self.jinan = scene_module.build("jinan", at=at)
        self.secrets = self.markers(self.yunting)

    @staticmethod
    def markers(scene: scene_module.Scene) -> set[str]:
        """Words by which a leak from this city would be known."""
        cast = scene.cast
        people = {person.name for person in cast.people.values()}
        places = {area.name for area in cast.grids.values()} | {d.name for d in cast.communities.values()}
        return people | places | {cast.home.label, scene.fresh.token, scene.done.token, cast.words["phone"].strip()}


@pytest.fixture
def two(db: None, at: datetime) -> Two:
    return Two(at)


def with_names(row: dict[str, str]) -> bool:
    return "{" in row["path"] or "{" in row["body"]


@pytest.mark.parametrize("door", sorted({door_of(row) for row in table() if with_names(row)}))
def test_a_door_asked_with_the_other_citys_ids_gives_nothing(two: Two, door: str) -> None:
    """Coordinates are the same in both, so they are left out; a search echoes what was typed, so a name is sought."""
    with cities_queries.inside("jinan"):
        visitors = Visitors(two.jinan)
    before = [(two.yunting.fresh.state, two.yunting.done.state)]
    names = two.yunting.names | {"lon": two.jinan.names["lon"], "lat": two.jinan.names["lat"]}
    names["estate"] = two.yunting.cast.words["han"]
    for row in (row for row in table() if door_of(row) == door and with_names(row)):
        path = filled(row["path"], names)
        for role in PEOPLE:
            got = visitors.ask(role, row["method"], path, filled(row["body"], names))
            same_place = (
                "{lon}" in row["path"] or "{estate}" in row["path"] + row["body"] or "leader/load" in row["path"]
            )
            assert got in NOTHING or same_place, f"{row['method']} {path} as {role}: {got}"
            text = visitors.said.decode(errors="replace")
            leaked = {word for word in two.secrets if word in text} - {names["estate"]}
            assert not leaked - {word for word in two.secrets if word in path}, f"{path} as {role} says {leaked}"
    with cities_queries.inside("yunting"):
        for ticket in (two.yunting.fresh, two.yunting.done):
            ticket.refresh_from_db()
    assert [(two.yunting.fresh.state, two.yunting.done.state)] == before


@pytest.mark.parametrize(
    "path", ["/", "/stations/", "/map/areas.json", "/demo/sign-in/", "/work/", "/desk/", "/leader/"]
)
def test_a_page_of_one_city_names_nobody_of_the_other(two: Two, path: str) -> None:
    with cities_queries.inside("jinan"):
        client = two.jinan.cast.client("zhou")
    with clock.fixed(two.jinan.now):
        answer = client.get(path)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert not {word for word in two.secrets if word in text}


def test_a_session_of_one_city_is_worthless_in_the_other(two: Two) -> None:
    with cities_queries.inside("yunting"):
        guest = two.yunting.cast.client("zhou")
    key = guest.cookies[settings.SESSION_COOKIE_NAME].value
    assert guest.get("/home/").status_code in {200, 302}
    visitor = two.jinan.cast.client()
    visitor.cookies[settings.SESSION_COOKIE_NAME] = key
    for path in ("/home/", "/desk/", "/work/"):
        assert visitor.get(path).url.startswith("/accounts/login/")


def test_a_cookie_belongs_to_its_host_alone(two: Two) -> None:
    client = two.jinan.cast.client()
    answer = client.post(f"/demo/sign-in/{two.jinan.cast.zhou.pk}/")
    cookie = answer.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["domain"], cookie["path"], bool(cookie["httponly"]), cookie["samesite"]) == ("", "/", True, "Lax")


def test_nobody_signs_in_with_the_other_citys_password(two: Two, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    with cities_queries.inside("yunting"):
        two.yunting.cast.zhou.set_password("a-lamp-in-the-stairwell")
        two.yunting.cast.zhou.save()
    said = {"login": two.yunting.cast.zhou.username, "password": "a-lamp-in-the-stairwell"}
    assert two.jinan.cast.client().post("/accounts/login/", said).status_code == 200
    assert two.yunting.cast.client().post("/accounts/login/", said).status_code == 302


def test_an_unknown_host_gets_no_city(two: Two) -> None:
    from django.test import Client

    answer = Client(SERVER_NAME="nowhere.localhost").get("/")
    assert answer.status_code == 404
    assert not {word for word in two.secrets | Two.markers(two.jinan) if word in answer.content.decode()}


def test_a_photo_lies_in_its_own_citys_folder(two: Two) -> None:
    name = two.yunting.photo.file.name
    with cities_queries.inside("yunting"):
        assert default_storage.exists(name)
        assert "/yunting/" in default_storage.path(name)
    with cities_queries.inside("jinan"):
        assert not default_storage.exists(name)
        with pytest.raises(SuspiciousFileOperation):
            default_storage.open(f"../yunting/{name}")


def test_a_cached_value_is_its_citys(two: Two) -> None:
    with cities_queries.inside("yunting"):
        cache.set("answer", "of yunting")
    with cities_queries.inside("jinan"):
        assert cache.get("answer") is None
        cache.set("answer", "of jinan")
    with cities_queries.inside("yunting"):
        assert cache.get("answer") == "of yunting"


def test_indexes_in_memory_are_their_citys_even_with_one_generation_number(two: Two) -> None:
    """Ask by turns, as one process serves both cities; the generation numbers are made the same on purpose."""
    from twingrid.kit import memo

    for schema in ("yunting", "jinan"):
        with cities_queries.inside(schema):
            Generation.objects.update(number=7_777_777)
    memo.forget_all()
    for _turn in range(3):
        for scene, other in ((two.jinan, two.yunting), (two.yunting, two.jinan)):
            with cities_queries.inside(scene.cast.city):
                found = coverage_queries.find(f"{scene.cast.words['estate1']}3号楼")
                assert found.best is not None
                assert found.best.id == scene.cast.home.pk
                foreign = coverage_queries.find(f"{other.cast.words['estate1']}3号楼")
                assert all(c.label != other.cast.home.label for c in foreign.candidates)
                answer = coverage_queries.responsible_for_building(scene.cast.home.pk, at=scene.now)
                assert answer.power.answering.answering.name == scene.cast.han.name
                here = coverage_queries.responsible_at(scene.cast.home.lon, scene.cast.home.lat, at=scene.now)
                assert here.power.area_id == scene.cast.powers["12"].pk


@jobs.city_task(queue="house", name="tests.house.leave_a_mark")
def leave_a_mark(name: str) -> None:
    Unit.objects.create(name=name, side="power")


def test_a_job_of_one_city_runs_in_that_city_wherever_the_worker_stands(two: Two) -> None:
    with cities_queries.inside("yunting"):
        jobs.defer(leave_a_mark, name="mark of yunting")
    job = ProcrastinateJob.objects.filter(task_name="tests.house.leave_a_mark").latest("id")
    assert job.args == {"city": "yunting", "name": "mark of yunting"}
    with cities_queries.inside("jinan"):
        leave_a_mark(**job.args)
        assert connection.schema_name == "jinan"
        assert not Unit.objects.filter(name="mark of yunting").exists()
    with cities_queries.inside("yunting"):
        assert Unit.objects.filter(name="mark of yunting").exists()


def test_a_job_without_a_city_is_not_taken(db: None) -> None:
    connection.set_schema_to_public()
    with pytest.raises(RuntimeError, match="needs a city"):
        jobs.defer(leave_a_mark, name="of nobody")


def test_the_jobs_of_an_event_go_to_its_city(two: Two) -> None:
    """What the scene itself enqueued (repeats to look for) names the city in which it was recorded."""
    waiting = ProcrastinateJob.objects.filter(task_name="twingrid.work.jobs.note_repeat")
    ids = {city: {j.args["event_id"] for j in waiting if j.args["city"] == city} for city in ("jinan", "yunting")}
    assert all(ids.values())
    assert not ids["jinan"] & ids["yunting"]


POOLED = """
import json, sys, threading
import django; django.setup()
from django.db import connection
from twingrid.cities import queries
cities = {city.schema_name: city for city in queries.all_cities()}
from django_tenants.utils import tenant_context
seen, wrong, backends, statements = [], [], set(), []
def visit(names, turns):
    for turn in range(turns):
        name = names[turn % len(names)]
        with tenant_context(cities[name]):
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_schema(), current_setting('search_path'), pg_backend_pid()")
                schema, path, backend = cursor.fetchone()
            backends.add(backend)
            seen.append(name)
            if schema != name or [p.strip() for p in path.split(",")] != [name, "public"]:
                wrong.append([name, schema, path])
        connection.close()  # as at the end of a request: back to the pool
threads = [threading.Thread(target=visit, args=(order, 60)) for order in
           (["jinan", "yunting"], ["yunting", "jinan"], ["jinan", "jinan", "yunting"], ["yunting"])]
[t.start() for t in threads]; [t.join() for t in threads]
connection.set_schema_to_public()
with connection.cursor() as cursor:
    cursor.execute("SELECT current_setting('search_path')")
    public = cursor.fetchone()[0]
connection.close()
from django.conf import settings
pooled = bool(settings.DATABASES["default"]["OPTIONS"].get("pool"))
connection.close_pool()
print(json.dumps({"seen": len(seen), "wrong": wrong, "backends": len(backends), "public": public, "pooled": pooled,
                  "limited": settings.TENANT_LIMIT_SET_CALLS}))
"""


def test_nothing_leaks_through_the_pool_of_connections() -> None:
    """Four threads by turns over two pooled connections: every query finds its own city's search path."""
    environment = os.environ | {"TWINGRID_MODE": "demo", "TWINGRID_POOL_SIZE": "2"}
    command = [sys.executable, "-W", "ignore", "-c", POOLED]
    said = subprocess.run(
        command, env=environment, cwd=settings.PACKAGE.parent, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stderr[-2000:]
    found = json.loads(said.stdout.splitlines()[-1])
    assert found["wrong"] == []
    assert (found["seen"], found["pooled"], found["limited"], found["public"]) == (240, True, True, "public")
    assert found["backends"] <= 2
