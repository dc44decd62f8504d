"""Naming: every episode has one path of its own, inside the root, whatever the titles are."""

from pathlib import PurePosixPath

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.config import NamingConfig
from aniworld_core.entities import GER_DUB, Episode, EpisodeId, Language, Series, SeriesKey
from aniworld_core.errors import InvalidValue
from aniworld_core.services.naming import Naming
from aniworld_core.services.scanner.names import read

SHOW = Series(
    key=SeriesKey("attack-on-titan"),
    provider="site",
    ref="attack-on-titan",
    title="Attack on Titan",
    year=2013,
)
DEFAULT = Naming(template=NamingConfig().template)
FULL = Naming(
    template="{title}/Season {season}/{title} S{season:02}E{episode:03} {episode_title} [{language}].{ext}"
)


def path(
    naming: Naming, series: Series, season: int, number: int, title: str = ""
) -> PurePosixPath:
    episode = Episode(id=EpisodeId(season, number), title=title)
    return naming.path(series, episode, language=GER_DUB, extension="mkv")


def test_the_default_is_what_media_servers_read() -> None:
    expected = "Attack on Titan (2013)/Season 01/Attack on Titan S01E05.mkv"
    assert str(path(DEFAULT, SHOW, 1, 5)) == expected


def test_films_are_season_zero() -> None:
    expected = "Attack on Titan (2013)/Season 00/Attack on Titan S00E01.mkv"
    assert str(path(DEFAULT, SHOW, 0, 1)) == expected


def test_large_numbers_keep_all_digits() -> None:
    assert path(DEFAULT, SHOW, 1, 1105).name == "Attack on Titan S01E1105.mkv"


def test_a_missing_year_leaves_no_brackets() -> None:
    assert DEFAULT.folder(evolve(SHOW, year=None)) == "Attack on Titan"


def test_a_confirmed_folder_stands_in() -> None:
    kept = evolve(SHOW, folder="german-dub/AoT")
    assert str(path(DEFAULT, kept, 1, 5)) == "german-dub/AoT/Season 01/Attack on Titan S01E05.mkv"


def test_every_token_is_filled() -> None:
    expected = "Attack on Titan S01E005 To You [ger-dub].mkv"
    assert path(FULL, SHOW, 1, 5, "To You").name == expected


def test_an_unnamed_language_is_a_safe_name() -> None:
    found = FULL.path(
        SHOW,
        Episode(id=EpisodeId(1, 1)),
        language=Language("other:a/b"),
        extension="mkv",
    )
    assert len(found.parts) == 3


@pytest.mark.parametrize(
    ("title", "folder"),
    [
        ("Fate/Zero", "FateZero"),
        ("Re:Zero", "ReZero"),
        (".hack//SIGN", "hackSIGN"),
        ("What If...?", "What If"),
        ("CON", "_CON"),
        ("{0.__class__}", "{0.__class__}"),
    ],
)
def test_odd_titles_make_plain_folders(title: str, folder: str) -> None:
    assert DEFAULT.folder(evolve(SHOW, title=title, year=None)) == folder


def test_long_titles_lose_their_end_and_never_the_number() -> None:
    long = evolve(SHOW, title="ä" * 400)
    one, two = path(FULL, long, 1, 5, "x" * 300), path(FULL, long, 1, 6, "x" * 300)
    assert "S01E005" in one.name
    assert one != two
    assert all(len(part.encode()) <= 200 for part in one.parts)


def test_only_plain_extensions_are_taken() -> None:
    for extension in ("", "m/kv", "..", "mkv "):
        with pytest.raises(InvalidValue):
            DEFAULT.path(SHOW, Episode(id=EpisodeId(1, 1)), language=GER_DUB, extension=extension)


ids = st.builds(EpisodeId, st.integers(0, 30), st.integers(1, 1500))


@given(title=st.text(max_size=300), names=st.text(max_size=300), one=ids, other=ids)
def test_two_episodes_never_share_a_path_and_none_escapes(
    title: str, names: str, one: EpisodeId, other: EpisodeId
) -> None:
    series = evolve(SHOW, title=title)
    for naming in (DEFAULT, FULL):
        made = path(naming, series, one.season, one.number, names)
        assert not made.is_absolute()
        assert not {"..", "."} & set(made.parts)
        assert len(made.parts) == 3
        assert all(0 < len(part.encode()) <= 200 for part in made.parts)
        if one != other:
            assert made != path(naming, series, other.season, other.number, names)


@given(id=ids)
def test_the_scanner_reads_what_the_naming_writes(id: EpisodeId) -> None:
    named = read(str(path(DEFAULT, SHOW, id.season, id.number)))
    assert named is not None
    assert named.episodes == (id,)


@pytest.mark.parametrize("title", ["Anime", "German-Dub", "lost+found", "@eaDir"])
def test_no_series_gets_a_folder_that_a_scan_takes_for_something_else(title: str) -> None:
    assert DEFAULT.folder(evolve(SHOW, title=title, year=None)) == f"_{title}"


def test_no_series_gets_a_hidden_folder() -> None:
    assert DEFAULT.folder(evolve(SHOW, title=". .hack", year=None)) == "hack"


def test_half_a_character_in_a_long_title_is_left_out() -> None:
    assert path(FULL, SHOW, 1, 5, "x" * 300 + "\udc55").name.endswith("x [ger-dub].mkv")
