"""A small world outside the library, in plain Python: a catalogue, hosters and a downloader."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from attrs import define, field, frozen

from aniworld_core import hookimpl
from aniworld_core.entities import (
    GER_DUB,
    EpisodeId,
    Language,
    Link,
    SearchHit,
    Series,
    Stream,
    StreamKind,
    Title,
    Wanted,
)
from aniworld_core.errors import Gone
from aniworld_core.memory import MemoryStore
from aniworld_core.ports import Report, Store

__all__ = ["VIDEO", "World"]

VIDEO = b"video " * 4000
"""What every file of this world begins with; large enough to count as an episode."""


@define(eq=False)
class World:
    """Everything outside the library, in one plugin; a test changes it as it goes.

    ``series`` by ref and ``links`` by episode are the catalogue, which raises ``provider_error`` if there
    is one, as opening a link raises ``open_error``. ``streams`` are the bytes behind an address, or what
    its hoster raises, and ``sizes`` what it claims. ``before_resolve`` runs before a hoster answers,
    ``during_fetch`` in the middle of each download. ``covers`` are the images by address, or what the site
    raises. ``opened``, ``fetched`` and ``seen`` (covers) tell what was asked for. Where there are ``titles``
    when the library opens, the site has a whole list of them, or raises what stands in their place.
    """

    series: dict[str, Series] = field(factory=dict)
    links: dict[EpisodeId, list[Link]] = field(factory=dict)
    provider_error: Exception | None = None
    titles: list[Title] | Exception | None = None
    streams: dict[str, bytes | Exception] = field(factory=dict)
    fetched: list[str] = field(factory=list)
    opened: list[str] = field(factory=list)
    sizes: dict[str, int] = field(factory=dict)
    open_error: Exception | None = None
    covers: dict[str, bytes | Exception] = field(factory=dict)
    seen: list[str] = field(factory=list)
    during_fetch: Callable[[Report], object] = lambda report: report(1, 2)
    before_resolve: Callable[[], None] = lambda: None
    store: Store = field(factory=MemoryStore)

    @hookimpl
    def aniworld_open_store(self, url: str) -> Store | None:
        """Open the world's store for ``memory:``."""
        return self.store if url.startswith("memory:") else None

    @hookimpl
    def aniworld_providers(self) -> Iterable["_Site"]:
        """Contribute the provider ``site``."""
        return [_Site(self) if self.titles is None else _Listing(self)]

    @hookimpl
    def aniworld_resolvers(self) -> Iterable["_Pages"]:
        """Contribute a resolver for every link."""
        return [_Pages(self)]

    @hookimpl
    def aniworld_downloaders(self) -> Iterable["_Wire"]:
        """Contribute a downloader for every stream."""
        return [_Wire(self)]

    def offer(self, series: Series) -> None:
        """Put a series into the catalogue, each episode with one working link."""
        self.series[series.ref] = series
        for episode in series.episodes:
            self.link(episode.id, f"http://voe.test/{series.ref}/{episode.id}")

    def link(
        self, id: EpisodeId, url: str, hoster: str = "VOE", language: Language = GER_DUB
    ) -> None:
        """Add a working link to an episode."""
        self.links.setdefault(id, []).append(Link(hoster=hoster, language=language, url=url))
        self.streams[url] = VIDEO + url.encode()

    def bytes_of(self, url: str) -> bytes:
        """Return what an address serves, or raise what it answers with."""
        answer = self.streams[url]
        if isinstance(answer, Exception):
            raise answer
        return answer


@frozen
class _Site:
    """The catalogue; it knows addresses of catalogue.test."""

    world: World
    name: str = "site"
    hosts: frozenset[str] = frozenset({"catalogue.test"})

    def ref_of(self, url: str) -> str | None:
        return url.rpartition("/")[2] or None

    def search(self, query: str) -> Sequence[SearchHit]:
        self._fail()
        return [
            SearchHit(provider=self.name, ref=one.ref, title=one.title, description=one.description)
            for one in self.world.series.values()
            if query.casefold() in one.title.casefold()
        ]

    def series(self, ref: str) -> Series:
        self._fail()
        if ref not in self.world.series:
            raise Gone(f"There is no {ref}.")
        return self.world.series[ref]

    def links(self, ref: str, episode: EpisodeId) -> Sequence[Link]:
        self.world.opened.append(f"{ref} {episode}")
        self._fail()
        return self.world.links.get(episode, [])

    def open(self, link: Link) -> str:
        if self.world.open_error is not None:
            raise self.world.open_error
        return link.url

    def cover(self, url: str) -> bytes:
        self.world.seen.append(url)
        image = self.world.covers.get(url, Gone(f"There is no {url}."))
        if isinstance(image, Exception):
            raise image
        return image

    def _fail(self) -> None:
        if self.world.provider_error is not None:
            raise self.world.provider_error


@frozen
class _Listing(_Site):
    """The catalogue of a site that has a list of everything."""

    def titles(self) -> Sequence[Title]:
        self._fail()
        if isinstance(self.world.titles, Exception):
            raise self.world.titles
        return self.world.titles or []


@frozen
class _Pages:
    """The resolver: a stream has the address of its link."""

    world: World
    name: str = "pages"

    def accepts(self, link: Link) -> bool:  # noqa: ARG002 - the port's signature
        return True

    def resolve(self, link: Link, wanted: Wanted) -> Stream:  # noqa: ARG002 - see above
        self.world.before_resolve()
        self.world.bytes_of(link.url)
        size = self.world.sizes.get(link.url)
        return Stream(url=link.url, kind=StreamKind.FILE, size=size)


@frozen
class _Wire:
    """The downloader."""

    world: World
    name: str = "wire"

    def accepts(self, stream: Stream) -> bool:  # noqa: ARG002 - the port's signature
        return True

    def fetch(self, stream: Stream, directory: Path, report: Report) -> Path:
        content = self.world.bytes_of(stream.url)
        self.world.during_fetch(report)
        file = directory / "video.mp4"
        file.write_bytes(content)
        report(len(content), len(content))
        self.world.fetched.append(stream.url)
        return file
