"""``aniw auth keys add``: a new key."""

from datetime import timedelta

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.invocation import Invocation
from aniworld_core.clock import utc_now
from aniworld_core.entities import Scope
from aniworld_web.auth.api_keys import MAX_DAYS, ApiKeys
from aniworld_web.commands.auth.keys.shown import document

__all__ = ["command"]


@click.command("add", cls=Command)
@click.argument("name", help="What it is for; each name is given once.")
@click.option(
    "--scope",
    type=click.Choice([one.value for one in Scope]),
    default=Scope.READ.value,
    help="To write includes to read.  [default: read]",
)
@click.option(
    "--expires-days",
    type=click.IntRange(1, MAX_DAYS),
    help="Days until it stops working.  [default: never]",
)
@dry_run
@click.pass_obj
def command(
    invocation: Invocation, /, *, name: str, scope: str, expires_days: int | None, dry_run: bool
) -> None:
    """Make an API key and print it; only its hash is kept, so it is shown this once."""
    expires = None if expires_days is None else utc_now() + timedelta(days=expires_days)
    with invocation.library(dry_run=dry_run) as library:
        keys = ApiKeys(library.store.access, utc_now)
        if dry_run:
            keys.check(name)
            made = None
        else:
            made = keys.add(name, scope=Scope(scope), expires=expires)
    if made is None:
        told = [f"Would make the API key {name}."]
    else:
        told = [f"Made the API key {made.key.name}. Keep it, it is not shown again:", made.text]
    invocation.out.show(
        lambda: {
            "dry_run": dry_run,
            "key": None if made is None else document(made.key),
            "text": None if made is None else made.text,
        },
        told,
    )
