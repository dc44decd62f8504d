"""``aniw config unset``: drop a setting from the file."""

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.invocation import Invocation

__all__ = ["command"]


@click.command("unset", cls=Command)
@click.argument("name", help="Such as downloads.workers.")
@dry_run
@click.pass_obj
def command(invocation: Invocation, /, *, name: str, dry_run: bool) -> None:
    """Drop a setting from the file, so that its default holds."""
    settings = invocation.settings
    settings.unset(name, dry_run=dry_run)
    done = "Would drop" if dry_run else "Dropped"
    invocation.out.done(
        lambda: {"dry_run": dry_run, "path": str(settings.path), "setting": name},
        [f"{done} {name} from {settings.path}."],
    )
