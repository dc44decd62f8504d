"""``aniw config backups``: the kept copies of the settings file."""

from collections.abc import Iterator, Sequence

import click

from aniworld_cli.command import Command
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block
from aniworld_cli.tables import Column, Table
from aniworld_cli.text import when
from aniworld_core import serde
from aniworld_core.services.settings import Backup
from aniworld_core.sizes import size

__all__ = ["command"]

_COLUMNS = (Column("Name"), Column("Made"), Column("Size", right=True))


@click.command("backups", cls=Command)
@click.pass_obj
def command(invocation: Invocation, /) -> None:
    """List the kept copies of the settings file."""
    backups = invocation.settings.backups()
    invocation.out.show(
        lambda: {"backups": [serde.unstructure(one) for one in backups]}, _text(backups)
    )


def _text(backups: Sequence[Backup]) -> Iterator[Block]:
    if backups:
        yield Table(_COLUMNS, ((one.name, when(one.time), size(one.size)) for one in backups))
    else:
        yield "There is none. Try: aniw config backup"
