"""The title index: reads the sites' whole lists now and then, and searches them at once."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime, timedelta
from threading import Lock

from aniworld_core.clock import Clock, utc_now
from aniworld_core.entities import Series, Title, TitleList
from aniworld_core.errors import LayoutChanged, ProviderError
from aniworld_core.events import Emit, TitlesRead
from aniworld_core.plugins import GuardedProvider
from aniworld_core.ports import Progress, TitleStore
from aniworld_core.services.titles.results import ListRead
from aniworld_core.titles import FoundTitle, TitleSearch

__all__ = ["TitleIndex"]

_KEEPS = timedelta(days=1)
"""A list is not read again before it is so old: it has megabytes, and gets a few titles a day."""


class TitleIndex:
    """Keeps the whole list of each site that has one; may be used from any thread."""

    def __init__(
        self,
        *,
        titles: TitleStore,
        providers: Callable[[], Mapping[str, GuardedProvider]],
        emit: Emit,
        clock: Clock = utc_now,
    ) -> None:
        self._titles = titles
        self._providers = providers
        self._emit = emit
        self._clock = clock
        self._making = Lock()
        self._made: tuple[int, TitleSearch] | None = None

    def search(self, query: str, limit: int = 30) -> Sequence[FoundTitle]:
        """Return the titles that fit best, the best first, without asking any site."""
        return self.finder().find(query, limit=limit)

    def finder(self) -> TitleSearch:
        """Return the whole index to look through; the same object until the index changes."""
        with self._making:
            stamp = self._titles.stamp()
            if self._made is None or self._made[0] != stamp:
                self._made = (stamp, TitleSearch(self._titles.all()))
            return self._made[1]

    def lists(self) -> Sequence[TitleList]:
        """Tell which lists are kept, how many titles each has and when it was read."""
        return self._titles.lists()

    def unread(self) -> Sequence[str]:
        """Name the providers that have a list which was never read."""
        kept = {one.provider for one in self.lists()}
        return [name for name in self._listing() if name not in kept]

    def read(self, *, force: bool = False, report: Progress | None = None) -> Sequence[ListRead]:
        """Read the lists that are older than a day, side by side; ``force`` reads all of them.

        A failure costs the others nothing. A list with less than half of the titles that are kept is
        refused as LayoutChanged. ``report`` is told how many sites have answered, of how many, and stops
        it by raising. Returns how it stands with each provider that has a list, in order of the providers.
        """
        kept, listing = {one.provider: one for one in self.lists()}, self._listing()
        due = [name for name in listing if force or self._is_due(kept.get(name))]
        results = {name: _standing(name, kept.get(name)) for name in listing}
        if not due:
            return list(results.values())
        threads = ThreadPoolExecutor(max_workers=len(due), thread_name_prefix="titles")
        try:
            reading = [threads.submit(self._read, listing[name], kept.get(name)) for name in due]
            for done, future in enumerate(as_completed(reading), start=1):
                result = future.result()
                results[result.provider] = result
                if report is not None:
                    report(done, len(due))
        finally:
            threads.shutdown(cancel_futures=True)
        return list(results.values())

    def learn(self, series: Series) -> None:
        """Take from a series' page what lists do not tell: its year and IMDb id."""
        if series.year or series.imdb:
            self._titles.learn(
                Title(
                    provider=series.provider,
                    ref=series.ref,
                    title=series.title,
                    year=series.year,
                    imdb=series.imdb,
                )
            )

    def _listing(self) -> Mapping[str, GuardedProvider]:
        return {name: one for name, one in self._providers().items() if one.lists_titles}

    def _is_due(self, kept: TitleList | None) -> bool:
        # A time to come is a clock that was wrong: such a list would else stay for long.
        return kept is None or not timedelta(0) <= self._clock() - kept.read < _KEEPS

    def _read(self, provider: GuardedProvider, kept: TitleList | None) -> ListRead:
        try:
            titles = _whole(provider, kept)
        except ProviderError as error:
            return _standing(provider.name, kept, asked=True, error=error)
        now: datetime = self._clock()
        self._titles.replace(provider.name, titles, now)
        self._emit(TitlesRead(provider=provider.name, titles=len(titles)))
        return ListRead(provider=provider.name, titles=len(titles), read=now, asked=True)


def _whole(provider: GuardedProvider, kept: TitleList | None) -> Sequence[Title]:
    titles = {title.ref: title for title in reversed(provider.titles())}
    before = kept.titles if kept is not None else 0
    if not titles or len(titles) * 2 < before:
        raise LayoutChanged(
            f"The list of {provider.name} has {len(titles)} titles instead of {before}; "
            "the old list was kept.",
            hint="Try again tomorrow; if it stays so, look for a newer version of this program.",
        )
    return list(titles.values())


def _standing(
    provider: str,
    kept: TitleList | None,
    *,
    asked: bool = False,
    error: ProviderError | None = None,
) -> ListRead:
    return ListRead(
        provider=provider,
        titles=kept.titles if kept is not None else 0,
        read=kept.read if kept is not None else None,
        asked=asked,
        error=error,
    )
