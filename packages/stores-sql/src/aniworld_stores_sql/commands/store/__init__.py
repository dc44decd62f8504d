"""``aniw store``: moving a store to another database, and checking one; one file each."""

import click

from aniworld_cli.groups import LazyGroup

__all__ = ["store"]

_COMMANDS = {
    "copy": "Copy a whole store into another database.",
    "check": "Say whether a store is whole.",
}


@click.group("store", cls=LazyGroup, package=__name__, lazy=_COMMANDS)
def store() -> None:
    """Copy what the program knows of a library to another database, and check it.

    A store is an SQLite file, or a database on PostgreSQL or MariaDB; URLs are written as in the setting
    `store`.
    """
