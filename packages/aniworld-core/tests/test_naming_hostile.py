"""T14: 10,000 titles from outside; no path leaves the root, none is too long, each episode is read back."""

import os
import random
import unicodedata
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core import validators
from aniworld_core.config import NamingConfig
from aniworld_core.entities import GER_DUB, Episode, EpisodeId, Series, SeriesKey
from aniworld_core.services.naming import Naming
from aniworld_core.services.scanner.names import read
from aniworld_core.validators import left_out

TITLES = 10_000
PARTS = 4
"""So many tests share them, that a parallel run spreads them."""

DEFAULT = NamingConfig().template
LONG = "{title} ({year})/{title} - S{season:02}E{episode:03} - {episode_title} [{language}].{ext}"

PIECES = (
    *(
        "..",
        ".",
        "/",
        "\\",
        "../",
        "..\\",
        "/etc/passwd",
        "C:\\",
        "//host/share",
        "~",
        "~root",
        "-",
        "--rf",
    ),
    *(
        "\0",
        "\n",
        "\r",
        "\t",
        "\x1b[2J",
        "\u202e",
        "\u2066",
        "\u2028",
        "\u2029",
        "\u200b",
        "\ufeff",
        "\xad",
    ),
    *("CON", "aux", "COM1", "lpt\u00b9", "NUL.txt", "CONIN$", "con .x", "clock$"),
    *(
        "%2e%2e",
        "%2f",
        "%00",
        "&#46;",
        "{title}",
        "{0.__class__}",
        "$HOME",
        "`id`",
        "$(id)",
        "*",
        "?",
        "|",
        "<b>",
    ),
    *("a.", "a ", " a", ".a", "...", "\u3000", "\xa0", "name.mkv", "x.part", ".nfo", "-thumb"),
    *(
        "\u00e4" * 150,
        "\u6f22" * 100,
        "\U0001f600" * 75,
        "x" * 300,
        "e\u0301",
        "\u00e9",
        "A\u030a",
        "\u212b",
    ),
    *(
        "S02E03",
        "2x07",
        "Season 3",
        "Staffel 2",
        "Folge 12",
        "Film 1",
        "86",
        "(1999)",
        "- 05",
        "[Sub]",
        "Extras",
    ),
    *(
        "anime",
        "Serien",
        "german-dub",
        "@eaDir",
        "#recycle",
        "lost+found",
        ".aniworld",
        "Trailer",
        "OVA",
        "Specials",
    ),
)
"""What has led programs astray; titles are made of these and of any other text."""

titles = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), min_size=1, max_size=4).map(
    "".join
)
ids = st.builds(EpisodeId, st.integers(0, 30), st.integers(1, 1500))


def drawn(some: random.Random) -> str:
    """Draw a title as quickly as thousands are needed: pieces, and single characters of all Unicode."""
    pieces = [
        some.choice(PIECES) if some.random() < 0.7 else chr(some.randrange(0x110000))
        for _ in range(some.randint(1, 4))
    ]
    return "".join(pieces)


def named(template: str, title: str, episode_title: str, id: EpisodeId, year: int | None) -> str:
    series = Series(key=SeriesKey("show"), provider="site", ref="show", title=title, year=year)
    episode = Episode(id=id, title=episode_title)
    naming = Naming(template=template)
    path = str(naming.path(series, episode, language=GER_DUB, extension="mkv"))
    # What a download keeps as the series' folder leads to the same place.
    settled = evolve(series, folder=naming.folder(series))
    assert str(naming.path(settled, episode, language=GER_DUB, extension="mkv")) == path
    return path


def check(root: Path, path: str) -> None:
    """Hold a path below the root to what every one has to be."""
    folder, *others = path.split("/")
    target = root / path
    assert Path(os.path.realpath(target)).is_relative_to(os.path.realpath(root))
    assert Path(os.path.normpath(target)).is_relative_to(root)
    assert validators.folder_path(folder) == folder, "a scan would not list it"
    for part in (folder, *others):
        assert validators.file_name(part) == part
        assert len(part.encode()) <= 200
        assert not left_out(part)
        assert unicodedata.is_normalized("NFC", part)


def hold(root: Path, title: str, episode_title: str, id: EpisodeId, year: int | None) -> None:
    """Hold both templates to all that is asked of a path."""
    check(root, named(LONG, title, episode_title, id, year))
    path = named(DEFAULT, title, episode_title, id, year)
    check(root, path)
    found = read(path)
    assert found is not None, path
    assert found.episodes == (id,), path


@pytest.mark.parametrize("part", range(PARTS))
def test_every_title_makes_a_path_inside_that_is_read_back(part: int, root: Path) -> None:
    some = random.Random(20261123 + part)
    for _ in range(TITLES // PARTS):
        id = EpisodeId(some.randint(0, 30), some.randint(1, 1500))
        hold(root, drawn(some), drawn(some), id, some.choice([None, 1986, 2013]))


@given(title=titles, episode_title=titles, id=ids, year=st.none() | st.integers(1950, 2030))
def test_any_title_does(title: str, episode_title: str, id: EpisodeId, year: int | None) -> None:
    hold(Path("/nowhere/library"), title, episode_title, id, year)


@pytest.mark.parametrize("key", ["show", "a" * 79, "a" * 300, "a-" * 40 + "b", "a-" * 100 + "b"])
def test_folders_that_are_told_apart_by_keys_are_short_enough(key: str) -> None:
    naming = Naming(template=NamingConfig().template)
    one = naming.apart("ä" * 100, SeriesKey(key))
    assert len(one.encode()) <= 200
    assert validators.file_name(one) == one
    assert one != naming.apart("ä" * 100, SeriesKey(f"{key}c")), "the key tells them apart"
