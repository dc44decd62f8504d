"""``aniw auth keys list``: the keys that there are."""

from collections.abc import Iterator, Sequence

import click

from aniworld_cli.command import Command
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block
from aniworld_cli.tables import Column, Table
from aniworld_cli.text import when
from aniworld_core.clock import utc_now
from aniworld_core.entities import ApiKey
from aniworld_web.auth.api_keys import ApiKeys
from aniworld_web.commands.auth.keys.shown import document

__all__ = ["command"]

_COLUMNS = (
    Column("ID", fixed=True),
    Column("Name"),
    Column("Scope"),
    Column("Expires"),
    Column("Last used"),
)


@click.command("list", cls=Command)
@click.pass_obj
def command(invocation: Invocation, /) -> None:
    """List the API keys, also those that have expired; a key itself is never shown again."""
    with invocation.library() as library:
        keys = ApiKeys(library.store.access, utc_now).all()
    invocation.out.show(lambda: {"keys": [document(one) for one in keys]}, _text(keys))


def _text(keys: Sequence[ApiKey]) -> Iterator[Block]:
    if keys:
        yield Table(_COLUMNS, map(_row, keys))
    else:
        yield "There is none. Try: aniw auth keys add NAME"


def _row(key: ApiKey) -> tuple[object, ...]:
    expires = "never" if key.expires is None else when(key.expires)
    used = "never" if key.last_used is None else when(key.last_used)
    return key.id, key.name, key.scope, expires, used
