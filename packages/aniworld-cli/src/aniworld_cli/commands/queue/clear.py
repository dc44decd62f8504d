"""``aniw queue clear``: take finished items off the queue."""

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.commands.queue.change import tell
from aniworld_cli.invocation import Invocation
from aniworld_cli.limits import EVERYTHING
from aniworld_core.entities import QueueState

__all__ = ["command"]


@click.command("clear", cls=Command)
@dry_run
@click.pass_obj
def command(invocation: Invocation, /, *, dry_run: bool) -> None:
    """Take all finished items off the queue; the history keeps what was done."""
    with invocation.library(dry_run=dry_run) as library:
        done = library.queue.page((QueueState.DONE,), limit=EVERYTHING)
        if not dry_run:
            library.queue.clear()
    tell(invocation, "cleared", done, dry_run=dry_run, nothing="No item is finished.")
