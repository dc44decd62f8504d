"""``aniw quarantine drop``: delete what failed its check."""

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.commands.quarantine.files import HINT, line
from aniworld_cli.dropping import drop
from aniworld_cli.invocation import Invocation
from aniworld_cli.kept import ID, chosen, either
from aniworld_cli.sure import yes

__all__ = ["command"]


@click.command("drop", cls=Command)
@click.argument("ids", metavar="[ID]...", nargs=-1, help=ID)
@click.option("everything", "--all", is_flag=True, help="All that is in quarantine.")
@yes
@dry_run
@click.pass_obj
def command(
    invocation: Invocation, /, *, ids: tuple[str, ...], everything: bool, yes: bool, dry_run: bool
) -> None:
    """Delete files that failed their check, for good; their episodes stay as they are in the queue."""
    either(ids, everything=everything)
    with invocation.library(dry_run=dry_run) as library:
        kept = library.quarantine.all()
        found = kept if everything else chosen(kept, ids, HINT)
        drop(invocation, found, library.quarantine.drop, line, yes=yes, dry_run=dry_run)
