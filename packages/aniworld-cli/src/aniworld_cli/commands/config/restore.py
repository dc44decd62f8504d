"""``aniw config restore``: go back to a kept copy of the settings file."""

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.invocation import Invocation

__all__ = ["command"]


@click.command("restore", cls=Command)
@click.argument("name", help="One that `aniw config backups` lists.")
@dry_run
@click.pass_obj
def command(invocation: Invocation, /, *, name: str, dry_run: bool) -> None:
    """Go back to a kept copy of the settings file; the present one is kept as a copy too."""
    settings = invocation.settings
    settings.restore(name, dry_run=dry_run)
    done = "Would restore" if dry_run else "Restored"
    invocation.out.done(
        lambda: {"dry_run": dry_run, "restored": name}, [f"{done} {name} as {settings.path}."]
    )
