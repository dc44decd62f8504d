"""What the catalogue answers."""

from attrs import frozen

from aniworld_core.entities import SearchHit, SeriesKey
from aniworld_core.errors import AniworldError, ProviderError

__all__ = ["Due", "Refreshed", "SearchAnswer"]


@frozen(kw_only=True)
class SearchAnswer:
    """What one provider answered to a search; ``error`` instead of hits when it failed."""

    provider: str
    hits: tuple[SearchHit, ...] = ()
    error: ProviderError | None = None


@frozen(kw_only=True)
class Refreshed:
    """How reading one series again went; ``error`` is None when it went well.

    Not ``asked`` means that its site is left alone for now, as the error tells for all its series.
    """

    key: SeriesKey
    error: AniworldError | None = None
    asked: bool = True


@frozen(kw_only=True)
class Due:
    """The series that are to be read again now, in order, of how many ``monitored`` ones."""

    keys: tuple[SeriesKey, ...]
    monitored: int
