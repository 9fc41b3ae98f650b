"""`twingrid demo`: make the two demo cities from generated files, by the same importers that a real city uses."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Never

import click
from django.conf import settings
from django.core.management import call_command
from django.db import ProgrammingError, connection
from django.utils.translation import gettext as _
from psycopg import sql
from tqdm import tqdm

from twingrid.cities import actions as cities_actions
from twingrid.cities import queries as cities_queries
from twingrid.cities import upkeep
from twingrid.cli.demo.generate import CityName, Size
from twingrid.cli.demo_files import STAGES, Maker, Wanted
from twingrid.cli.demo_steps import SHARED_WORD, STEPS, Filling, analyse, complete, stamp
from twingrid.kit import clock
from twingrid.kit.refusals import NotFound, Refused
from twingrid.project.database import as_role


@dataclass(frozen=True, slots=True)
class DemoCity:
    """A demo city as its row says it."""

    schema: CityName
    name: str
    name_en: str
    district: str
    hosts: tuple[str, ...]
    province: str


# What tells that nothing is there yet: no such city, no tables.
_NOT_YET = (NotFound, ProgrammingError)
# The small one first: it is ready while the files of the large one are still being made.
CITIES = (
    DemoCity("yunting", "云汀市", "Yunting", "汀洲区", ("yunting.localhost",), ""),
    DemoCity("jinan", "济南市", "Jinan", "市中区", ("localhost", "127.0.0.1", "jinan.localhost"), "山东省"),
)


@click.command()
@click.option("--size", type=click.Choice(["full", "small"]), default="full", show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="The same seed, the same city.")
@click.option("--city", type=click.Choice(["all", *(city.schema for city in CITIES)]), default="all", show_default=True)
@click.option("--again", is_flag=True, help="Throw away what the demo cities hold and load them anew.")
def demo(size: Size, seed: int, city: str, again: bool) -> None:
    """Load the demo cities (invented people, unassignable numbers). Safe to repeat; goes on after an interruption."""
    if not settings.DEMO:
        raise Refused(
            _("This is a production installation. Load the demo on another machine or into another TWINGRID_HOME.")
        )
    cities = [one for one in CITIES if city in ("all", one.schema)]
    home = Path(settings.HOME) / "demo"
    with _alone(home):
        times = _load(cities, size=size, seed=seed, again=again, home=home)
    _tell(times)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One load at a time in one home."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = os.open(home / ".lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise Refused(_("Another load of the demo is running here. Wait until it has ended.")) from None
    finally:
        os.close(lock)


def _load(cities: Sequence[DemoCity], *, size: Size, seed: int, again: bool, home: Path) -> dict[str, float]:
    times: dict[str, float] = {}
    at = clock.now()
    if again:
        with _timed(times, "throw away"), as_role("owner"):
            _throw_away(cities)
    days = {one.schema: _day(one, size, seed, today=clock.today(at)) for one in cities}
    lacking = [one for one in cities if not _is_complete(one)]
    maker = Maker(home, [Wanted(one.schema, size, seed, days[one.schema]) for one in lacking])
    try:
        if lacking:
            maker.start()
        with _timed(times, "tables"), as_role("owner"):
            _make(cities)
        for one in lacking:
            _fill(one, maker, times)
        if lacking:
            with _timed(times, "statistics"), as_role("owner"):
                for one in lacking:
                    with cities_queries.inside(one.schema):
                        analyse()
    finally:
        maker.close()
    return times


def _known(one: DemoCity) -> bool:
    """Whether the city has its row and its tables."""
    try:
        with cities_queries.inside(one.schema) as city, connection.cursor() as cursor:
            if not city.is_demo:
                raise Refused(
                    _("The city %(city)s is no demo city. Load the demo into another TWINGRID_HOME.")
                    % {"city": one.schema}
                )
            cursor.execute("SELECT to_regclass('journal_event') IS NOT NULL")
            return bool((cursor.fetchone() or (False,))[0])
    except _NOT_YET:
        return False


def _day(one: DemoCity, size: str, seed: int, *, today: date) -> date:
    """The day the city's data are made for: the one it was begun with, else today. Refuses another size or seed."""
    if not _known(one):
        return today
    with cities_queries.inside(one.schema):
        held = stamp()
    if held is None:
        return today
    if (held.size, held.seed) != (size, seed):
        raise Refused(
            _(
                "%(city)s holds the demo of size %(held)s with seed %(held_seed)d. "
                "Add --again to throw it away and load size %(size)s with seed %(seed)d."
            )
            % {"city": one.name, "held": held.size, "held_seed": held.seed, "size": size, "seed": seed}
        )
    return date.fromisoformat(held.day)


def _is_complete(one: DemoCity) -> bool:
    if not _known(one):
        return False
    with cities_queries.inside(one.schema):
        return complete()


def _make(cities: Sequence[DemoCity]) -> None:
    """Bring the tables up to date and make the cities' rows. As the owner."""
    lacking = upkeep.unapplied_migrations()
    if "public" in lacking:
        call_command("migrate_schemas", shared=True, verbosity=0, interactive=False)
    held = {city.schema_name: city.profile for city in cities_queries.all_cities()}
    for one in cities:
        if one.schema in held and one.schema not in lacking and _known(one):
            continue
        cities_actions.make_city(
            schema_name=one.schema,
            name=one.name,
            name_en=one.name_en,
            district=one.district,
            hosts=one.hosts,
            is_demo=True,
            at=clock.now(),
            profile={**held.get(one.schema, {}), **({"province": one.province} if one.province else {})},
        )


def _throw_away(cities: Sequence[DemoCity]) -> None:
    for one in cities:
        if _known(one):
            with connection.cursor() as cursor:
                cursor.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(one.schema)).as_string(None))


def _fill(one: DemoCity, maker: Maker, times: dict[str, float]) -> None:
    wanted = next(w for w in maker.wanted if w.city == one.schema)
    # A bar where somebody looks on, nothing in a log.
    with tqdm(total=len(STEPS), desc=one.name, disable=None, unit="step", leave=False) as bar:
        maker.say = _saying(bar)
        filling = Filling(wanted, maker, at=clock.now(), say=_stepping(bar))
        with cities_queries.inside(one.schema):
            filling.run()
    times |= {f"{one.schema}: {step}": seconds for step, seconds in filling.times.items()}
    times[f"{one.schema}: waiting for files"] = filling.waited


def _saying(bar: "tqdm[Never]") -> Callable[[str, str], None]:
    def say(city: str, stage: str) -> None:
        bar.set_postfix_str(f"files of {city}: {STAGES.index(stage)}/{len(STAGES) - 1}")

    return say


def _stepping(bar: "tqdm[Never]") -> Callable[[str], None]:
    def step(name: str) -> None:
        bar.set_postfix_str(name)
        bar.update(1)

    return step


@contextmanager
def _timed(times: dict[str, float], name: str) -> Iterator[None]:
    before = time.perf_counter()
    yield
    times[name] = time.perf_counter() - before


def _tell(times: dict[str, float]) -> None:
    if not any(":" in name for name in times):
        click.echo(_("The demo cities are there. Add --again to load them anew."))
        return
    for name, seconds in times.items():
        click.echo(f"{name:<32}{seconds:8.1f} s")
    click.echo(f"{'in all':<32}{sum(times.values()):8.1f} s")
    said = _("Everybody in the demo signs in with an employee number (G012, C0001, D1 …) and the word %(word)s.")
    click.echo(said % {"word": SHARED_WORD})
