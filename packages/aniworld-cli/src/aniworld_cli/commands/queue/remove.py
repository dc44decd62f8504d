"""``aniw queue remove``: take items off the queue."""

import click

from aniworld_cli.command import ITEM, Command, dry_run
from aniworld_cli.commands.queue import items
from aniworld_cli.commands.queue.change import tell
from aniworld_cli.invocation import Invocation

__all__ = ["command"]


@click.command("remove", cls=Command)
@click.argument("ids", metavar="ID...", type=int, nargs=-1, required=True, help=ITEM)
@dry_run
@click.pass_obj
def command(invocation: Invocation, /, *, ids: tuple[int, ...], dry_run: bool) -> None:
    """Take items off the queue; a running download is stopped."""
    with invocation.library(dry_run=dry_run) as library:
        found = items.find(library, ids)
        if not dry_run:
            library.queue.remove(*(item.id for item in found))
    tell(invocation, "removed", found, dry_run=dry_run)
