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
@click.option("--first", is_flag=True, help="Before all others.")
@dry_run
@click.pass_obj
def command(
    invocation: Invocation, /, *, id: int, before: int | None, first: bool, dry_run: bool
) -> None:
    """Move an item right before another one (taking its priority), before all, or behind all."""
    if first and before is not None:
        raise click.UsageError("Give --before or --first, not both.", click.get_current_context())
    with invocation.library(dry_run=dry_run) as library:
        found = items.find(library, [id] if before is None else [id, before])
        if first and not dry_run:
            library.queue.move_to_front(id)
        elif not dry_run:
            library.queue.move(id, before)
    tell(invocation, "moved", found[:1], dry_run=dry_run)
