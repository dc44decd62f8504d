"""What is proposed for a folder, and what became of it."""

from enum import StrEnum

from attrs import frozen

from aniworld_core.entities import SeriesKey
from aniworld_core.errors import AniworldError

__all__ = ["Accepted", "Candidate", "Proposal", "Refused", "Verdict", "Why"]


class Verdict(StrEnum):
    """How sure it is what a folder holds."""

    CERTAIN = "certain"
    DOUBTFUL = "doubtful"
    NONE = "none"


class Why(StrEnum):
    """The reason for a candidate or a verdict, in words."""

    TITLE_AND_IMDB = "same title and IMDb id"
    TITLE_AND_YEAR = "same title and year"
    ALIAS_AND_YEAR = "another name of it, and the same year"
    TITLE = "same title"
    ALIAS = "another name of it"
    SEASON = "the title without its season"
    IMDB = "same IMDb id, another title"
    LIKE = "a similar title"
    OTHER_YEAR = "same title, another year"
    OTHER_IMDB = "same title, another IMDb id"

    SEVERAL = "several series have this title"
    CLAIMED = "several folders have this title"
    TAKEN = "the series has another folder"
    FILMS = "a folder for films or specials"
    EXTRAS = "a folder for extras"
    SEASON_ALONE = "a season without the title of a series"
    UNKNOWN = "no known series has such a title"


@frozen(kw_only=True)
class Candidate:
    """A series that a folder may hold; ``key`` is there when it is registered, ``folder`` if it has one.

    ``score`` goes from 0 to 100.
    """

    provider: str
    ref: str
    title: str
    year: int | None
    key: SeriesKey | None
    folder: str | None
    score: int
    reason: Why


@frozen(kw_only=True)
class Proposal:
    """What a folder may hold, the best candidate first.

    A ``certain`` one holds the first candidate, so far as the index can tell; a folder of the verdict
    ``none`` has no candidates.
    """

    folder: str
    verdict: Verdict
    reason: Why
    candidates: tuple[Candidate, ...] = ()


@frozen(kw_only=True)
class Accepted:
    """A folder that was given to a series; ``added`` tells that the series is new."""

    folder: str
    key: SeriesKey
    title: str
    added: bool


@frozen(kw_only=True)
class Refused:
    """A folder that could not be given to the series that seemed certain; a person has to look at it."""

    folder: str
    error: AniworldError
