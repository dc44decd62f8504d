"""``aniw trash empty``: delete everything in the trash."""

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.commands.trash.files import line
from aniworld_cli.dropping import drop
from aniworld_cli.invocation import Invocation
from aniworld_cli.sure import yes

__all__ = ["command"]


@click.command("empty", cls=Command)
@yes
@dry_run
@click.pass_obj
def command(invocation: Invocation, /, *, yes: bool, dry_run: bool) -> None:
    """Delete everything in the trash, for good."""
    with invocation.library(dry_run=dry_run) as library:
        drop(invocation, library.trash.all(), library.trash.drop, line, yes=yes, dry_run=dry_run)
