"""What the demo refuses."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.utils import translation

from twingrid.cities.models import City
from twingrid.cli.demo_command import demo
from twingrid.cli.demo_files import Maker, Wanted
from twingrid.cli.demo_steps import Filling
from twingrid.kit.refusals import Refused


class Nothing(Maker):
    """A maker that never makes anything."""

    def path(self, city: str, name: str) -> Path:
        raise Refused("no files")


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> Any:
    settings.HOME = tmp_path
    with translation.override("en"):
        yield


def _refused(*words: str) -> str:
    refused = CliRunner().invoke(demo, list(words)).exception
    assert isinstance(refused, Refused), refused
    return refused.sentence


def test_a_production_installation_is_left_alone(settings: Any) -> None:
    settings.DEMO = False
    assert "production installation" in _refused()


def test_another_size_or_seed_must_be_asked_for(other_city: Any, at: datetime) -> None:
    wanted = Wanted("yunting", "small", 1, date(2023, 2, 22))
    with pytest.raises(Refused, match="no files"):
        Filling(wanted, Nothing(Path(), [wanted]), at).run()
    assert "size small with seed 1. Add --again" in _refused("--city", "yunting", "--size", "small", "--seed", "2")
    assert "size small with seed 1. Add --again" in _refused("--city", "yunting", "--size", "full")


def test_a_real_city_of_the_same_name_is_left_alone(other_city: Any) -> None:
    City.objects.filter(schema_name="yunting").update(is_demo=False)
    assert "is no demo city" in _refused("--city", "yunting")


def test_two_loads_at_once_are_refused(tmp_path: Path) -> None:
    import fcntl

    (tmp_path / "demo").mkdir()
    with (tmp_path / "demo" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "Another load of the demo" in _refused()
