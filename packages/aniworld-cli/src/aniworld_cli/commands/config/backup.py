"""``aniw config backup``: keep a copy of the settings file."""

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.invocation import Invocation

__all__ = ["command"]


@click.command("backup", cls=Command)
@dry_run
@click.pass_obj
def command(invocation: Invocation, /, *, dry_run: bool) -> None:
    """Keep a copy of the settings file, beside it."""
    settings = invocation.settings
    name = None if dry_run else settings.backup()
    text = f"Would copy {settings.path}." if name is None else f"Kept as {name}."
    invocation.out.show(lambda: {"dry_run": dry_run, "backup": name}, [text])
