"""``aniw config path``: where the settings file is."""

import click

from aniworld_cli.command import Command
from aniworld_cli.invocation import Invocation

__all__ = ["command"]


@click.command("path", cls=Command)
@click.pass_obj
def command(invocation: Invocation, /) -> None:
    """Print where the settings file is, or would be."""
    path = invocation.settings.path
    invocation.out.show(lambda: {"path": str(path), "exists": path.is_file()}, [str(path)])
