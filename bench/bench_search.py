"""Searching the title index, beside rapidfuzz's own way and its default scorer over the same names.

The promise is 30 milliseconds in the median over 13,000 titles with their other names, and at most one and
a half times what a plain `process.extract` takes.
"""

import os
import random
import statistics
import subprocess
import sysconfig
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from rapidfuzz import process

from aniworld_core.clock import utc_now
from aniworld_core.config import load
from aniworld_core.entities import Title
from aniworld_core.library import Library
from aniworld_core.titles import TitleSearch, normalised
from bench.harness import measure, within

__all__ = ["run"]

TITLES = 13_000

_ANIW = str(Path(sysconfig.get_path("scripts")) / "aniw")
_CONSONANTS = (
    "k",
    "s",
    "t",
    "n",
    "h",
    "m",
    "r",
    "g",
    "z",
    "d",
    "b",
    "ch",
    "sh",
    "y",
    "w",
    "j",
    "f",
)
_VOWELS = ("a", "i", "u", "e", "o", "ou", "uu")
_SMALL = ("no", "wa", "to", "ni", "ga", "the", "of", "and", "der", "die", "das", "in")


def run() -> None:
    """Measure searches, making the index, and the command as a process of its own."""
    titles = _titles(random.Random(4))
    names = [name for title in titles for name in (title.title, *title.aliases)]
    forms = [normalised(name) for name in names]
    queries = _queries(names)
    index = TitleSearch(titles)
    index.find("warm")
    measure(
        f"search: {len(queries)} queries over {len(names)} names, beside process.extract",
        lambda: [index.find(query) for query in queries],
        lambda: [process.extract(normalised(query), forms, limit=20) for query in queries],
        1.5,
        repeat=3,
    )
    within("search: median of a query", _median(index, queries) * 1000, 30, "ms")
    measure(
        "search: making the index, beside a plain dict of words",
        lambda: TitleSearch(titles).find("warm"),
        partial(_words, names),
        10,
    )
    with tempfile.TemporaryDirectory() as place:
        _command(Path(place), titles)


def _command(place: Path, titles: Sequence[Title]) -> None:
    environment = os.environ | {
        "XDG_CONFIG_HOME": f"{place}/config",
        "ANIWORLD_LIBRARY": f"{place}",
        "ANIWORLD_DATA": f"{place}/data",
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": f"{place}/compiled",
    }

    def aniw(*command: str) -> None:
        subprocess.run((_ANIW, *command), env=environment, stdout=subprocess.DEVNULL, check=True)

    with Library.open(load(environment=environment)) as library:
        library.store.titles.replace("aniworld", titles, utc_now())
    measure(
        "aniw search --offline / aniw queue list",
        lambda: aniw("search", "--offline", titles[5000].title),
        lambda: aniw("queue", "list"),
        2.5,
    )


def _titles(chance: random.Random) -> Sequence[Title]:
    """Return titles as lists have them, some words in very many of them, with up to three other names."""
    words = ["".join(_syllables(chance)) for _ in range(9000)]

    def word() -> str:
        if chance.random() < 0.25:
            return chance.choice(_SMALL)
        return words[int(chance.random() ** 3 * len(words))]

    def name() -> str:
        return " ".join(word() for _ in range(chance.randint(1, 6))).title()

    return [
        Title(
            provider="aniworld",
            ref=f"title-{number}",
            title=name(),
            aliases=tuple(name() for _ in range(chance.choice((0, 1, 1, 2, 3)))),
        )
        for number in range(TITLES)
    ]


def _syllables(chance: random.Random) -> Sequence[str]:
    return [
        chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(chance.randint(1, 4))
    ]


def _queries(names: Sequence[str]) -> Sequence[str]:
    """Return whole names, beginnings, names with a typing error, single words, and what is nowhere."""
    some = names[100 :: len(names) // 8]
    return [
        *some,
        *(name[: len(name) // 2] for name in some),
        *(name[:3] + name[4:] for name in some),
        *(name.split()[-1] for name in some),
        "attack titn",
        "no",
    ]


def _median(index: TitleSearch, queries: Sequence[str]) -> float:
    took = []
    for query in queries:
        begin = time.perf_counter()
        index.find(query)
        took.append(time.perf_counter() - begin)
    return statistics.median(took)


def _words(names: Sequence[str]) -> object:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        for word in name.casefold().split():
            places[word].append(place)
    return places
