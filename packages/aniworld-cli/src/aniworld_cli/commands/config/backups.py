"""``aniw config backups``: the kept copies of the settings file."""

import click

from aniworld_cli.command import Command
from aniworld_cli.invocation import Invocation

__all__ = ["command"]


@click.command("backups", cls=Command)
@click.pass_obj
def command(invocation: Invocation, /) -> None:
    """List the kept copies of the settings file."""
    names = invocation.settings.backups()
    invocation.out.show(
        lambda: {"backups": list(names)}, names or ["There is none. Try: aniw config backup"]
    )
