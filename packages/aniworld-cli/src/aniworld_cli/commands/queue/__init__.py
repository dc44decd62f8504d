"""``aniw queue``: the download queue; this is the list of its commands, one file each."""

import click

from aniworld_cli.groups import LazyGroup

__all__ = ["command"]

_COMMANDS = {
    "list": "List the queue in working order.",
    "add": "Queue episodes of a series.",
    "remove": "Take items off the queue.",
    "retry": "Try failed items again.",
    "clear": "Take finished items off the queue.",
    "pause": "Pause an item or the whole queue.",
    "resume": "Go on with an item or the whole queue.",
    "move": "Move an item to another place.",
}


@click.group("queue", cls=LazyGroup, package=__name__, lazy=_COMMANDS)
def command() -> None:
    """See and change the download queue; `aniw download` works it off."""
