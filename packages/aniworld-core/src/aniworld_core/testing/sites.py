"""Two catalogue sites beside each other, in plain Python."""

from collections.abc import Sequence

from attrs import define, evolve, field

from aniworld_core import hookimpl
from aniworld_core.entities import EpisodeId, Link, SearchHit, Series, Title
from aniworld_core.errors import Gone, ProviderError
from aniworld_core.testing.arrange import show

__all__ = ["Site", "Sites"]


@define(eq=False)
class Site:
    """A site of series by ref, or of what it answers instead; it tells what was read."""

    name: str
    series_by_ref: dict[str, Series | ProviderError] = field(factory=dict)
    read: list[str] = field(factory=list)

    def offer(self, ref: str, title: str, year: int | None = None, imdb: str = "") -> Title:
        """Have a series, and return it as the site's whole list names it."""
        series = show(EpisodeId(1, 1), key=ref, title=title, year=year)
        self.series_by_ref[ref] = evolve(series, provider=self.name, imdb=imdb)
        return Title(provider=self.name, ref=ref, title=title)

    def search(self, query: str) -> Sequence[SearchHit]:
        """Find nothing."""
        raise Gone(f"Nobody searches for {query}.")

    def series(self, ref: str) -> Series:
        """Return a series, or raise what stands in its place."""
        self.read.append(ref)
        answer = self.series_by_ref[ref]
        if isinstance(answer, ProviderError):
            raise answer
        return answer

    def links(self, ref: str, episode: EpisodeId) -> Sequence[Link]:
        """Have no links."""
        raise Gone(f"{ref} {episode} has no links.")


class Sites:
    """Two sites, of which the first is preferred."""

    def __init__(self) -> None:
        self.first = Site("first")
        self.second = Site("second")

    @hookimpl
    def aniworld_providers(self) -> Sequence[Site]:
        """Contribute both."""
        return [self.first, self.second]
