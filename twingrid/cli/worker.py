"""`twingrid worker`: jobs only."""

import click

from twingrid.project import worker as project_worker


@click.command()
def worker() -> None:
    """Run jobs until Ctrl-C; the job under way is finished first."""
    project_worker.run()
