"""``aniw queue pause``: pause an item or the whole queue."""

import click

from aniworld_cli.command import ITEM, Command, dry_run
from aniworld_cli.commands.queue.switch import switch
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.invocation import Invocation

__all__ = ["command"]


@click.command("pause", cls=Command)
@click.argument("id", type=int, required=False, help=ITEM)
@dry_run
@click.pass_obj
def command(invocation: Invocation, /, *, id: int | None, dry_run: bool) -> ExitCode:
    """Pause an item, or without ID the whole queue; what is running stops at once.

    A plain file goes on later from where it was, if the hoster can do that; a video in pieces begins anew.
    """
    return switch(invocation, id, pause=True, dry_run=dry_run)
