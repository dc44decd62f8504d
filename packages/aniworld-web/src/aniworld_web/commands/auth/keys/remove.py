"""``aniw auth keys remove``: erase a key."""

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.invocation import Invocation
from aniworld_core.clock import utc_now
from aniworld_web.auth.api_keys import ApiKeys

__all__ = ["command"]


@click.command("remove", cls=Command)
@click.argument("id", help="One that `aniw auth keys list` shows.")
@dry_run
@click.pass_obj
def command(invocation: Invocation, /, *, id: str, dry_run: bool) -> None:
    """Erase an API key; it lets nobody in any more."""
    with invocation.library(dry_run=dry_run) as library:
        keys = ApiKeys(library.store.access, utc_now)
        key = keys.get(id)
        if not dry_run:
            keys.remove(id)
    done = "Would erase" if dry_run else "Erased"
    invocation.out.done(
        lambda: {"dry_run": dry_run, "removed": key.id}, [f"{done} the API key {key.name}."]
    )
