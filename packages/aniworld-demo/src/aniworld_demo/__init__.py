"""The whole program without the internet: a replica catalogue, hosters and a sample library."""

from typing import TYPE_CHECKING

from aniworld_core import hookimpl

if TYPE_CHECKING:
    from aniworld_cli.groups import LazyGroup

__all__ = ["aniworld_commands"]


@hookimpl(optionalhook=True)
def aniworld_commands(cli: "LazyGroup") -> None:
    """Add ``aniw demo``."""
    cli.add_lazy("demo", "aniworld_demo.command:demo", "Show the whole program at work, offline.")
