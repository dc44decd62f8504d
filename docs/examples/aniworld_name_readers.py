"""A name reader for ``Title.103.mkv``: the first digit is the season, the other two the episode."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aniworld_core import hookimpl
from aniworld_core.entities import EpisodeId, NamedEpisodes

if TYPE_CHECKING:
    from aniworld_core.ports import NameReader

_NAME = re.compile(r"\.([1-9])(\d\d)\.\w+$", re.ASCII)


class ThreeDigits:
    """Reads three digits between dots."""

    name = "three-digits"

    def read(self, relative_path: str) -> NamedEpisodes | None:
        """Return the episode, or None when the name is of another layout."""
        match = _NAME.search(relative_path)
        if match is None:
            return None
        return NamedEpisodes(episodes=(EpisodeId(int(match[1]), int(match[2])),))


@hookimpl
def aniworld_name_readers() -> "Iterator[NameReader]":
    """Contribute the reader."""
    yield ThreeDigits()
