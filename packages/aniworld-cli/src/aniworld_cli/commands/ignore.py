"""``aniw ignore``: leave episodes out of what is missing."""

import click

from aniworld_cli import episodes
from aniworld_cli.command import EPISODES, Command, dry_run
from aniworld_cli.invocation import Invocation
from aniworld_core.episode_ranges import compact

__all__ = ["command"]


@click.command("ignore", cls=Command)
@click.argument("key", help="The key of a registered series.")
@click.argument("texts", metavar="EPISODE...", nargs=-1, required=True, help=EPISODES)
@click.option("--undo", is_flag=True, help="Want the episodes again.")
@dry_run
@click.pass_obj
def command(
    invocation: Invocation,
    /,
    *,
    key: str,
    texts: tuple[str, ...],
    undo: bool,
    dry_run: bool,
) -> None:
    """Leave episodes out of what is missing and of downloads."""
    with invocation.library(dry_run=dry_run) as library:
        series = library.catalog.get(key)
        chosen = episodes.chosen(library, key, texts)
        if not dry_run:
            change = library.catalog.unignore if undo else library.catalog.ignore
            change(key, *chosen)
    done = "Would change" if dry_run else "Changed"
    now = "wanted again" if undo else "ignored"
    invocation.out.done(
        lambda: {
            "dry_run": dry_run,
            "key": series.key,
            "ignored": not undo,
            "episodes": [str(episode) for episode in chosen],
        },
        [f"{done} {series.title}: {compact(chosen)} {now}."],
    )
