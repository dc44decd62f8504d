"""``aniw quarantine list``: what failed its check, and why."""

from collections.abc import Iterator, Sequence

import click

from aniworld_cli.command import Command
from aniworld_cli.invocation import Invocation
from aniworld_cli.kept import total
from aniworld_cli.output import Block, Next
from aniworld_cli.tables import Column, Table
from aniworld_cli.text import count, when
from aniworld_core import serde
from aniworld_core.entities import Quarantined
from aniworld_core.episode_ranges import compact
from aniworld_core.sizes import size

__all__ = ["command"]

_COLUMNS = (
    Column("ID", fixed=True),
    Column("Since", fixed=True),
    Column("Series"),
    Column("Episode", fixed=True),
    Column("From"),
    Column("Size", right=True),
    Column("Reason"),
)


@click.command("list", cls=Command)
@click.pass_obj
def command(invocation: Invocation, /) -> None:
    """List the files that were downloaded and failed their check, the oldest first."""
    with invocation.library() as library:
        found = library.quarantine.all()
        limits = library.config.downloads
    invocation.out.show(
        lambda: {
            "total": len(found),
            "size": total(found),
            "files": [serde.unstructure(one) for one in found],
        },
        _text(found, limits.quarantine_days),
    )


def _text(found: Sequence[Quarantined], days: int) -> Iterator[Block]:
    if not found:
        yield "Nothing is in quarantine."
        return
    yield Table(_COLUMNS, map(_row, found))
    yield f"{count(len(found), 'file')}, {size(total(found))}; each is kept {count(days, 'day')}."
    yield Next("aniw quarantine retry ID")


def _row(one: Quarantined) -> tuple[object, ...]:
    return (
        one.id,
        when(one.at),
        one.key,
        compact([one.episode]),
        f"{one.hoster}, {one.language}",
        size(one.size),
        one.reason,
    )
