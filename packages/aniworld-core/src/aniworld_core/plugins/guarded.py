"""The seam around foreign code: what it raises or returns wrongly goes no further."""

import logging
from collections.abc import Callable, Collection, Sequence
from typing import ParamSpec, TypeVar

from aniworld_core.entities import EpisodeId, Link, NamedEpisodes, SearchHit, Series
from aniworld_core.errors import Gone, ProviderError, Unavailable
from aniworld_core.ports import KnowsLinks, NameReader, OpensLinks, Provider, ShowsCovers

__all__ = ["GuardedNameReader", "GuardedProvider"]

P = ParamSpec("P")
T = TypeVar("T")
_log = logging.getLogger(__name__)


class GuardedProvider:
    """A provider that raises nothing but ProviderError and gives only the types it promises.

    The optional abilities answer for any provider: one that lacks them knows no links, opens a link by
    returning its address as it stands, and has no cover.
    """

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self.name = str(provider.name)

    @property
    def hosts(self) -> Collection[str]:
        """The hosts that belong to the provider; empty when it does not say."""
        if not isinstance(self._provider, KnowsLinks):
            return ()
        return frozenset(self._provider.hosts)

    def search(self, query: str) -> Sequence[SearchHit]:
        """Search, guarded."""
        return self._all(SearchHit, self._run(self._provider.search, query))

    def series(self, ref: str) -> Series:
        """Read a series, guarded."""
        return self._one(Series, self._run(self._provider.series, ref))

    def links(self, ref: str, episode: EpisodeId) -> Sequence[Link]:
        """Read an episode's links, guarded."""
        return self._all(Link, self._run(self._provider.links, ref, episode))

    def ref_of(self, url: str) -> str | None:
        """Return what an address of the site refers to, or None."""
        if not isinstance(self._provider, KnowsLinks):
            return None
        return self._run(self._provider.ref_of, url)

    def open(self, link: Link) -> str:
        """Return the hoster's address behind a link."""
        if not isinstance(self._provider, OpensLinks):
            return link.url
        return self._one(str, self._run(self._provider.open, link))

    def cover(self, url: str) -> bytes:
        """Return a cover's image; raises Gone from a provider that shows none."""
        if not isinstance(self._provider, ShowsCovers):
            raise Gone(f"The provider {self.name} shows no covers.")
        return self._one(bytes, self._run(self._provider.cover, url))

    def _run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return call(*args, **kwargs)
        except ProviderError:
            raise
        except Exception as error:
            _log.exception("provider %s failed", self.name)
            raise Unavailable(
                f"The provider {self.name} has a fault of its own: {type(error).__name__}: {error}",
                hint="See the log, and tell the provider's author.",
            ) from error

    def _one(self, kind: type[T], value: object) -> T:
        if not isinstance(value, kind):
            raise Unavailable(
                f"The provider {self.name} answered with {type(value).__name__}, "
                f"not {kind.__name__}.",
                hint="Tell the provider's author.",
            )
        return value

    def _all(self, kind: type[T], values: object) -> list[T]:
        if not isinstance(values, Sequence) or isinstance(values, str | bytes):
            values = [values]
        return [self._one(kind, value) for value in values]


class GuardedNameReader:
    """A name reader that reads nothing where it raises."""

    def __init__(self, reader: NameReader) -> None:
        self._reader = reader
        self.name = str(reader.name)

    def read(self, relative_path: str) -> NamedEpisodes | None:
        """Read a name, guarded."""
        try:
            found = self._reader.read(relative_path)
        except Exception:  # noqa: BLE001 - foreign code
            _log.exception("the name reader %s failed at %r", self.name, relative_path)
            return None
        return found if isinstance(found, NamedEpisodes) else None
