"""``aniw trash drop``: delete files in the trash."""

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.commands.trash.files import HINT, line
from aniworld_cli.dropping import drop
from aniworld_cli.invocation import Invocation
from aniworld_cli.kept import ID, chosen
from aniworld_cli.sure import yes

__all__ = ["command"]


@click.command("drop", cls=Command)
@click.argument("ids", metavar="ID...", nargs=-1, required=True, help=ID)
@yes
@dry_run
@click.pass_obj
def command(invocation: Invocation, /, *, ids: tuple[str, ...], yes: bool, dry_run: bool) -> None:
    """Delete files in the trash, for good."""
    with invocation.library(dry_run=dry_run) as library:
        found = chosen(library.trash.all(), ids, HINT)
        drop(invocation, found, library.trash.drop, line, yes=yes, dry_run=dry_run)
