"""``aniw history``: what was done about episodes."""

from collections.abc import Iterator, Sequence

import click

from aniworld_cli.command import Command
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block
from aniworld_cli.tables import Column, Table
from aniworld_cli.text import when
from aniworld_core import serde
from aniworld_core.entities import EpisodeId, HistoryEntry, SeriesKey
from aniworld_core.episode_ranges import compact

__all__ = ["command"]

_COLUMNS = (
    Column("Time", fixed=True),
    Column("Series"),
    Column("Episode", fixed=True),
    Column("What", fixed=True),
    Column("Text"),
)


@click.command("history", cls=Command)
@click.argument("key", required=False, help="Only this series.")
@click.argument("episode", required=False, help="Only this episode, written S01E03.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    metavar="N",
    help="At most so many.",
)
@click.pass_obj
def command(invocation: Invocation, /, *, key: str | None, episode: str | None, limit: int) -> None:
    """Show what was done about episodes, the newest first."""
    series = None if key is None else SeriesKey(key)
    number = None if episode is None else EpisodeId.parse(episode)
    with invocation.library() as library:
        entries = library.store.history.of(series, number, limit)
        if series is not None and not entries:
            library.catalog.get(series)  # a series that was removed keeps its history
    invocation.out.show(
        lambda: {"total": len(entries), "entries": [serde.unstructure(one) for one in entries]},
        _text(entries),
    )


def _text(entries: Sequence[HistoryEntry]) -> Iterator[Block]:
    if entries:
        yield Table(_COLUMNS, map(_row, entries))
    else:
        yield "Nothing was done yet. Try: aniw download"


def _row(one: HistoryEntry) -> tuple[object, ...]:
    source = ", ".join(filter(None, (one.hoster, one.language)))
    told = ": ".join(filter(None, (source, one.path or one.text)))
    return when(one.at), one.key, compact([one.episode]), one.kind, told
