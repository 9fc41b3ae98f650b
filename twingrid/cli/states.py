"""`twingrid states`: the diagrams of every table of moves, written to docs/states or checked against it."""

import sys
from pathlib import Path

import click

from twingrid.kit.machine import Move, mermaid
from twingrid.work.states import INITIAL, TICKET_MOVES, TicketState

FOLDER = Path("docs/states")
MACHINES: dict[str, tuple[str, tuple[Move[TicketState], ...], tuple[TicketState, ...]]] = {
    "ticket.md": ("A request (ticket)", TICKET_MOVES, INITIAL),
}


def pages() -> dict[str, str]:
    """File name → the page that belongs into docs/states."""
    return {name: mermaid(title, moves, initial) for name, (title, moves, initial) in MACHINES.items()}


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; fail if a page differs from the code.")
@click.option("--folder", type=click.Path(path_type=Path), default=FOLDER, show_default=True)
def states(*, check: bool, folder: Path) -> None:
    """Write the diagrams of states to docs/states."""
    made = pages()
    if check:
        _check(made, folder)
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (folder / name).write_text(text, "utf-8")
        click.echo(f"{folder / name}")


def _check(made: dict[str, str], folder: Path) -> None:
    kept = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    differing = sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))
    if differing:
        click.echo(f"docs/states differs from the code: {', '.join(differing)}. Run `make states` and commit it.")
        sys.exit(1)
