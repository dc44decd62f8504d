"""The seam around foreign code: what it raises or returns wrongly goes no further."""

import logging
from collections.abc import Callable, Collection, Sequence
from typing import ParamSpec, Protocol, TypeVar

from attrs import evolve

from aniworld_core.entities import (
    EpisodeId,
    Link,
    NamedEpisodes,
    Release,
    SearchHit,
    Series,
    Title,
)
from aniworld_core.errors import Gone, ProviderError, Unavailable
from aniworld_core.plugins.fitting import misfit
from aniworld_core.ports import (
    KnowsLinks,
    ListsNewEpisodes,
    ListsTitles,
    NameReader,
    OpensLinks,
    Provider,
    RefreshesSeasons,
    SharesPace,
    ShowsCalendar,
    ShowsCovers,
    Spend,
)

__all__ = ["GuardedNameReader", "GuardedProvider", "Unwatched", "Watch"]

P = ParamSpec("P")
T = TypeVar("T")
Owned = TypeVar("Owned", SearchHit, Series)
_log = logging.getLogger(__name__)


class Watch(Protocol):
    """Keeps an eye on how providers are doing."""

    def admit(self, provider: str) -> None:
        """Raise the ProviderError for which a provider is not to be asked now, if there is one."""
        ...

    def note(self, provider: str, error: ProviderError | None) -> None:
        """Learn how a call to a provider ended; None means well."""
        ...

    def release(self, provider: str) -> None:
        """Learn that a provider works again, whatever was in the way."""
        ...


class Unwatched:
    """A watch that admits everything and remembers nothing."""

    def admit(self, provider: str) -> None:
        """Let the call through."""

    def note(self, provider: str, error: ProviderError | None) -> None:
        """Forget it."""

    def release(self, provider: str) -> None:
        """Forget it."""


class GuardedProvider:
    """A provider that raises nothing but ProviderError and gives only the types it promises.

    The optional abilities answer for any provider: one that lacks them knows no links, opens a link by
    returning its address as it stands, has no cover and no lists, and reads a series again as a whole.
    ``watch`` is asked before each call that may reach the site, and told how it ended.
    """

    def __init__(self, provider: Provider, watch: Watch | None = None) -> None:
        self._provider = provider
        self._watch = watch or Unwatched()
        self.name = str(provider.name)
        self.play_links = f"{self.name} links"
        """What the watch knows the opening of links by: sites guard that apart from their pages."""

    @property
    def hosts(self) -> Collection[str]:
        """The hosts that belong to the provider; empty when it does not say."""
        if not isinstance(self._provider, KnowsLinks):
            return ()
        return frozenset(self._provider.hosts)

    @property
    def lists_titles(self) -> bool:
        """Whether the provider can read the site's whole list."""
        return isinstance(self._provider, ListsTitles)

    @property
    def lists_new_episodes(self) -> bool:
        """Whether the provider can tell what the site has got lately."""
        return isinstance(self._provider, ListsNewEpisodes)

    @property
    def shows_calendar(self) -> bool:
        """Whether the provider can tell what the site expects."""
        return isinstance(self._provider, ShowsCalendar)

    def share_pace(self, spend: Spend) -> None:
        """Let a provider that can do so keep its limits with all processes; raises what it raises."""
        if isinstance(self._provider, SharesPace):
            self._provider.share_pace(spend)

    # What every provider has to have is looked up inside of the guard: it may lack that all the same.

    def search(self, query: str) -> Sequence[SearchHit]:
        """Search, guarded."""
        return self._hits(self._ask(lambda: self._provider.search(query)))

    def probe(self, query: str) -> Sequence[SearchHit]:
        """Search even while the provider is to be left alone, because a person wants to know."""
        hits = self._hits(self._watched(lambda: self._provider.search(query)))
        self._watch.release(self.name)
        self._watch.release(self.play_links)
        return hits

    def series(self, ref: str) -> Series:
        """Read a series, guarded."""
        return self._own(self._one(Series, self._ask(lambda: self._provider.series(ref))))

    def refresh(self, known: Series, seasons: Collection[int]) -> Series:
        """Read some seasons of a series again, or all of it where the provider cannot choose."""
        provider = self._provider
        if not isinstance(provider, RefreshesSeasons):
            return self.series(known.ref)
        return self._own(self._one(Series, self._ask(lambda: provider.refresh(known, seasons))))

    def links(self, ref: str, episode: EpisodeId) -> Sequence[Link]:
        """Read an episode's links, guarded."""
        return self._all(Link, self._ask(lambda: self._provider.links(ref, episode)))

    def titles(self) -> Sequence[Title]:
        """Read the site's whole list; empty from a provider that has none."""
        if not isinstance(self._provider, ListsTitles):
            return []
        return self._all(Title, self._ask(self._provider.titles))

    def new_episodes(self) -> Sequence[Release]:
        """Read what the site has got lately; empty from a provider that does not tell."""
        if not isinstance(self._provider, ListsNewEpisodes):
            return []
        return self._all(Release, self._ask(self._provider.new_episodes))

    def calendar(self) -> Sequence[Release]:
        """Read what the site expects; empty from a provider that does not tell."""
        if not isinstance(self._provider, ShowsCalendar):
            return []
        return self._all(Release, self._ask(self._provider.calendar))

    def ref_of(self, url: str) -> str | None:
        """Return what an address of the site refers to, or None."""
        if not isinstance(self._provider, KnowsLinks):
            return None
        return self._run(self._provider.ref_of, url)

    def open(self, link: Link) -> str:
        """Return the hoster's address behind a link."""
        opener = self._provider
        if not isinstance(opener, OpensLinks):
            return link.url
        opened = self._ask(lambda: opener.open(link), of=self.play_links)
        return self._one(str, opened)

    def cover(self, url: str) -> bytes:
        """Return a cover's image; raises Gone from a provider that shows none."""
        if not isinstance(self._provider, ShowsCovers):
            raise Gone(f"The provider {self.name} shows no covers.")
        return self._one(bytes, self._run(self._provider.cover, url))

    def _ask(self, call: Callable[[], T], *, of: str | None = None) -> T:
        """Make a call that may reach the site, unless it (or ``of`` it) is to be left alone."""
        self._watch.admit(of or self.name)
        return self._watched(call, of=of)

    def _watched(self, call: Callable[[], T], *, of: str | None = None) -> T:
        try:
            answer = self._run(call)
        except ProviderError as error:
            self._watch.note(of or self.name, error)
            raise
        self._watch.note(of or self.name, None)
        return answer

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

    def _hits(self, answer: object) -> Sequence[SearchHit]:
        return [self._own(hit) for hit in self._all(SearchHit, answer)]

    def _own(self, value: Owned) -> Owned:
        """Return it under the provider's own name; under another's, that one would be asked for it."""
        return value if value.provider == self.name else evolve(value, provider=self.name)

    def _one(self, kind: type[T], value: object) -> T:
        if not isinstance(value, kind):
            raise Unavailable(
                f"The provider {self.name} answered with {type(value).__name__}, "
                f"not {kind.__name__}.",
                hint="Tell the provider's author.",
            )
        wrong = misfit(value, kind)
        if wrong is not None:
            raise Unavailable(
                f"The provider {self.name} answered with a {kind.__name__} that has no proper {wrong}.",
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
