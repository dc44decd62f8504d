"""Reads the sites' pages of new and expected episodes now and then, and lists them by day."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from attrs import evolve

from aniworld_core.clock import Clock, utc_now
from aniworld_core.entities import Release, ReleaseKind
from aniworld_core.errors import LayoutChanged, ProviderError
from aniworld_core.plugins import GuardedProvider
from aniworld_core.ports import ReleaseStore, SeriesStore
from aniworld_core.services.upcoming.joining import announced, dated
from aniworld_core.services.upcoming.results import ReleasesRead, Upcoming

__all__ = ["UpcomingEpisodes"]

_YEAR = timedelta(days=366)
"""No site announces a day that is further away."""

_KEEPS = timedelta(hours=3)
"""A page is not read again before it is so old."""

_SITES = ZoneInfo("Europe/Berlin")
"""Where the sites' days begin and end."""


class UpcomingEpisodes:
    """What is new on the sites and what is coming; may be used from any thread."""

    def __init__(
        self,
        *,
        series: SeriesStore,
        releases: ReleaseStore,
        providers: Callable[[], Mapping[str, GuardedProvider]],
        clock: Clock = utc_now,
    ) -> None:
        self._series = series
        self._releases = releases
        self._providers = providers
        self._clock = clock

    def pages(self) -> Sequence[ReleasesRead]:
        """Tell how it stands with each page that a provider has, without asking any site."""
        kept = {(one.provider, one.kind): one for one in self._releases.lists()}
        return [
            ReleasesRead(
                provider=provider.name,
                kind=kind,
                releases=0
                if (found := kept.get((provider.name, kind))) is None
                else found.releases,
                read=None if found is None else found.read,
            )
            for provider in self._providers().values()
            for kind in _kinds(provider)
        ]

    def read(self, *, force: bool = False) -> Sequence[ReleasesRead]:
        """Read the pages that are older than three hours, side by side; ``force`` reads all of them.

        A failure, or a page that is suddenly empty, keeps what is known and costs the others nothing.
        Returns how it stands with each page, in order of the providers.
        """
        pages = self.pages()
        if not pages:
            return []
        with ThreadPoolExecutor(max_workers=len(pages), thread_name_prefix="upcoming") as threads:
            return list(threads.map(lambda one: self._read(one, force=force), pages))

    def today(self) -> date:
        """Return the day that it is where the sites are, whose days the list has."""
        return self._clock().astimezone(_SITES).date()

    def list(
        self, *, days_back: int = 7, days_ahead: int = 14, mine: bool = True
    ) -> Sequence[Upcoming]:
        """List what came in the last days and what comes in the next ones, in order of time.

        ``mine`` is about monitored series only, and adds at the end what is announced without any day.
        """
        today = self.today()
        first, last = today - timedelta(days=days_back), today + timedelta(days=days_ahead)
        every = dated(
            self._series, self._releases.between(first, max(last, today + _YEAR)), mine=mine
        )
        found = [one for one in every if one.day is None or one.day <= last]
        return [*found, *announced(self._series, every)] if mine else found

    def ical(self, *, days_back: int = 7, days_ahead: int = 14, mine: bool = True) -> bytes:
        """Return :meth:`list` as an iCalendar file, for calendar programs; only what has a day."""
        from aniworld_core.services.upcoming.calendar import calendar  # icalendar is slow to import

        entries = self.list(days_back=days_back, days_ahead=days_ahead, mine=mine)
        read = {(one.provider, one.kind): one.read for one in self._releases.lists()}
        return calendar(entries, read, self._clock())

    def _read(self, page: ReleasesRead, *, force: bool) -> ReleasesRead:
        now = self._clock()
        if not (force or _is_due(page.read, now)):
            return page
        provider = self._providers()[page.provider]
        try:
            releases = _whole(provider, page)
        except ProviderError as error:
            return evolve(page, asked=True, error=error)
        self._releases.replace(page.provider, page.kind, releases, now)
        return evolve(page, asked=True, releases=len(releases), read=now)


def _kinds(provider: GuardedProvider) -> Sequence[ReleaseKind]:
    able = {
        ReleaseKind.NEW: provider.lists_new_episodes,
        ReleaseKind.COMING: provider.shows_calendar,
    }
    return [kind for kind, can in able.items() if can]


def _is_due(read: datetime | None, now: datetime) -> bool:
    # A time to come is a clock that was wrong: such a page would else stay for long.
    return read is None or not timedelta() <= now - read < _KEEPS


def _whole(provider: GuardedProvider, page: ReleasesRead) -> Sequence[Release]:
    new = page.kind is ReleaseKind.NEW
    found = provider.new_episodes() if new else provider.calendar()
    if page.releases and not found:
        what = "new episodes" if new else "expected episodes"
        raise LayoutChanged(
            f"{provider.name} suddenly lists no {what} at all; the old list was kept.",
            hint="Try again later; if it stays so, look for a newer version of this program.",
        )
    return found
