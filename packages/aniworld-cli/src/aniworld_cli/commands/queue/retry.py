"""``aniw queue retry``: try failed items again."""

import click

from aniworld_cli.command import ITEM, Command, dry_run
from aniworld_cli.commands.queue import items
from aniworld_cli.commands.queue.change import tell
from aniworld_cli.invocation import Invocation
from aniworld_cli.limits import EVERYTHING
from aniworld_core.entities import QueueState

__all__ = ["command"]


@click.command("retry", cls=Command)
@click.argument("ids", metavar="[ID]...", type=int, nargs=-1, help=ITEM)
@dry_run
@click.pass_obj
def command(invocation: Invocation, /, *, ids: tuple[int, ...], dry_run: bool) -> None:
    """Try items again at once; without any named, all that failed."""
    with invocation.library(dry_run=dry_run) as library:
        if ids:
            found = items.find(library, ids)
        else:
            found = list(library.queue.page((QueueState.FAILED,), limit=EVERYTHING))
        if found and not dry_run:
            library.queue.retry(*(item.id for item in found))
    tell(
        invocation,
        "retried",
        found,
        dry_run=dry_run,
        nothing="Nothing has failed.",
        following="aniw download --queued",
    )
