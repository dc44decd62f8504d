"""Episode numbers from file names: the usual form beside one bare pattern, all beside anitomy-ng.

The promise is at most 20 microseconds a name on the usual layouts. anitomy-ng, which is asked behind the
core's own rule, took 8 to 17 for them on the machine where this was written; so: never more than that.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain

import anitomy_ng

from aniworld_core.services.scanner.names import read
from bench.harness import measure

__all__ = ["run"]

SERIES = 40
EPISODES = 50

_BARE = re.compile(r"S([0-9]+)E([0-9]+)")

_LAYOUTS = (
    "{title} ({year})/Season 01/{title} S01E{number:03}.mkv",
    "{title} ({year})/Season 01/S01E{number:03} - Name [Sub].mkv",
    "{title}/{title} - S01E{number:03} - (German Dub).mp4",
    "{title}/Staffel 1/Folge {number}.mp4",
    "{title}/Season 1/{title} St#1 Flg#{number}_GerDub.mp4",
    "{title}/{title}.S01E{number:02}.720p.WEB.H264.GER-GRP.mkv",
    "{title}/[Group] {title} - {number:02} (1080p) [1234ABCD].mkv",
)


def run() -> None:
    """Measure the form of which libraries are full, then all usual layouts together."""
    layouts = [_paths(layout) for layout in _LAYOUTS]
    usual, every = layouts[0], list(chain.from_iterable(layouts))
    measure(
        f"names: {len(usual)} usual ones, beside a bare pattern",
        partial(_each, read, usual),
        partial(_each, _BARE.search, _files(usual)),
        8,
    )
    measure(
        f"names: {len(every)} of all layouts, beside anitomy-ng",
        partial(_each, read, every),
        partial(_each, anitomy_ng.parse, _files(every)),
        1,
    )


def _paths(layout: str) -> list[str]:
    return [
        layout.format(title=f"Tales of the Harbour {series}", year=1980 + series, number=number)
        for series in range(SERIES)
        for number in range(1, EPISODES + 1)
    ]


def _files(paths: Sequence[str]) -> list[str]:
    return [path.rpartition("/")[2] for path in paths]


def _each(call: Callable[[str], object], texts: Sequence[str]) -> None:
    for text in texts:
        call(text)
