"""``aniw workers``: lists them, or runs one of the commands beside it, one file each."""

import click

from aniworld_cli.command import shared_options
from aniworld_cli.groups import LazyGroup

__all__ = ["command"]

_COMMANDS = {
    "drain": "Let processes finish what they download, then end.",
    "stop": "Let processes put back what they download, then end.",
}


@click.group(
    "workers",
    cls=LazyGroup,
    package=__name__,
    lazy=_COMMANDS,
    params=shared_options(),
    invoke_without_command=True,
)
@click.pass_context
def command(ctx: click.Context) -> object:
    """List the processes that work on the store: on which hosts, since when, at what."""
    if ctx.invoked_subcommand is not None:
        return None
    from aniworld_cli.commands.workers import listing

    with listing.command.make_context("workers", [], parent=ctx.parent) as inner:
        return listing.command.invoke(inner)
