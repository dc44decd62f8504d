"""``aniw add``: register a series."""

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Next
from aniworld_cli.text import count
from aniworld_core import serde

__all__ = ["command"]


@click.command("add", cls=Command)
@click.argument("text", metavar="KEY|URL", help="What `aniw search` names, or its page.")
@click.option("--folder", metavar="NAME", help="Its folder in the library, if it has one already.")
@click.option("--provider", metavar="NAME", help="The site to take it from; else all are asked.")
@dry_run
@click.pass_obj
def command(
    invocation: Invocation,
    /,
    *,
    text: str,
    folder: str | None,
    provider: str | None,
    dry_run: bool,
) -> None:
    """Register a series, read whole from its catalogue site."""
    with invocation.library(dry_run=dry_run) as library:
        series = library.catalog.add(text, folder=folder, provider=provider, dry_run=dry_run)
    done = "Would add" if dry_run else "Added"
    episodes = count(len(series.episodes), "episode")
    invocation.out.done(
        lambda: {"dry_run": dry_run, "series": serde.unstructure(series)},
        [
            f"{done} {series.title} as {series.key} with {episodes}.",
            Next("aniw scan --offline, then aniw missing"),
        ],
    )
