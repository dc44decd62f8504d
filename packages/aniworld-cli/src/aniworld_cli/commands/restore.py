"""``aniw restore``: list a removed series again."""

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block, Next
from aniworld_core.entities import SeriesKey

__all__ = ["command"]


@click.command("restore", cls=Command)
@click.argument("key", help="The key of a series that was removed.")
@dry_run
@click.pass_obj
def command(invocation: Invocation, /, *, key: str, dry_run: bool) -> None:
    """List a removed series again, with its episodes, its folder and what was ignored.

    What was queued when it was removed is not queued again.
    """
    with invocation.library(dry_run=dry_run) as library:
        removed = {one.key: one.title for one in library.catalog.removed()}
        # A series that was not removed is refused in a dry run too, and nothing is changed by that.
        would = dry_run and key in removed
        title = removed[SeriesKey(key)] if would else library.catalog.restore(key).title
    text: list[Block] = [f"{'Would restore' if dry_run else 'Restored'} {title}."]
    if not dry_run:
        text.append(Next("aniw scan, then aniw missing"))
    invocation.out.done(lambda: {"dry_run": dry_run, "restored": key}, text)
