"""What the soak serves: generated series, and for every link whether and how it goes wrong."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from aniworld_core.entities import GER_DUB, GER_SUB
from aniworld_demo.catalogue import Entry, Show, Shows, numbered
from aniworld_demo.flags import FLAGS
from aniworld_demo.links import HOSTERS, link_id
from tools.soak.faults import FAULTS, Fault

__all__ = ["Fate", "Plan", "calm", "stormy"]

Offer = Callable[[], tuple[tuple[str, ...], tuple[str, ...]]]
"""Gives the languages and hosters of the next episode."""

_FIRST = 100_001
_LANGUAGES = {"german": GER_DUB, "japanese-german": GER_SUB}
_EPISODES = 25
"""Episodes in a series, as long as there are any left."""

_HOPELESS = 0.12
"""The share of episodes no link of which ever works."""
_BAD = 0.45
"""The share of links of the others that go wrong."""
_PASSING = 0.4
"""The share of faults that pass after some requests."""


@frozen(kw_only=True)
class Fate:
    """What becomes of one link: it shows a file or pieces, and ``fault`` strikes ``times`` (None: always).

    ``name`` is how the program tells of it.
    """

    name: str
    code: str
    film: int
    pieces: bool
    fault: Fault | None = None
    times: int | None = None

    @property
    def hopeless(self) -> bool:
        """Tell whether it never works."""
        return self.fault is not None and self.times is None


@frozen(kw_only=True)
class Plan:
    """The series and every link's fate, by the number of the link."""

    shows: Shows
    fates: Mapping[int, Fate]

    def of(self, entry: Entry) -> Sequence[Fate]:
        """Return the fates of an episode's links."""
        links = (
            link_id(entry, language, hoster)
            for language in entry.languages
            for hoster in entry.hosters
        )
        return [self.fates[link] for link in links]


def calm(films: int) -> Plan:
    """Plan every film once as a file and once in pieces, without any fault."""
    shows = _shows([2 * films], lambda: (("german",), (HOSTERS[0],)))
    (show,) = shows.values()
    fates = {
        link_id(entry, "german", HOSTERS[0]): Fate(
            name=_name("german", HOSTERS[0]),
            code=_code(entry, "german"),
            film=number % films,
            pieces=number >= films,
        )
        for number, entry in enumerate(show.entries)
    }
    return Plan(shows=shows, fates=fates)


def stormy(episodes: int, films: int, chance: random.Random) -> Plan:
    """Plan so many episodes, most of which can be completed and some of which never."""
    whole, rest = divmod(episodes, _EPISODES)
    shows = _shows([*[_EPISODES] * whole, *[rest] * bool(rest)], lambda: _offer(chance))
    fates: dict[int, Fate] = {}
    for show in shows.values():
        for entry in show.entries:
            fates.update(_fates(entry, films, chance))
    return Plan(shows=shows, fates=fates)


def _shows(sizes: Sequence[int], offer: Offer) -> Shows:
    return numbered(
        (
            Show(
                slug=f"dauerlauf-{number}",
                title=f"Dauerlauf, {number}. Runde",
                start=1990 + number % 36,
                entries=tuple(_entries(size, offer)),
            )
            for number, size in enumerate(sizes, 1)
        ),
        first=_FIRST,
    )


def _entries(size: int, offer: Offer) -> Iterator[Entry]:
    for number in range(1, size + 1):
        languages, hosters = offer()
        yield Entry(
            season=1, number=number, german=f"Teil {number}", languages=languages, hosters=hosters
        )


def _offer(chance: random.Random) -> tuple[tuple[str, ...], tuple[str, ...]]:
    flags = tuple(_LANGUAGES)
    languages = chance.choice([flags[:1], flags[1:], flags])
    return languages, tuple(chance.sample(HOSTERS, chance.randint(1, 3)))


def _fates(entry: Entry, films: int, chance: random.Random) -> Iterator[tuple[int, Fate]]:
    links = [(language, hoster) for language in entry.languages for hoster in entry.hosters]
    works = None if chance.random() < _HOPELESS else chance.choice(links)
    for language, hoster in links:
        fate = Fate(
            name=_name(language, hoster),
            code=_code(entry, language),
            film=entry.id % films,
            pieces=chance.random() < 0.5,
        )
        bad = works is None or chance.random() < _BAD
        if bad:
            passes = works == (language, hoster) or (
                works is not None and chance.random() < _PASSING
            )
            fate = _spoilt(fate, chance, passes=passes)
        yield link_id(entry, language, hoster), fate


def _spoilt(fate: Fate, chance: random.Random, *, passes: bool) -> Fate:
    places = {"page", "playlist", "piece"} if fate.pieces else {"page", "file"}
    fault = chance.choice(
        [
            one
            for one in FAULTS
            if one.place in places and not (one.final if passes else not one.lasting)
        ]
    )
    times = chance.randint(1, 2) if passes else None
    return evolve(fate, fault=fault, times=times)


def _name(language: str, hoster: str) -> str:
    return f"{hoster} ({_LANGUAGES[language]})"


def _code(entry: Entry, language: str) -> str:
    return f"d{entry.id:06}l{FLAGS[language].key}"
