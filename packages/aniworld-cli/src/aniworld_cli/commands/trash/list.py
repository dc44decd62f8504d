"""``aniw trash list``: what was taken out of the library, and why."""

from collections.abc import Iterator, Sequence

import click

from aniworld_cli.command import Command
from aniworld_cli.invocation import Invocation
from aniworld_cli.kept import total
from aniworld_cli.output import Block, Next
from aniworld_cli.tables import Column, Table
from aniworld_cli.text import count, when
from aniworld_core import serde
from aniworld_core.entities import Trashed
from aniworld_core.episode_ranges import compact
from aniworld_core.sizes import size

__all__ = ["command"]

_COLUMNS = (
    Column("ID", fixed=True),
    Column("Since", fixed=True),
    Column("Series"),
    Column("Episodes"),
    Column("Language"),
    Column("Size", right=True),
    Column("Was at"),
    Column("Reason"),
)


@click.command("list", cls=Command)
@click.pass_obj
def command(invocation: Invocation, /) -> None:
    """List the files in the trash, the oldest first."""
    with invocation.library() as library:
        found = library.trash.all()
        days = library.config.downloads.trash_days
    invocation.out.show(
        lambda: {
            "total": len(found),
            "size": total(found),
            "files": [serde.unstructure(one) for one in found],
        },
        _text(found, days),
    )


def _text(found: Sequence[Trashed], days: int) -> Iterator[Block]:
    if not found:
        yield "The trash is empty."
        return
    yield Table(_COLUMNS, map(_row, found))
    yield f"{count(len(found), 'file')}, {size(total(found))}; each is kept {count(days, 'day')}."
    yield Next("aniw trash restore ID")


def _row(one: Trashed) -> tuple[object, ...]:
    return (
        one.id,
        when(one.at),
        one.key,
        compact(one.episodes),
        one.language or "",
        size(one.size),
        one.path,
        one.reason,
    )
