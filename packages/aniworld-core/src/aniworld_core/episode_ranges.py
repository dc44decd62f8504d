"""Episodes as people write them: ``S01E03``, ``S01``, ``S01E03-E07``."""

import re
from collections.abc import Iterable

from attrs import frozen

from aniworld_core.entities import EpisodeId, Series
from aniworld_core.errors import EpisodeNotFound, InvalidValue

__all__ = ["EpisodeRange", "chosen", "compact", "parse"]

_RANGE = re.compile(
    r"s([0-9]{1,4})(?:e([0-9]{1,5})(?:\s*[-\u2013]\s*(?:s([0-9]{1,4}))?e?([0-9]{1,5}))?)?",
    re.IGNORECASE,
)
_HINT = "Write S01E03 for one episode, S01E03-E07 for several, S01 for a season, S00E01 for a film."


@frozen
class EpisodeRange:
    """Episodes ``first`` to ``last`` of a season, or with None for both the whole season."""

    season: int
    first: int | None = None
    last: int | None = None

    def covers(self, episode: EpisodeId) -> bool:
        """Tell whether an episode is one of these."""
        if episode.season != self.season:
            return False
        return self.first is None or self.last is None or self.first <= episode.number <= self.last

    def __str__(self) -> str:
        if self.first is None or self.last is None:
            return f"S{self.season:02}"
        begin = f"S{self.season:02}E{self.first:02}"
        return begin if self.first == self.last else f"{begin}-E{self.last:02}"


def parse(text: str, *, limit: int = 1000) -> EpisodeRange:
    """Read ``S01E03``, ``S01``, ``S01E03-E07`` or ``S01E03-S01E07``; raises InvalidValue.

    ``limit`` is the highest episode number that is accepted.
    """
    match = _RANGE.fullmatch(text.strip())
    if match is None:
        raise InvalidValue(f"{text!r} names no episode.", hint=_HINT)
    numbers = (None if part is None else int(part) for part in match.groups())
    season, first, other_season, last = numbers
    if other_season not in (None, season):
        raise InvalidValue(f"{text!r} spans two seasons.", hint="Name each season on its own.")
    if first is None:
        return EpisodeRange(season or 0)
    last = first if last is None else last
    _check(text, first, last, limit)
    return EpisodeRange(season or 0, first, last)


def chosen(series: Series, texts: Iterable[str], *, limit: int = 1000) -> tuple[EpisodeId, ...]:
    """Return the episodes of a series that some texts name, in order; ``limit`` as in :func:`parse`.

    Raises InvalidValue for a text that names none at all, EpisodeNotFound for one that names none of these.
    """
    found: set[EpisodeId] = set()
    for text in texts:
        wanted = parse(text, limit=limit)
        named = {episode.id for episode in series.episodes if wanted.covers(episode.id)}
        if not named:
            raise EpisodeNotFound(
                f"{series.title} has no episode {text}.", hint=f"See: aniw show {series.key}"
            )
        found |= named
    return tuple(sorted(found))


def compact(ids: Iterable[EpisodeId]) -> str:
    """Write episodes in order, runs of them as ranges: ``S01E03, S01E05-E07``."""
    runs: list[EpisodeRange] = []
    for one in sorted(set(ids)):
        if runs and runs[-1].season == one.season and runs[-1].last == one.number - 1:
            runs[-1] = EpisodeRange(one.season, runs[-1].first, one.number)
        else:
            runs.append(EpisodeRange(one.season, one.number, one.number))
    return ", ".join(str(run) for run in runs)


def _check(text: str, first: int, last: int, limit: int) -> None:
    if last < first:
        raise InvalidValue(f"{text!r} ends before it begins.", hint=_HINT)
    if last > limit:
        raise InvalidValue(
            f"{text!r} is above {limit}, the highest episode number allowed.",
            hint="Raise the setting scanner.episode_limit for longer series.",
        )
