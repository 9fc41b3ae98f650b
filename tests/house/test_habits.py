"""Habits of the house: no names of real people, no wall clock, no leftovers, a lock that covers what we depend on."""

import ast
import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from tests.house import source
from twingrid.cli.demo.names import forbidden

CJK = re.compile(r"[\u3400-\u9fff]+")


def reported_names(text: str) -> set[str]:
    """Every run of two to four characters whose hash is on the list of names from press reports."""
    wanted = forbidden()
    runs = {
        run[start : start + length]
        for run in set(CJK.findall(text))
        for length in (2, 3, 4)
        for start in range(len(run) - length + 1)
    }
    return {run for run in runs if hashlib.sha256(run.encode()).hexdigest() in wanted}


def test_nobody_of_the_press_reports_is_named_anywhere_in_the_tree() -> None:
    text = "\n".join(text for _, text in source.texts())
    assert len(CJK.findall(text)) > 1000
    assert reported_names(text) == set()


def test_no_generated_name_is_a_reported_one() -> None:
    from twingrid.cli.demo.names import pool

    drawn = pool(2023)
    assert len(drawn) > 10_000
    assert not {hashlib.sha256(name.encode()).hexdigest() for name in drawn} & forbidden()


def test_the_watch_for_names_can_see_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.forbidden", lambda: {hashlib.sha256("无名氏".encode()).hexdigest()})
    assert reported_names("网格员无名氏来了") == {"无名氏"}


def test_the_list_of_names_is_there() -> None:
    assert all(re.fullmatch(r"[0-9a-f]{64}", line) for line in forbidden())
    assert len(forbidden()) >= 7
    shared = source.ROOT.parent / "shared" / "data" / "jinan" / "names_not_to_use.sha256"
    if shared.exists():
        assert set(shared.read_text().split()) <= forbidden()


WALL = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("timezone", "now"), ("datetime", "today"),
        ("timezone", "localdate")}  # fmt: skip
NOW_READERS = {"web", "api", "cli", "project"}  # doors, and the processes that the project starts


def test_the_wall_clock_is_read_in_one_place_only() -> None:
    for path in source.python():
        if path == source.PACKAGE / "kit" / "clock.py":
            continue
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = ast.unparse(node.func.value).split(".")[-1]
                assert (owner, node.func.attr) not in WALL, f"{source.here(path, node)} reads the wall clock"


def test_only_doors_and_jobs_ask_what_time_it_is() -> None:
    for path in source.python():
        if source.app_of(path) in NOW_READERS or source.room_of(path) == "jobs" or source.app_of(path) == "kit":
            continue
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"clock.now", "now"}:
                raise AssertionError(f"{source.here(path, node)} asks the clock: take `at` instead")


LEFT = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")


def test_nothing_is_left_to_do_in_code() -> None:
    found = [
        f"{path.relative_to(source.ROOT)}: {match.group()}"
        for path, text in source.texts()
        if path.suffix in {".py", ".html", ".ts", ".scss"} and (match := LEFT.search(text))
    ]
    assert found == []


BARE = re.compile(r"#\s*(type:\s*ignore(?!\[)|type:\s*ignore\[[^]]+\]\s*$|noqa(?!:)|noqa:\s*[A-Z0-9, ]+\s*$)")


def test_every_silenced_check_names_its_code_and_reason() -> None:
    found = [
        source.here(path, number)
        for path in source.python()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if BARE.search(line)
    ]
    assert found == []


# Words of how the project is made have no place in it.
FORBIDDEN = re.compile(
    r"\b(clau" r"de|anthro" r"pic|chat" r"gpt|co" r"pilot|\bL" r"LMs?\b|sub" r"agent\w*|AI[- ]generated"
    r"|language mod" r"el|/work/(main|shared|\.library)|/tmp/setup)\b",
    re.IGNORECASE,
)  # fmt: skip


def test_the_tree_speaks_of_the_product_only() -> None:
    found = [
        f"{path.relative_to(source.ROOT)}: {match.group()}"
        for path, text in source.texts()
        if (match := FORBIDDEN.search(text))
    ]
    assert found == []


def requirement(line: str) -> str:
    """The normalised name of a requirement: `django-allauth[mfa]>=65` → django-allauth."""
    match = re.match(r"[A-Za-z0-9._-]+", line)
    assert match, line
    return re.sub(r"[-_.]+", "-", match.group()).lower()


def test_the_lock_covers_every_dependency_with_hashes() -> None:
    project = tomllib.loads((source.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {requirement(line) for line in [*project["dependencies"], *project["optional-dependencies"]["dev"]]}
    lock = (source.ROOT / "requirements.lock").read_text("utf-8")
    locked = {requirement(line) for line in lock.splitlines() if re.match(r"[A-Za-z0-9]", line)}
    assert wanted - locked == set()
    for block in re.split(r"\n(?=[A-Za-z0-9])", lock):
        if re.match(r"[A-Za-z0-9]", block):
            assert "--hash=sha256:" in block, block.splitlines()[0]


def test_nothing_large_or_secret_is_under_version_control() -> None:
    large = [
        f"{p.relative_to(source.ROOT)}: {p.stat().st_size}" for p in source.tracked() if p.stat().st_size > 1_500_000
    ]
    assert large == []
    secret = [p for p in source.tracked() if p.suffix in {".pem", ".key", ".sqlite3"} or p.name == ".env"]
    assert secret == []


def test_docs_name_no_path_outside_the_tree() -> None:
    docs: list[Path] = [p for p in source.tracked() if p.suffix == ".md"]
    assert [p for p in docs if "../shared" in p.read_text("utf-8")] == []
