"""Shows the covers of series without asking their sites more than once."""

import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

from attrs import frozen

from aniworld_core.clock import Clock, utc_now
from aniworld_core.entities import Series, SeriesKey
from aniworld_core.errors import LayoutChanged, NotFound, ProviderError, SeriesNotFound
from aniworld_core.plugins import GuardedProvider
from aniworld_core.ports import LARGEST_COVER, SeriesStore
from aniworld_core.services.covers.failures import Failures
from aniworld_core.services.covers.images import media_type
from aniworld_core.services.covers.shelf import Shelf

__all__ = ["Cover", "Covers"]

_ROOM = 256 * 1024**2


@frozen(kw_only=True)
class Cover:
    """An image; ``media_type`` is what its first bytes show: JPEG, PNG, WebP, GIF or AVIF."""

    content: bytes
    media_type: str


class Covers:
    """The images of registered series, kept as files in ``directory`` (at most ``room`` bytes)."""

    def __init__(
        self,
        *,
        series: SeriesStore,
        providers: Callable[[], Mapping[str, GuardedProvider]],
        directory: Path,
        room: int = _ROOM,
        clock: Clock = utc_now,
    ) -> None:
        self._series = series
        self._providers = providers
        self._shelf = Shelf(directory, room=room)
        self._failures = Failures(clock)
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def cover(self, key: str) -> Cover:
        """Return a series' cover, read from its site the first time.

        Raises SeriesNotFound, NotFound when the series has no cover, InvalidKey, and ProviderError when
        the site does not give it; it is then left alone for a while.
        """
        series = self._series.get(SeriesKey(key))
        if series is None:
            raise SeriesNotFound(f"No series {key!r} is registered.")
        if not series.cover:
            raise NotFound(f"{series.title} has no cover.")
        content = self._shelf.find(series.key, series.cover) or self._read(series)
        return Cover(content=content, media_type=media_type(content) or "")

    def _read(self, series: Series) -> bytes:
        provider = self._providers().get(series.provider)
        if provider is None:
            raise NotFound(
                f"The provider {series.provider} is not installed, so its covers cannot be shown.",
                hint="See: aniw plugins",
            )
        # One after another: who waited finds what the one before has read, or why it could not.
        with self._turns[provider.name]:
            content = self._shelf.find(series.key, series.cover)
            if content is not None:
                return content
            self._failures.check(provider.name, series.cover)
            try:
                content = _image(provider, series.cover)
            except ProviderError as error:
                self._failures.note(provider.name, series.cover, error)
                raise
            self._shelf.keep(series.key, series.cover, content)
            return content


def _image(provider: GuardedProvider, url: str) -> bytes:
    content = provider.cover(url)
    if media_type(content) is None or len(content) > LARGEST_COVER:
        raise LayoutChanged(f"{url} is no image that can be shown.")
    return content
