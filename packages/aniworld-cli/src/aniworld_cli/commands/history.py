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

__all__ = ["command"]

_COLUMNS = (
    Column("Time"),
    Column("Series"),
    Column("Episode"),
    Column("What"),
    Column("Hoster"),
    Column("Language"),
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
    told = one.path or one.text
    return when(one.at), one.key, one.episode, one.kind, one.hoster, one.language or "", told
