"""Which folder a series has, remembered, because every message about one names it."""

from collections import OrderedDict
from collections.abc import Callable

from aniworld_core.entities import SeriesKey
from aniworld_core.events import Event, SeriesAdded, SeriesChanged
from aniworld_core.ports import SeriesStore

__all__ = ["Folders"]


class Folders:
    """The folders of the series that were told of last; used by one thread."""

    def __init__(self, series: Callable[[], SeriesStore], *, size: int = 2048) -> None:
        self._series = series
        self._size = size
        self._known: OrderedDict[SeriesKey, str] = OrderedDict()

    def note(self, event: Event) -> None:
        """Look a folder up again if it may be another one now; a removed series had the last known."""
        if isinstance(event, SeriesAdded | SeriesChanged):
            self._known.pop(event.key, None)

    def of(self, key: SeriesKey) -> str | None:
        """Return the folder of a series, or None; raises StoreError."""
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        series = self._series().get(key)
        folder = None if series is None else series.folder
        if folder is None:  # another process may give it one, of which no event has to come here
            return None
        self._known[key] = folder
        if len(self._known) > self._size:
            self._known.popitem(last=False)
        return folder
