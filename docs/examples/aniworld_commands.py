"""A command of one's own: ``aniw cheer``."""

from typing import TYPE_CHECKING

import click

from aniworld_core import hookimpl

if TYPE_CHECKING:
    from aniworld_cli.groups import LazyGroup


@click.command()
@click.argument("name", default="you")
def cheer(name: str) -> None:
    """Cheer somebody up."""
    click.echo(f"Hold on, {name}: the next episode is on its way.")


@hookimpl(optionalhook=True)
def aniworld_commands(cli: "LazyGroup") -> None:
    """Add the command; in a larger plugin it stands in a module that is imported only when used."""
    cli.add_lazy("cheer", f"{__name__}:cheer", "Cheer somebody up.")
