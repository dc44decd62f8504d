"""``aniw list``: the registered series."""

from collections.abc import Iterator, Sequence

import click

from aniworld_cli.command import Command
from aniworld_cli.invocation import Invocation
from aniworld_cli.limits import EVERYTHING
from aniworld_cli.output import Block
from aniworld_cli.tables import Column, Table
from aniworld_cli.text import count
from aniworld_core import serde
from aniworld_core.entities import SeriesFilter, SeriesSummary

__all__ = ["command"]

_COLUMNS = (
    Column("Key"),
    Column("Title"),
    Column("Year", right=True),
    Column("Episodes", right=True),
    Column("Missing", right=True),
    Column("Folder"),
)


@click.command("list", cls=Command)
@click.option("--missing", is_flag=True, help="Only series that miss episodes.")
@click.pass_obj
def command(invocation: Invocation, /, *, missing: bool) -> None:
    """List the registered series with the number of their missing episodes.

    Ignored and upcoming episodes are not counted as missing.
    """
    wanted = SeriesFilter(has_missing=True if missing else None)
    with invocation.library() as library:
        series = library.catalog.page(wanted, limit=EVERYTHING)
    invocation.out.show(
        lambda: {"total": len(series), "series": [serde.unstructure(one) for one in series]},
        _text(series, missing=missing),
    )


def _text(series: Sequence[SeriesSummary], *, missing: bool) -> Iterator[Block]:
    if series:
        yield Table(_COLUMNS, map(_row, series))
        total = sum(one.missing for one in series)
        yield f"{len(series)} series, {count(total, 'episode')} missing."
    elif missing:
        yield "No series misses anything."
    else:
        yield "Nothing is registered yet. Try: aniw search TITLE, then aniw add KEY"


def _row(one: SeriesSummary) -> tuple[object, ...]:
    return one.key, one.title, one.year or "", one.episodes, one.missing, one.folder or ""
