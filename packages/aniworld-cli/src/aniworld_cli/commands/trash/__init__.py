"""``aniw trash``: files that were replaced; this is the list of its commands, one file each."""

import click

from aniworld_cli.groups import LazyGroup

__all__ = ["command"]

_COMMANDS = {
    "list": "List the files in the trash.",
    "restore": "Put files back where they were.",
    "drop": "Delete files in the trash.",
    "empty": "Delete everything in the trash.",
}


@click.group("trash", cls=LazyGroup, package=__name__, lazy=_COMMANDS)
def command() -> None:
    """See what was taken out of the library, such as files that a better one replaced."""
