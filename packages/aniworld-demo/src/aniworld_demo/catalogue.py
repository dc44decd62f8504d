"""The replicas' catalogues: what the files in catalogues/ say, as values."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import evolve, frozen

__all__ = ["Entry", "Show", "Shows", "find_entry", "numbered", "shows"]

_FIRST_IDS = {"aniworld": 1001, "sto": 50_001}


@frozen(kw_only=True)
class Entry:
    """One episode or film (season 0); ``languages`` are the names of the site's flags.

    ``id`` is unique in all catalogues (0 = not in one yet). Without hosters it is only announced.
    """

    id: int = 0
    season: int
    number: int
    german: str = ""
    english: str = ""
    languages: tuple[str, ...] = ()
    hosters: tuple[str, ...] = ()

    @property
    def upcoming(self) -> bool:
        """Tell whether it is announced only."""
        return not self.hosters


@frozen(kw_only=True)
class Show:
    """One series; ``end`` None = still running, ``broadcast`` a weekday and time, or empty.

    ``slug`` is what the site calls it, not escaped; ``imdb`` is empty where the site does not tell.
    """

    slug: str
    title: str
    aliases: tuple[str, ...] = ()
    start: int
    end: int | None = None
    fsk: int = 0
    imdb: str = ""
    broadcast: str = ""
    genres: tuple[str, ...] = ("Drama",)
    description: str = ""
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


Shows = Mapping[str, Show]
"""A site's whole catalogue by slug."""


@cache
def shows(site: str = "aniworld") -> Shows:
    """Return the catalogue of a site: ``aniworld`` or ``sto``."""
    text = files("aniworld_demo").joinpath(f"catalogues/{site}.toml").read_text("utf-8")
    return numbered(map(_show, tomllib.loads(text)["series"]), first=_FIRST_IDS[site])


def numbered(shows: Iterable[Show], *, first: int) -> Shows:
    """Make a catalogue of series whose entries have ids from ``first`` on."""
    found: dict[str, Show] = {}
    for show in shows:
        entries = tuple(evolve(entry, id=first + i) for i, entry in enumerate(show.entries))
        first += len(entries)
        found[show.slug] = evolve(show, entries=entries)
    return found


def find_entry(id: int) -> tuple[Show, Entry] | None:
    """Return the entry with this id and its series from any site's own catalogue, or None."""
    return _by_id().get(id)


@cache
def _by_id() -> Mapping[int, tuple[Show, Entry]]:
    return {
        entry.id: (show, entry)
        for site in _FIRST_IDS
        for show in shows(site).values()
        for entry in show.entries
    }


def _show(data: Mapping[str, Any]) -> Show:
    return Show(
        slug=data["slug"],
        title=data["title"],
        aliases=tuple(data["aliases"]),
        start=data["start"],
        end=data.get("end"),
        fsk=data["fsk"],
        imdb=data.get("imdb", ""),
        broadcast=data.get("broadcast", ""),
        genres=tuple(data["genres"]),
        description=data["description"],
        entries=tuple(_entries(data["part"])),
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
                season=season,
                number=numbers[season],
                german=german.strip(),
                english=english.strip(),
                languages=tuple(part.get("languages", ())),
                hosters=tuple(part.get("hosters", ())),
            )
