"""The catalogue: what the sites offer, and the series that the user follows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from threading import Lock
from types import EllipsisType
from typing import Any

from attrs import evolve

from aniworld_core import validators
from aniworld_core.clock import Clock, utc_now
from aniworld_core.entities import (
    EpisodeId,
    Language,
    Series,
    SeriesFilter,
    SeriesKey,
    SeriesSummary,
)
from aniworld_core.episode_ranges import compact
from aniworld_core.errors import (
    EpisodeNotFound,
    InvalidConfig,
    InvalidValue,
    SeriesNotFound,
)
from aniworld_core.events import Emit, SeriesAdded, SeriesChanged, SeriesRemoved
from aniworld_core.plugins import GuardedProvider
from aniworld_core.ports import Progress, SeriesStore
from aniworld_core.services.catalog.merging import marked
from aniworld_core.services.catalog.places import Known, free_key, places, read, refuse_taken
from aniworld_core.services.catalog.refreshing import Refreshing
from aniworld_core.services.catalog.results import Due, Refreshed, SearchAnswer
from aniworld_core.services.catalog.searching import FindTitles, asked, indexed

__all__ = ["Catalog"]


class Catalog:
    """Finds, registers and refreshes series."""

    def __init__(
        self,
        *,
        series: SeriesStore,
        providers: Callable[[], Mapping[str, GuardedProvider]],
        refreshing: Refreshing,
        emit: Emit,
        find: FindTitles = lambda _: (),
        learn: Callable[[Series], None] = lambda _: None,
        clock: Clock = utc_now,
    ) -> None:
        self._series = series
        self._providers = providers
        self._refreshing = refreshing
        self._find = find
        self._learn = learn
        self._emit = emit
        self._clock = clock
        self._adding = Lock()

    def search(self, query: str, *, online: bool = True) -> Sequence[SearchAnswer]:
        """Search all sites side by side, and add what the title index has (offline: only that).

        Each series comes once, the best first, with the site's own details where it answered. A site that
        fails is named and costs the others nothing; what the index has of it is told all the same.
        """
        if not online:
            return self.known(query)
        query = validators.series_name(query)
        return asked(list(self._installed().values()), query, self._find(query))

    def known(self, query: str) -> Sequence[SearchAnswer]:
        """Search the title index only, at once; the providers with the best hits come first."""
        return indexed(self._find(validators.series_name(query)))

    def add(
        self,
        text: str,
        *,
        folder: str | None = None,
        provider: str | None = None,
        dry_run: bool = False,
    ) -> Series:
        """Register the series that a link or key names, read whole from its site.

        With a ``provider``, the text may also be what that site calls the series, a search hit's ``ref``.
        ``folder`` is its place below the library root, if it has one already. Raises AlreadyThere,
        InvalidValue for a text that is neither, Gone when no site has it, and ProviderError.
        """
        folder = _checked(folder)
        known, sites = self._known(folder), self._chosen(provider)
        found = places(text.strip(), sites, known, as_ref=provider is not None)
        return self._register(read(found), folder, dry_run=dry_run)

    def take(
        self,
        provider: str,
        ref: str,
        *,
        folder: str | None = None,
        check: Callable[[Series], None] = lambda _: None,
    ) -> Series:
        """Register what a provider calls ``ref``; ``check`` sees it first, and stops it by raising.

        Raises what :meth:`add` does.
        """
        folder = _checked(folder)
        self._known(folder)
        (site,) = self._chosen(provider)
        found = read([(site, ref)])
        check(found)
        return self._register(found, folder, dry_run=False)

    def refresh(
        self,
        *keys: str,
        all: bool = False,
        report: Progress | None = None,
    ) -> Sequence[Refreshed]:
        """Read series again from their sites: those named as a whole, else what is :meth:`due`.

        ``all`` reads every monitored series; in these two ways only seasons are read in which something can
        have changed. A failure costs the others nothing. What the user decided (folder, ignored episodes,
        languages) stays, an answer that lacks more than half of the known episodes is refused, and a
        season that does stays as it was. ``report`` is told how many are done, of how many, and stops it by
        raising. Raises SeriesNotFound.
        """
        if keys:
            chosen: Sequence[SeriesKey] = [self.get(key).key for key in keys]
        else:
            chosen = self._refreshing.monitored() if all else self._refreshing.due().keys
        return self._refreshing.run(chosen, whole=bool(keys), report=report)

    def due(self) -> Due:
        """Tell which series are to be read again now: running ones daily, long-finished ones monthly."""
        return self._refreshing.due()

    def page(
        self,
        filter: SeriesFilter | None = None,
        after: SeriesKey | None = None,
        limit: int = 100,
    ) -> Sequence[SeriesSummary]:
        """List at most ``limit`` series with keys greater than ``after``, in order of keys."""
        return self._series.page(filter or SeriesFilter(), after, limit)

    def get(self, key: str) -> Series:
        """Return a series; raises SeriesNotFound with close keys as the hint, or InvalidKey."""
        series = self._series.get(SeriesKey(key))
        if series is not None:
            return series
        raise SeriesNotFound(
            f"No series {key!r} is registered.", hint=_hint(key, self._series.names())
        )

    def configure(
        self,
        key: str,
        *,
        languages: tuple[Language, ...] | None = None,
        monitored: bool | None = None,
        wait_days: int | EllipsisType | None = ...,
        replace: bool | EllipsisType | None = ...,
        dry_run: bool = False,
    ) -> Series:
        """Change what the user wants of a series, and return it; what is not given stays as it is.

        ``languages`` in order of preference are its own policy, none the library's. With None for
        ``wait_days`` or ``replace`` it goes by the settings again. Raises SeriesNotFound and InvalidValue.
        """
        changes: dict[str, Any] = {}
        if languages is not None:
            changes["languages"] = tuple(dict.fromkeys(languages))
        if monitored is not None:
            changes["monitored"] = monitored
        if wait_days is not ...:
            changes["wait_days"] = None if wait_days is None else validators.wait_days(wait_days)
        if replace is not ...:
            changes["replace"] = replace
        series = self.get(key)
        if dry_run:
            return evolve(series, **changes)
        changed = self._series.update(series.key, lambda now: evolve(now, **changes))
        self._emit(SeriesChanged(key=series.key))
        return changed

    def remove(self, key: str) -> Series:
        """Take a series off the list and its waiting episodes off the queue; files stay."""
        series = self.get(key)
        self._series.delete(series.key)
        self._emit(SeriesRemoved(key=series.key))
        return series

    def removed(self) -> Sequence[SeriesSummary]:
        """List the series that :meth:`restore` could bring back, without counts, in order of keys."""
        return self._series.removed()

    def restore(self, key: str) -> Series:
        """List a removed series again as it was; without its folder, if another one has that by now.

        Raises SeriesNotFound when no removed series has this key.
        """
        if not self._series.restore(SeriesKey(key)):
            raise SeriesNotFound(
                f"No removed series has the key {key!r}.", hint=self._why_not_removed(key)
            )
        series = self.get(key)
        self._emit(SeriesAdded(key=series.key, title=series.title))
        return series

    def ignore(self, key: str, *episodes: EpisodeId) -> Series:
        """Mark episodes as not wanted; raises EpisodeNotFound."""
        return self._mark(key, episodes, ignored=True)

    def unignore(self, key: str, *episodes: EpisodeId) -> Series:
        """Undo :meth:`ignore`."""
        return self._mark(key, episodes, ignored=False)

    def _register(self, found: Series, folder: str | None, *, dry_run: bool) -> Series:
        now = self._clock()
        with self._adding:
            known = self._known(folder)  # others may have been added while the site was read
            series = evolve(
                found, key=free_key(found, known), folder=folder, added=now, checked=now
            )
            if dry_run:
                return series
            self._series.put(series)
        self._learn(series)
        self._emit(SeriesAdded(key=series.key, title=series.title))
        return series

    def _known(self, folder: str | None) -> Known:
        """Return the registered series; raises AlreadyThere when one of them has the folder."""
        known = {one.key: one for one in self._series.names()}
        if folder is not None:
            refuse_taken(folder, known.values())
        return known

    def _why_not_removed(self, key: str) -> str:
        if self._series.id_of(SeriesKey(key)) is not None:
            return f"It is listed. See: aniw show {key}"
        return _hint(key, self._series.removed())

    def _mark(self, key: str, ids: Iterable[EpisodeId], *, ignored: bool) -> Series:
        series, chosen = self.get(key), frozenset(ids)
        unknown = sorted(chosen - {episode.id for episode in series.episodes})
        if unknown:
            raise EpisodeNotFound(
                f"{series.title} has no episode {compact(unknown[:1])}.",
                hint=f"See: aniw show {key}",
            )
        changed = self._series.update(series.key, lambda now: marked(now, chosen, ignored=ignored))
        self._emit(SeriesChanged(key=series.key))
        return changed

    def _installed(self) -> Mapping[str, GuardedProvider]:
        providers = self._providers()
        if not providers:
            raise InvalidConfig(
                "No catalogue provider is installed.", hint="Try: pip install aniworld-cli[all]"
            )
        return providers

    def _chosen(self, name: str | None) -> Sequence[GuardedProvider]:
        providers = self._installed()
        if name is None:
            return list(providers.values())
        if name not in providers:
            raise InvalidValue(
                f"There is no provider {name!r}.", hint=f"Installed: {', '.join(providers)}."
            )
        return [providers[name]]


def _checked(folder: str | None) -> str | None:
    return None if folder is None else validators.folder_path(folder)


def _hint(key: str, known: Iterable[SeriesSummary]) -> str:
    close = get_close_matches(key, [one.key for one in known], n=3)
    return f"Did you mean {', '.join(close)}?" if close else f"Try: aniw add {key}"
