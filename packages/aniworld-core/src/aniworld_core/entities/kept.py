"""Files that are kept apart from the library: what failed its check, and what was replaced."""

from datetime import datetime

from attrs import frozen

from aniworld_core.entities.episode import EpisodeId
from aniworld_core.entities.language import Language
from aniworld_core.keys import SeriesKey

__all__ = ["Quarantined", "Trashed"]


@frozen(kw_only=True)
class Quarantined:
    """A downloaded file that failed its check: where it came from, and why it is no episode.

    ``id`` names it for the user and sorts by age; ``size`` in bytes, ``file`` is its name.
    """

    id: str
    at: datetime
    key: SeriesKey
    episode: EpisodeId
    hoster: str
    language: Language
    reason: str
    file: str
    size: int


@frozen(kw_only=True)
class Trashed:
    """A file that was taken out of the library; ``path`` is where it was below the root.

    ``id`` names it for the user and sorts by age; ``size`` in bytes, ``reason`` says why it is here.
    """

    id: str
    at: datetime
    key: SeriesKey
    episodes: tuple[EpisodeId, ...]
    language: Language | None
    reason: str
    path: str
    size: int
