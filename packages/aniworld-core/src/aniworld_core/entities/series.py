"""A series as the store keeps it, and the short forms lists are made of."""

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from aniworld_core.entities.episode import Episode, EpisodeId
from aniworld_core.entities.language import Language
from aniworld_core.keys import SeriesKey

__all__ = ["SearchHit", "Series", "SeriesAge", "SeriesFilter", "SeriesSummary", "absolute_numbers"]


@frozen(kw_only=True)
class Series:
    """One series of one provider with all its episodes, in order of their ids.

    ``ref`` is what the provider calls it; ``folder`` is its place below the library root once that is
    confirmed, never an identifier; ``checked`` is when the catalogue was last read (None = never, as after
    a migration: then ``episodes`` is only what old notes mention), and ``changed`` when a reading last
    brought a new or different episode.

    ``imdb`` is the id that the site links to (``tt0123456``), a hint only: sites link to wrong series.
    ``ended`` is what the catalogue says of the series as a whole, None where it does not say.

    The user's own, which a refresh keeps, are ``folder``, ``monitored`` (False: nothing of it is fetched or
    read again unasked, all it misses is ignored), ``languages`` (wanted of this series, in order of
    preference; empty = what the library wants), ``wait_days`` (how long an episode waits for the first of
    them once another is offered) and ``replace`` (a file in a later language is replaced when an earlier one
    is offered); None = what the library's settings say.
    """

    key: SeriesKey
    provider: str
    ref: str
    title: str
    aliases: tuple[str, ...] = ()
    year: int | None = None
    imdb: str = ""
    ended: bool | None = None
    description: str = ""
    cover: str = ""
    link: str = ""
    folder: str | None = None
    monitored: bool = True
    languages: tuple[Language, ...] = ()
    wait_days: int | None = None
    replace: bool | None = None
    genres: tuple[str, ...] = ()
    episodes: tuple[Episode, ...] = ()
    added: datetime | None = None
    checked: datetime | None = None
    changed: datetime | None = None

    def episode(self, id: EpisodeId) -> Episode | None:
        """Return the episode with this id, or None."""
        return next((episode for episode in self.episodes if episode.id == id), None)


@frozen(kw_only=True)
class SearchHit:
    """One answer of a provider's search."""

    provider: str
    ref: str
    title: str
    year: int | None = None
    link: str = ""
    description: str = ""
    cover: str = ""


@frozen(kw_only=True)
class SeriesFilter:
    """Which series a page shows; ``text`` is looked for in title, aliases and key, case-insensitively."""

    text: str = ""
    provider: str | None = None
    has_missing: bool | None = None
    monitored: bool | None = None


@frozen(kw_only=True)
class SeriesSummary:
    """A series in a list: counts instead of episodes.

    ``missing`` counts what could be fetched: not on disk, not ignored, not upcoming; nothing of a series
    that is not monitored.
    """

    key: SeriesKey
    provider: str
    title: str
    year: int | None
    folder: str | None
    link: str
    monitored: bool
    episodes: int
    missing: int


@frozen(kw_only=True)
class SeriesAge:
    """What tells when a series is to be read again; ``upcoming`` means that it has announced episodes."""

    key: SeriesKey
    provider: str
    ref: str
    monitored: bool
    ended: bool | None
    upcoming: bool
    added: datetime
    checked: datetime | None
    changed: datetime | None


def absolute_numbers(episodes: tuple[Episode, ...]) -> Mapping[EpisodeId, int]:
    """Return each episode's number counted over all seasons, films and specials left out.

    A number that the catalogue states wins; else an episode follows the one before it.
    """
    numbers: dict[EpisodeId, int] = {}
    last = 0
    for episode in sorted(episodes, key=lambda episode: episode.id):
        if episode.id.season > 0:
            last = episode.absolute if episode.absolute is not None else last + 1
            numbers[episode.id] = last
    return numbers
