"""``aniw remove``: take a series off the list."""

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.invocation import Invocation

__all__ = ["command"]


@click.command("remove", cls=Command)
@click.argument("key", help="The key of a registered series.")
@dry_run
@click.pass_obj
def command(invocation: Invocation, /, *, key: str, dry_run: bool) -> None:
    """Take a series off the list and its episodes off the queue; its files stay on the disk."""
    with invocation.library(dry_run=dry_run) as library:
        series = library.catalog.get(key)
        if not dry_run:
            library.catalog.remove(key)
    done = "Would remove" if dry_run else "Removed"
    text = [f"{done} {series.title}. Its files stay where they are."]
    if not dry_run:
        text.append(f"To list it again: aniw restore {series.key}")
    invocation.out.done(lambda: {"dry_run": dry_run, "removed": series.key}, text)
