"""Nothing grows past what can be read in one sitting."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import source

MODULE, FUNCTION, TEST_FILE, TEMPLATE = 400, 50, 600, 200


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def outside() -> list[Path]:
    """Our Python beside the package: tests, benchmarks, what builds and checks."""
    return [p for p in source.tracked() if p.suffix == ".py" and source.PACKAGE not in p.parents]


def test_no_module_is_longer_than_400_lines() -> None:
    files = [*source.python(), *(path for path in outside() if source.ROOT / "tests" not in path.parents)]
    assert len(files) > len(source.python())
    assert [f"{path}: {lines(path)}" for path in files if lines(path) > MODULE] == []


def test_no_test_file_is_longer_than_600_lines() -> None:
    files = [*source.ROOT.glob("tests/**/*.py"), *source.PACKAGE.glob("**/tests/*.py")]
    assert [f"{path}: {lines(path)}" for path in files if lines(path) > TEST_FILE] == []


def test_no_template_is_longer_than_200_lines() -> None:
    assert [f"{path}: {lines(path)}" for path in source.templates() if lines(path) > TEMPLATE] == []


def test_no_function_is_longer_than_50_lines() -> None:
    long = []
    for path in (*source.python(tests=True), *outside()):
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > FUNCTION:
                    long.append(f"{source.here(path, node)} {node.name}: {length}")
    assert long == []


def test_no_function_is_more_complex_than_8() -> None:
    command = [sys.executable, "-m", "ruff", "check", "--select", "C901", "--output-format", "concise", "."]
    said = subprocess.run(command, cwd=source.ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout


@pytest.mark.parametrize("name", ["core", "utils", "common", "helpers", "services", "misc"])
def test_no_room_is_a_drawer_for_anything(name: str) -> None:
    assert [p for p in source.python() if name in {p.stem, *p.relative_to(source.PACKAGE).parts}] == []
