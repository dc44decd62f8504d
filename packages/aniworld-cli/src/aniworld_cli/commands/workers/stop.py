"""``aniw workers stop``: let processes put back what they download, then end."""

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.commands.workers.asking import NAME, all_processes, ask, on_host
from aniworld_cli.invocation import Invocation
from aniworld_core.entities import WorkerOrder

__all__ = ["command"]


@click.command("stop", cls=Command)
@click.argument("names", metavar="[NAME]...", nargs=-1, help=NAME)
@on_host
@all_processes
@dry_run
@click.pass_obj
def command(
    invocation: Invocation,
    /,
    *,
    names: tuple[str, ...],
    host: str | None,
    everything: bool,
    dry_run: bool,
) -> None:
    """Let processes put back what they download and begin nothing more; a worker then ends.

    They hear of it within seconds. A web application stays up; starting the queue there undoes it.
    """
    ask(
        invocation,
        WorkerOrder.STOP,
        names=names,
        host=host,
        everything=everything,
        dry_run=dry_run,
    )
