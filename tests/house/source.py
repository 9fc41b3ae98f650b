"""Reading our own source: files, syntax trees, the floor a file lives on."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "twingrid"
# From the ground up; names side by side may not know each other. `cli`, `web` and `api` are the doors.
FLOORS = (
    {"kit"},
    {"cities", "province"},
    {"journal"},
    {"territory"},
    {"people"},
    {"supply", "stations"},
    {"coverage"},
    {"outages"},
    {"work"},
    {"care"},
    {"notices", "metrics"},
    {"planning"},
    {"web", "api", "cli"},
    {"project"},
)
DOORS = {"web", "api", "cli"}


def floor_of(app: str) -> int:
    """How high an app lives; ValueError for one that the house does not know."""
    for height, names in enumerate(FLOORS):
        if app in names:
            return height
    raise ValueError(f"{app} has no floor: decide where it lives (architecture, Floors).")


def app_of(path: Path) -> str:
    """The app (or door) that a file of the package belongs to."""
    return path.relative_to(PACKAGE).parts[0]


@cache
def python(*, tests: bool = False, migrations: bool = False) -> tuple[Path, ...]:
    """The package's Python files."""
    return tuple(
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if (tests or "tests" not in path.relative_to(PACKAGE).parts)
        and (migrations or "migrations" not in path.relative_to(PACKAGE).parts)
        and path.name != "__init__.py"
    )


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"), str(path))


def templates() -> list[Path]:
    """Our templates."""
    return sorted(path for path in PACKAGE.rglob("templates/**/*") if path.suffix in {".html", ".txt"})


def room_of(path: Path) -> str:
    """The room of a file in its app: `actions` for work/actions.py and for work/actions/steps.py."""
    parts = path.relative_to(PACKAGE).parts
    return parts[1].removesuffix(".py") if len(parts) > 1 else ""


def here(path: Path, node: ast.AST | int) -> str:
    """`twingrid/work/actions/report.py:85`."""
    line = node if isinstance(node, int) else getattr(node, "lineno", 0)
    return f"{path.relative_to(ROOT)}:{line}"


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module a file imports, by its dotted name, `from a import b` as both a and a.b; with the line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node.lineno
            for name in node.names:
                yield f"{node.module}.{name.name}", node.lineno


@cache
def tracked() -> tuple[Path, ...]:
    """The files under version control, and those that would be (not ignored)."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.splitlines()
    found = [ROOT / name for name in names] or [p for p in ROOT.rglob("*") if not _ignored(p)]
    return tuple(path for path in found if path.is_file())


def _ignored(path: Path) -> bool:
    parts = set(path.relative_to(ROOT).parts)
    return bool(parts & {".venv", "var", "node_modules", "__pycache__", "dist", "build", ".git"})


TEXT = re.compile(r"\.(py|html|txt|md|css|scss|ts|json|toml|ya?ml|po|csv|geojson|sql|sh|svg)$|/(Makefile|run)$")


def texts() -> Iterator[tuple[Path, str]]:
    """Every text file of the tree with its text; the lock files are left out."""
    for path in tracked():
        if TEXT.search(str(path)) and path.name not in {"package-lock.json", "requirements.lock"}:
            yield path, path.read_text("utf-8", errors="replace")
