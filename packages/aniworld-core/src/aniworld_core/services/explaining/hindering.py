"""Finds what is in the way of any download of an episode."""

from collections.abc import Callable, Mapping, Sequence

from aniworld_core.entities import Condition, Episode, Hold, Series, SeriesKey
from aniworld_core.errors import InvalidConfig, LibraryUnavailable
from aniworld_core.plugins import GuardedProvider
from aniworld_core.services.explaining.facts import Hindrances

__all__ = ["Hindering"]


class Hindering:
    """Asks what the other services know: which sites and hosters ``rest``, and what holds all downloads.

    ``rivals`` names the folders that a series of unclear folder could have. ``check_root`` raises
    LibraryUnavailable where the disk is not to be relied on, ``paused`` tells of the whole queue.
    """

    def __init__(
        self,
        *,
        providers: Callable[[], Mapping[str, GuardedProvider]],
        rest: Callable[[str], Condition | None],
        rest_hoster: Callable[[str], Condition | None],
        held: Callable[[], Hold | None],
        paused: Callable[[], bool],
        rivals: Callable[[], Mapping[SeriesKey, Sequence[str]]],
        check_root: Callable[[], None],
    ) -> None:
        self._providers = providers
        self._rest = rest
        self._rest_hoster = rest_hoster
        self._held = held
        self._paused = paused
        self._rivals = rivals
        self._check_root = check_root

    def of(self, series: Series, episode: Episode) -> Hindrances:
        """Return all that stands between an episode and its download."""
        unavailable = self._unavailable()
        provider = self._providers().get(series.provider)
        return Hindrances(
            unavailable=unavailable,
            installed=provider is not None,
            folders=() if unavailable else tuple(self._rivals().get(series.key, ())),
            paused=self._paused(),
            hold=None if unavailable else self._held(),
            site=self._rest(series.provider),
            links=None if provider is None else self._rest(provider.play_links),
            hosters=tuple(
                (name, rest)
                for name in episode.hosters
                if (rest := self._rest_hoster(name)) is not None
            ),
        )

    def _unavailable(self) -> str:
        try:
            self._check_root()
        except (InvalidConfig, LibraryUnavailable) as error:
            return error.message
        return ""
