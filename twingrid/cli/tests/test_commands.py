"""The command itself: what it lists, what it loads, how it refuses."""

import importlib
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from tests import server
from twingrid.cli.main import ENTRIES, HIDDEN, main


def test_the_help_lists_every_command_without_loading_one() -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom twingrid.cli.main import ENTRIES, main\n"
        "text = CliRunner().invoke(main, ['--help']).output\n"
        "assert all(name in text for name in ENTRIES), text\n"
        "assert 'django' not in sys.modules and 'shapely' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=server.ROOT)


def test_fusing_two_files_never_loads_django() -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom twingrid.cli.main import main\n"
        "CliRunner().invoke(main, ['fuse', 'no-such-left.geojson', 'no-such-right.geojson'])\n"
        "assert 'twingrid.cli.fuse' in sys.modules and 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=server.ROOT)


@pytest.mark.parametrize("name", [*ENTRIES, *HIDDEN])
def test_every_command_is_where_the_table_says(name: str) -> None:
    module, attribute = (ENTRIES | HIDDEN)[name].where.split(":")
    command = getattr(importlib.import_module(module), attribute)
    assert isinstance(command, click.Command)
    assert command.help or command.callback.__doc__


def test_a_command_that_there_is_not_is_told() -> None:
    result = CliRunner().invoke(main, ["fly"])
    assert result.exit_code == 2
    assert "No such command 'fly'" in result.output
