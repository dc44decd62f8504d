"""A resolver for links that already are the address of a video file."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aniworld_core import hookimpl
from aniworld_core.entities import Link, Stream, StreamKind, Wanted

if TYPE_CHECKING:
    from aniworld_core.ports import Resolver


class DirectLinks:
    """Takes the link itself for the stream."""

    name = "direct"

    def accepts(self, link: Link) -> bool:
        """Accept addresses that end like a video file."""
        return urlsplit(link.url).path.endswith((".mp4", ".mkv"))

    def resolve(self, link: Link, wanted: Wanted) -> Stream:
        """Return the link as a stream; there is only one quality to choose."""
        return Stream(url=link.url, kind=StreamKind.FILE, quality=wanted.quality)


@hookimpl
def aniworld_resolvers() -> "Iterator[Resolver]":
    """Contribute the direct links."""
    yield DirectLinks()
