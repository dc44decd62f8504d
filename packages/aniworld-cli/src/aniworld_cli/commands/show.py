"""``aniw show``: a series with all its episodes."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import click

from aniworld_cli.command import Command
from aniworld_cli.invocation import Invocation
from aniworld_cli.lacks import lacking, set_aside
from aniworld_cli.output import Block
from aniworld_cli.policy import policy
from aniworld_cli.tables import Column, Table
from aniworld_cli.text import count, when
from aniworld_core import serde
from aniworld_core.entities import EpisodeId, Missing, Series
from aniworld_core.episode_ranges import compact

__all__ = ["command"]

_COLUMNS = (Column("Episode"), Column("Title"), Column("Languages"), Column("State"))
_ON_DISK = "on-disk"


@click.command("show", cls=Command)
@click.argument("key", help="The key of a registered series.")
@click.pass_obj
def command(invocation: Invocation, /, *, key: str) -> None:
    """Show a series with all its episodes: on the disk, or why not."""
    with invocation.library() as library:
        series = library.catalog.get(key)
        found = library.missing.find(key)
        missing = {lack.episode: lack for one in found for lack in one.missing}
    invocation.out.show(lambda: _document(series, missing), _text(series, missing))


def _document(series: Series, missing: Mapping[EpisodeId, Missing]) -> dict[str, Any]:
    document: dict[str, Any] = serde.unstructure(series)
    for episode, form in zip(series.episodes, document["episodes"], strict=True):
        form["state"] = _state(episode.id, missing)
    return {"series": document}


def _text(series: Series, missing: Mapping[EpisodeId, Missing]) -> Iterator[Block]:
    year = f" ({series.year})" if series.year else ""
    yield f"{series.title}{year}"
    facts = {
        "Key": series.key,
        "Provider": series.provider,
        "Link": series.link,
        "Folder": series.folder or "not known yet; see: aniw match",
        **policy(series),
        "Genres": ", ".join(series.genres),
        "Checked": when(series.checked) or "never; run: aniw scan",
    }
    yield from (f"  {name + ':':<11}{value}" for name, value in facts.items() if value)
    if series.description:
        yield f"  {series.description}"
    yield ""
    yield Table(_COLUMNS, _rows(series, missing))
    yield ""
    counts = Counter[str](lack.reason for lack in missing.values())
    episodes = count(len(series.episodes), "episode")
    yield f"{episodes}, {lacking(counts)} missing{set_aside(counts)}."


def _rows(series: Series, missing: Mapping[EpisodeId, Missing]) -> Iterator[tuple[object, ...]]:
    for episode in series.episodes:
        title = episode.title or episode.original_title
        state = _state(episode.id, missing).replace("-", " ")
        yield compact([episode.id]), title, ", ".join(episode.languages), state


def _state(episode: EpisodeId, missing: Mapping[EpisodeId, Missing]) -> str:
    lack = missing.get(episode)
    return _ON_DISK if lack is None else lack.reason.value
