"""Reading registered series again: what is due, politely, and without ever losing what is known."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from aniworld_core.clock import Clock, utc_now
from aniworld_core.entities import Condition, Language, Series, SeriesKey
from aniworld_core.errors import AniworldError, InvalidConfig, SeriesNotFound
from aniworld_core.events import Emit, RefreshProgress, SeriesChanged
from aniworld_core.plugins import GuardedProvider
from aniworld_core.ports import Progress, Store
from aniworld_core.services.catalog.due import due, seasons
from aniworld_core.services.catalog.merging import merged
from aniworld_core.services.catalog.released import news
from aniworld_core.services.catalog.results import Due, Refreshed

__all__ = ["Refreshing"]

_AT_ONCE = 4
"""Series read at the same time; each provider's client keeps its own, lower, limits per host."""

_News = Mapping[SeriesKey, frozenset[int]]


class Refreshing:
    """Reads series again, each as far as it can have changed.

    ``rest`` returns the condition of a provider that is to be left alone now, and None of any other;
    ``learn`` is told each series that was read. ``languages`` are what the library wants.
    """

    def __init__(
        self,
        *,
        store: Store,
        providers: Callable[[], Mapping[str, GuardedProvider]],
        rest: Callable[[str], Condition | None],
        languages: tuple[Language, ...],
        emit: Emit,
        learn: Callable[[Series], None],
        clock: Clock = utc_now,
    ) -> None:
        self._series = store.series
        self._releases = store.releases
        self._providers = providers
        self._rest = rest
        self._languages = languages
        self._emit = emit
        self._learn = learn
        self._clock = clock

    def due(self) -> Due:
        """Tell which series are to be read again now; the disk and the sites are not asked."""
        ages, now = self._series.ages(), self._clock()
        found = due(ages, self._news().keys(), now)
        return Due(keys=tuple(found), monitored=sum(age.monitored for age in ages))

    def monitored(self) -> Sequence[SeriesKey]:
        """List every monitored series, in the order in which reading them is most useful."""
        ages = self._series.ages()
        return due(ages, [age.key for age in ages], self._clock())

    def run(
        self, keys: Sequence[SeriesKey], *, whole: bool, report: Progress | None
    ) -> Sequence[Refreshed]:
        """Read series again, ``whole`` or in the seasons where something can have changed."""
        told = None if whole else self._news()
        results: list[Refreshed] = []
        threads = ThreadPoolExecutor(max_workers=_AT_ONCE, thread_name_prefix="refresh")
        try:
            for result in threads.map(lambda key: self._one(key, told), keys):
                results.append(result)
                self._emit(RefreshProgress(done=len(results), series=len(keys)))
                if report is not None:
                    report(len(results), len(keys))
        finally:
            threads.shutdown(cancel_futures=True)  # whoever stopped it does not wait for the rest
        return results

    def _news(self) -> _News:
        return news(self._series, self._releases, self._series.ages(), self._clock())

    def _one(self, key: SeriesKey, told: _News | None) -> Refreshed:
        asked = True
        try:
            stored, provider = self._known(key)
            asked = self._rest(provider.name) is None  # else it refuses without a request
            fresh = self._read(provider, stored, told)
            now = self._clock()
            self._series.update(
                key,
                lambda series: merged(series, fresh, now, series.languages or self._languages),
            )
        except AniworldError as error:
            return Refreshed(key=key, error=error, asked=asked)
        self._learn(fresh)
        self._emit(SeriesChanged(key=key))
        return Refreshed(key=key)

    def _known(self, key: SeriesKey) -> tuple[Series, GuardedProvider]:
        stored = self._series.get(key)
        if stored is None:
            raise SeriesNotFound(f"The series {key!r} was removed meanwhile.")
        provider = self._providers().get(stored.provider)
        if provider is None:
            raise InvalidConfig(
                f"The provider {stored.provider} is not installed.",
                hint="Install it again, or remove its series.",
            )
        return stored, provider

    def _read(self, provider: GuardedProvider, stored: Series, told: _News | None) -> Series:
        if told is not None and stored.checked is not None:
            chosen = seasons(
                stored,
                wanted=stored.languages or self._languages,
                named=told.get(stored.key, frozenset()),
                now=self._clock(),
            )
            if chosen:
                return provider.refresh(stored, chosen)
        return provider.series(stored.ref)
