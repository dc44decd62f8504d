"""``aniw queue move``: change the working order."""

import click

from aniworld_cli.command import ITEM, Command, dry_run
from aniworld_cli.commands.queue import items
from aniworld_cli.commands.queue.change import tell
from aniworld_cli.invocation import Invocation

__all__ = ["command"]


@click.command("move", cls=Command)
@click.argument("id", type=int, help=ITEM)
@click.option(
    "--before", type=int, metavar="ID", help="The item it goes before; else it goes last."
)
@dry_run
@click.pass_obj
def command(invocation: Invocation, /, *, id: int, before: int | None, dry_run: bool) -> None:
    """Move an item right before another one (taking its priority), or behind all."""
    with invocation.library(dry_run=dry_run) as library:
        found = items.find(library, [id] if before is None else [id, before])
        if not dry_run:
            library.queue.move(id, before)
    tell(invocation, "moved", found[:1], dry_run=dry_run)
