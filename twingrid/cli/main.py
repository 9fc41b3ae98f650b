"""The command `twingrid`: each subcommand is loaded when it is asked for, so that a small one starts at once."""

import importlib
from dataclasses import dataclass

import click

from twingrid import __version__


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a subcommand lies and what it is for.

    `tables` says that it works on the database, `speaks` that it speaks the shell's language: what runs jobs or fills
    a city keeps the language of its texts.
    """

    where: str
    purpose: str
    tables: bool = True
    speaks: bool = True


ENTRIES: dict[str, Entry] = {
    "run": Entry("twingrid.cli.run.command:run", "Serve the site and its jobs; Ctrl-C stops everything.", tables=False),
    "demo": Entry("twingrid.cli.demo_command:demo", "Load the two demo cities.", speaks=False),
    "import": Entry(
        "twingrid.cli.import_command:import_group", "Bring in your own divisions, areas, network, customers, staff."
    ),
    "fuse": Entry(
        "twingrid.cli.fuse:fuse", "Lay two partitions over each other: a city's, or two files.", tables=False
    ),
    "coverage": Entry("twingrid.cli.coverage:coverage", "What is covered on a day, and what is missing by reason."),
    "find": Entry("twingrid.cli.find:find", "Find a place as people say it, and who is responsible there now."),
    "locate": Entry("twingrid.cli.find:locate", "Who is responsible at LON,LAT now."),
    "key": Entry("twingrid.cli.key:key", "Make, list and take back the keys of other systems."),
    "exchange": Entry("twingrid.cli.exchange:exchange", "Registry and events to and from the grid platform, by file."),
    "webhooks": Entry("twingrid.cli.webhooks:webhooks", "Who hears of our events; sending again."),
    "delta": Entry("twingrid.cli.delta.command:delta", "Take over what changed in the marketing and HR systems."),
    "city": Entry("twingrid.cli.city:city", "Make a city with its first administrator; list the cities."),
    "migrate": Entry("twingrid.cli.migrate:migrate", "Bring the tables of every city up to date."),
    "worker": Entry(
        "twingrid.cli.worker:worker", "Run jobs only (`twingrid run` does it beside the site).", speaks=False
    ),
    "janitor": Entry("twingrid.cli.janitor:janitor", "Drop journal partitions whose time is over."),
    "retention": Entry("twingrid.cli.retention:retention", "Take personal data out of finished work in time."),
    "provision": Entry("twingrid.cli.provision:provision", "Make the database and its three roles.", tables=False),
    "check-history": Entry(
        "twingrid.cli.check_history:check_history", "Replay every history through the table of states."
    ),
    "recompute-clocks": Entry(
        "twingrid.cli.recompute:recompute_clocks", "Derive every clock again from what happened."
    ),
    "states": Entry("twingrid.cli.states:states", "Write the diagrams of states to docs/states.", tables=False),
}
# Steps that `twingrid run` takes in processes of their own.
HIDDEN: dict[str, Entry] = {
    "prepare": Entry("twingrid.cli.prepare:prepare", "Tables and, in the demo, its cities.", speaks=False),
    "stand-ins": Entry(
        "twingrid.cli.stand_ins:stand_ins", "Take the demo's messages in place of the vendors.", speaks=False
    ),
}


class Commands(click.Group):
    """Subcommands by name, imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name, in the order of the table."""
        return list(ENTRIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand, loaded now; None for a name that there is not."""
        entry = ENTRIES.get(cmd_name) or HIDDEN.get(cmd_name)
        if entry is None:
            return None
        if entry.tables:
            from twingrid.cli import tables

            return tables.load(entry.where, speaks=entry.speaks)
        module, name = entry.where.split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of `twingrid --help`, without loading anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.purpose) for name, entry in ENTRIES.items()])


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="twingrid")
def main() -> None:
    """Community grids and power service areas: fused, kept true, and answered for."""
