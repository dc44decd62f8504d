"""``aniw plugins``: lists them, or runs one of the commands beside it, one file each."""

import click

from aniworld_cli.command import shared_options
from aniworld_cli.groups import LazyGroup

__all__ = ["command"]

_COMMANDS = {
    "new": "Write the beginning of a plugin of your own.",
    "check": "Say in words what is wrong with a plugin.",
}


@click.group(
    "plugins",
    cls=LazyGroup,
    package=__name__,
    lazy=_COMMANDS,
    params=shared_options(),
    invoke_without_command=True,
)
@click.pass_context
def command(ctx: click.Context) -> object:
    """List the installed plugins; every hook is asked, so that a broken one shows."""
    if ctx.invoked_subcommand is not None:
        return None
    from aniworld_cli.commands.plugins import listing

    with listing.command.make_context("plugins", [], parent=ctx.parent) as inner:
        return listing.command.invoke(inner)
