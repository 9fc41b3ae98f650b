"""What the environment may say, and what a start is refused for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from twingrid.project.env import CannotStart, Env, load

GOOD = {
    "TWINGRID_MODE": "production",
    "TWINGRID_SECRET_KEY": "x" * 50,
    "TWINGRID_HOSTS": "grid.example.cn",
    "DATABASE_URL": "postgresql://a:b@localhost/c",
    "PUBLIC_BASE_URL": "https://grid.example.cn",
}


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Set variables, with nothing else of ours in the environment."""
    for name in [name for name in os.environ if name.startswith("TWINGRID_") or name in {"PORT", *GOOD}]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TWINGRID_HOME", str(tmp_path))

    def say(**variables: str) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return say


def test_the_demo_needs_nothing(says) -> None:
    says()
    assert load().mode == "demo"
    assert load().host == "127.0.0.1"


def test_production_names_all_that_is_missing_at_once_and_how_to_set_it(says) -> None:
    says(TWINGRID_MODE="production")
    with pytest.raises(CannotStart) as refused:
        load()
    text = str(refused.value)
    for name in ("TWINGRID_SECRET_KEY", "TWINGRID_HOSTS", "DATABASE_URL", "PUBLIC_BASE_URL"):
        assert f"{name} is not set. Set it to " in text


def test_production_starts_with_all_of_it(says) -> None:
    says(**GOOD)
    assert load().mode == "production"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("TWINGRID_SECRET_KEY", "short", "too short"),
        ("TWINGRID_HOSTS", "*", "may not contain *"),
        ("PUBLIC_BASE_URL", "http://grid.example.cn", "must start with https://"),
    ],
)
def test_production_refuses_what_is_not_safe(says, name: str, value: str, sentence: str) -> None:
    says(**(GOOD | {name: value}))
    with pytest.raises(CannotStart, match=sentence.replace("*", r"\*")):
        load()


def test_the_embedded_server_is_asked_for_by_name_in_production(says) -> None:
    says(**(GOOD | {"DATABASE_URL": "embedded"}))
    assert load().database_url == ""
    assert load().embedded


def test_a_wrong_value_is_told_with_the_name_of_its_variable(says) -> None:
    says(PORT="eighty", TWINGRID_WEB_WORKERS="0")
    with pytest.raises(CannotStart) as refused:
        load()
    assert "PORT: " in str(refused.value)
    assert "TWINGRID_WEB_WORKERS: " in str(refused.value)


def test_a_secret_is_made_once_for_its_owner_alone(says) -> None:
    says()
    env = Env()
    first = env.secret("trial")
    assert Env().secret("trial") == first
    assert len(first) > 50
    assert (env.secrets_folder / "trial").stat().st_mode & 0o777 == 0o600
    assert env.secrets_folder.stat().st_mode & 0o777 == 0o700


def test_the_settings_exit_with_the_list_and_no_traceback(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import twingrid.project.settings"],
        env={"PATH": os.environ["PATH"], "TWINGRID_MODE": "production", "TWINGRID_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[3],
    )
    assert done.returncode == 1
    assert "DATABASE_URL is not set" in done.stderr
    assert "Traceback" not in done.stderr
