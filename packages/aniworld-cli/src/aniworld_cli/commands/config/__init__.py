"""``aniw config``: the settings; this is the list of its commands, one file each."""

import click

from aniworld_cli.groups import LazyGroup

__all__ = ["command"]

_COMMANDS = {
    "path": "Print where the settings file is.",
    "show": "Show the settings in force.",
    "check": "Check the settings file.",
    "set": "Change a setting in the file.",
    "unset": "Drop a setting from the file.",
    "backup": "Keep a copy of the settings file.",
    "backups": "List the kept copies.",
    "restore": "Go back to a kept copy.",
}


@click.group("config", cls=LazyGroup, package=__name__, lazy=_COMMANDS)
def command() -> None:
    """See and change the settings: defaults < file < environment < options."""
