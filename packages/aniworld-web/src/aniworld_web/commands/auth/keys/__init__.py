"""``aniw auth keys``: the API keys, by which programs are let in; one file a command."""

import click

from aniworld_cli.groups import LazyGroup

__all__ = ["command"]

_COMMANDS = {
    "list": "List the keys.",
    "add": "Make a key and print it, this once.",
    "remove": "Erase a key.",
}


@click.group("keys", cls=LazyGroup, package=__name__, lazy=_COMMANDS)
def command() -> None:
    """See and change the API keys, by which programs use the web application."""
