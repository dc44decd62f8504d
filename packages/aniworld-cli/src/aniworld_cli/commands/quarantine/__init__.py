"""``aniw quarantine``: files that failed their check; this is the list of its commands, one file each."""

import click

from aniworld_cli.groups import LazyGroup

__all__ = ["command"]

_COMMANDS = {
    "list": "List the files that failed their check, and why.",
    "retry": "Download their episodes again.",
    "drop": "Delete such files.",
}


@click.group("quarantine", cls=LazyGroup, package=__name__, lazy=_COMMANDS)
def command() -> None:
    """See what was downloaded and failed its check; none of it is in the library."""
