"""``aniw history``: what was done about episodes."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import click

from aniworld_cli.command import Command
from aniworld_cli.invocation import Invocation
from aniworld_cli.limits import EVERYTHING
from aniworld_cli.output import Block, Next
from aniworld_cli.tables import Column, Table
from aniworld_cli.text import when
from aniworld_core import serde
from aniworld_core.entities import EpisodeId, HistoryEntry, HistoryKind, SeriesKey
from aniworld_core.episode_ranges import compact

__all__ = ["command"]

_TIME, _WHAT = Column("Time", fixed=True), Column("What", fixed=True)
_TOLD = Column("Told")
_WHOSE = (Column("Series"), Column("Episode", fixed=True))
_RECENT = 50
_WORDS: Mapping[HistoryKind, str] = MappingProxyType(
    {
        HistoryKind.QUEUED: "queued",
        HistoryKind.TRIED: "did not work",
        HistoryKind.WAITING: "put off",
        HistoryKind.DOWNLOADED: "downloaded",
        HistoryKind.ADOPTED: "already there",
        HistoryKind.FAILED: "failed",
        HistoryKind.CANCELLED: "cancelled",
        HistoryKind.QUARANTINED: "failed its check",
        HistoryKind.REPLACED: "replaced",
        HistoryKind.TRASHED: "moved to the trash",
        HistoryKind.RESTORED: "put back",
        HistoryKind.RENAMED: "renamed",
    }
)


@click.command("history", cls=Command)
@click.argument("key", required=False, help="Only this series.")
@click.argument("episode", required=False, help="Only this episode, written S01E03.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help=f"At most the newest N; else {_RECENT}, and all of one episode.",
)
@click.option("--oldest-first", is_flag=True, help="In the order in which it happened.")
@click.pass_obj
def command(
    invocation: Invocation,
    /,
    *,
    key: str | None,
    episode: str | None,
    limit: int | None,
    oldest_first: bool,
) -> None:
    """Show what was done about episodes, the newest first; of one episode, all that ever was.

    It tells what was tried, from where, how that ended, and which file came of it. Nothing is ever taken out.
    """
    series = None if key is None else SeriesKey(key)
    number = None if episode is None else EpisodeId.parse(episode)
    most = limit or (_RECENT if number is None else EVERYTHING)
    with invocation.library() as library:
        entries = library.store.history.of(series, number, most)
        if series is not None and not entries:
            library.catalog.get(series)  # a series that was removed keeps its history
    if oldest_first:
        entries = entries[::-1]
    invocation.out.show(
        lambda: {"total": len(entries), "entries": [serde.unstructure(one) for one in entries]},
        _text(entries, of_one=number is not None),
    )


def _text(entries: Sequence[HistoryEntry], *, of_one: bool) -> Iterator[Block]:
    if not entries:
        yield "Nothing was done yet."
        yield Next("aniw download")
    elif of_one:
        rows = ((when(one.at), _WORDS[one.kind], _source(one), _told(one)) for one in entries)
        yield Table((_TIME, _WHAT, Column("From"), _TOLD), rows)
    else:
        yield Table((_TIME, *_WHOSE, _WHAT, _TOLD), map(_row, entries))


def _row(one: HistoryEntry) -> tuple[object, ...]:
    told = ": ".join(filter(None, (_source(one), _told(one))))
    return when(one.at), one.key, compact([one.episode]), _WORDS[one.kind], told


def _source(one: HistoryEntry) -> str:
    return ", ".join(filter(None, (one.hoster, one.language)))


def _told(one: HistoryEntry) -> str:
    return ". ".join(filter(None, (one.path, one.text)))
