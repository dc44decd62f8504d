"""The replica's catalogue: what catalogue.toml says, as values."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import evolve, frozen

__all__ = ["Entry", "Show", "find_entry", "shows"]

_FIRST_ID = 1001


@frozen(kw_only=True)
class Entry:
    """One episode or film (season 0); ``languages`` are the names of the site's flags.

    ``id`` is unique in the whole catalogue. Without hosters it is only announced.
    """

    id: int
    season: int
    number: int
    german: str
    english: str
    languages: tuple[str, ...] = ()
    hosters: tuple[str, ...] = ()

    @property
    def upcoming(self) -> bool:
        """Tell whether it is announced only."""
        return not self.hosters

    @property
    def place(self) -> str:
        """Its address below the series, such as ``staffel-1/episode-2`` or ``filme/film-1``."""
        if self.season == 0:
            return f"filme/film-{self.number}"
        return f"staffel-{self.season}/episode-{self.number}"


@frozen(kw_only=True)
class Show:
    """One series; ``end`` None = still running, ``broadcast`` a weekday and time, or empty."""

    slug: str
    title: str
    aliases: tuple[str, ...]
    start: int
    end: int | None
    fsk: int
    broadcast: str
    genres: tuple[str, ...]
    description: str
    entries: tuple[Entry, ...]

    @property
    def seasons(self) -> tuple[int, ...]:
        """The numbers of its seasons in order, films (0) left out."""
        return tuple(sorted({entry.season for entry in self.entries} - {0}))

    @property
    def has_films(self) -> bool:
        """Tell whether it has films."""
        return any(entry.season == 0 for entry in self.entries)

    def season(self, number: int) -> Sequence[Entry]:
        """Return the entries of a season (0 = films) in order."""
        return [entry for entry in self.entries if entry.season == number]

    def entry(self, season: int, number: int) -> Entry | None:
        """Return one entry, or None."""
        return next((one for one in self.season(season) if one.number == number), None)


@cache
def shows() -> Mapping[str, Show]:
    """Return every series by its slug."""
    text = files("aniworld_demo").joinpath("catalogue.toml").read_text("utf-8")
    found: dict[str, Show] = {}
    next_id = _FIRST_ID
    for data in tomllib.loads(text)["series"]:
        entries = [evolve(one, id=next_id + i) for i, one in enumerate(_entries(data["part"]))]
        next_id += len(entries)
        found[data["slug"]] = _show(data, tuple(entries))
    return found


def find_entry(id: int) -> tuple[Show, Entry] | None:
    """Return the entry with this id and its series, or None."""
    return _by_id().get(id)


@cache
def _by_id() -> Mapping[int, tuple[Show, Entry]]:
    return {entry.id: (show, entry) for show in shows().values() for entry in show.entries}


def _show(data: Mapping[str, Any], entries: tuple[Entry, ...]) -> Show:
    return Show(
        slug=data["slug"],
        title=data["title"],
        aliases=tuple(data["aliases"]),
        start=data["start"],
        end=data.get("end"),
        fsk=data["fsk"],
        broadcast=data.get("broadcast", ""),
        genres=tuple(data["genres"]),
        description=data["description"],
        entries=entries,
    )


def _entries(parts: Sequence[Mapping[str, Any]]) -> Iterator[Entry]:
    numbers: dict[int, int] = {}
    absolute = 0
    for part in parts:
        season = part["season"]
        for title in part.get("titles") or [part["pattern"]] * part["count"]:
            numbers[season] = numbers.get(season, 0) + 1
            absolute += season > 0
            german, english = title.format(n=numbers[season], absolute=absolute).split("|")
            yield Entry(
                id=0,  # numbered once the whole catalogue is known
                season=season,
                number=numbers[season],
                german=german.strip(),
                english=english.strip(),
                languages=tuple(part.get("languages", ())),
                hosters=tuple(part.get("hosters", ())),
            )
