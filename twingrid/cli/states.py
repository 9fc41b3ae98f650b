"""`twingrid states`: the tables of moves, drawn. Every app's `states.py` becomes a page in docs/states."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click

import twingrid
from twingrid.kit.machine import mermaid

PACKAGE = Path(twingrid.__file__).parent


def pages() -> Iterator[tuple[str, str]]:
    """File name and text of every page: `X_MOVES` of an app, with its first states `X_INITIAL` or `INITIAL`."""
    for path in sorted(PACKAGE.glob("*/states.py")):
        module = importlib.import_module(f"twingrid.{path.parent.name}.states")
        for name in sorted(vars(module)):
            if name.endswith("_MOVES"):
                yield _page(path.parent.name, module, name.removesuffix("_MOVES"))


def _page(app: str, module: ModuleType, thing: str) -> tuple[str, str]:
    initial = getattr(module, f"{thing}_INITIAL", None) or module.INITIAL
    title = f"States of a {thing.lower().replace('_', ' ')}"
    return f"{app}-{thing.lower()}.md", mermaid(title, getattr(module, f"{thing}_MOVES"), initial)


@click.command()
@click.option("--check", is_flag=True, help="Only tell which pages are old; exit code 1 if any is.")
@click.option("--folder", type=click.Path(path_type=Path), default=Path("docs/states"), show_default=True)
def states(check: bool, folder: Path) -> None:
    """Write the diagrams of states to docs/states."""
    wanted = dict(pages())
    there = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    if there == wanted:
        return
    if check:
        old = sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))
        raise click.ClickException(f"Old pages in {folder}: {', '.join(old)}. Run make states.")
    folder.mkdir(parents=True, exist_ok=True)
    for name in there.keys() - wanted.keys():
        (folder / name).unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, "utf-8")
        click.echo(folder / name)
