"""A provider that reads its catalogue from a file: ``[providers.shelf] path = "shelf.json"``."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from aniworld_core import hookimpl
from aniworld_core.entities import Episode, EpisodeId, Language, Link, SearchHit, Series
from aniworld_core.errors import Gone
from aniworld_core.keys import from_slug

if TYPE_CHECKING:
    from aniworld_core.config import Config
    from aniworld_core.ports import Provider


@frozen(kw_only=True)
class ShelfSettings:
    """The section ``[providers.shelf]``."""

    path: Path = Path("shelf.json")


class Shelf:
    """Holds ``{"<ref>": {"title": ..., "episodes": {"S01E01": {"<hoster>": "<address>"}}}}``."""

    name = "shelf"

    def __init__(self, path: Path) -> None:
        self._path = path

    def search(self, query: str) -> Sequence[SearchHit]:
        """Find series whose title contains the query."""
        return [
            SearchHit(provider=self.name, ref=ref, title=entry["title"])
            for ref, entry in self._entries().items()
            if query.casefold() in entry["title"].casefold()
        ]

    def series(self, ref: str) -> Series:
        """Read one series."""
        entry = self._entry(ref)
        return Series(
            key=from_slug(ref),
            provider=self.name,
            ref=ref,
            title=entry["title"],
            episodes=tuple(
                Episode(
                    id=EpisodeId.parse(text),
                    languages=(Language("ger-dub"),),
                    hosters=tuple(hosters),
                )
                for text, hosters in sorted(entry["episodes"].items())
            ),
        )

    def links(self, ref: str, episode: EpisodeId) -> Sequence[Link]:
        """Read the links of one episode."""
        for text, hosters in self._entry(ref)["episodes"].items():
            if EpisodeId.parse(text) == episode:
                return [
                    Link(hoster=hoster, language=Language("ger-dub"), url=url)
                    for hoster, url in hosters.items()
                ]
        raise Gone(f"{ref} has no episode {episode}.")

    def _entry(self, ref: str) -> dict[str, Any]:
        try:
            entry: dict[str, Any] = self._entries()[ref]
        except KeyError:
            raise Gone(f"There is no series {ref} on the shelf.") from None
        return entry

    def _entries(self) -> dict[str, Any]:
        entries: dict[str, Any] = json.loads(self._path.read_text("utf-8"))
        return entries


@hookimpl
def aniworld_providers(config: "Config") -> "Iterator[Provider]":
    """Contribute the shelf."""
    yield Shelf(config.provider("shelf", ShelfSettings).path)
