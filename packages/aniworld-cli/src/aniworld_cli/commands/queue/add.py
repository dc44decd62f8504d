"""``aniw queue add``: queue episodes of a series."""

from typing import Any

import click

from aniworld_cli import episodes
from aniworld_cli.command import EPISODES, Command, dry_run
from aniworld_cli.commands.queue.change import tell
from aniworld_cli.invocation import Invocation
from aniworld_cli.wanted import wanted_options, wanted_with

__all__ = ["command"]


@click.command("add", cls=Command)
@click.argument("key", help="The key of a registered series.")
@click.argument("texts", metavar="[EPISODE]...", nargs=-1, help=EPISODES)
@click.option("--priority", type=int, default=0, metavar="N", help="Higher comes first.")
@wanted_options
@dry_run
@click.pass_obj
def command(
    invocation: Invocation,
    /,
    *,
    key: str,
    texts: tuple[str, ...],
    priority: int,
    dry_run: bool,
    **wanted: Any,
) -> None:
    """Queue episodes of a series; without any named, all that are missing and could be fetched.

    Episodes that are on the disk already are left out.
    """
    with invocation.library(dry_run=dry_run) as library:
        new = library.queue.plan(
            key,
            episodes.chosen(library, key, texts),
            wanted=wanted_with(library.config.downloads.wanted(), **wanted),
            priority=priority,
        )
        items = new if dry_run else library.queue.put(*new)
    tell(
        invocation,
        "queued",
        items,
        dry_run=dry_run,
        nothing="Nothing to queue: nothing is missing, or it is on the disk already.",
        following="aniw download --queued",
    )
