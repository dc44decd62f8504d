"""Which episodes a file holds, told by its folders and name."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.entities import EpisodeId, NamedEpisodes
from aniworld_core.services.scanner.names import read


def told(path: str) -> str:
    """Write what a path tells in one line: ``S01E005 ger-dub v2`` or ``5 6`` for absolute numbers."""
    found = read(path)
    if found is None:
        return "-"
    words = [*map(str, found.episodes), *map(str, found.absolute)]
    if found.language is not None:
        words.append(str(found.language))
    if found.version != 1:
        words.append(f"v{found.version}")
    return " ".join(words)


def rows(topic: str = "*") -> list[tuple[str, str]]:
    """Read the ``path = what it tells`` lines of the tables in ``names``."""
    tables = sorted(Path(__file__).with_name("names").glob(f"{topic}.txt"))
    lines = [line for table in tables for line in table.read_text("utf-8").splitlines()]
    return [(path, expected) for path, _, expected in (line.rpartition(" = ") for line in lines)]


@pytest.mark.parametrize(("path", "expected"), rows())
def test_a_name_tells_its_episodes(path: str, expected: str) -> None:
    assert told(path) == expected


@pytest.mark.parametrize("path", [path for path, _ in rows("numbers_in_titles")])
def test_decomposed_names_are_read_alike(path: str) -> None:
    assert told(unicodedata.normalize("NFD", path)) == told(path)


def test_a_decomposed_title_is_the_composed_one() -> None:
    path = "Wälder 100/" + unicodedata.normalize("NFD", "Wälder 100 - 05.mkv")

    assert told(path) == "5"


def test_files_that_tell_the_same_share_one_value() -> None:
    assert read("Mob/Season 01/Mob S01E05.mkv") is read("Rob/Season 01/Rob S01E05.mkv")


titles = st.sampled_from(
    [
        "Mob",
        "86",
        "9-1-1",
        "Area 88",
        "3x3 Eyes",
        "2.5 Dimensional",
        "S1E1",
        "Folge 7",
        "Wälder 22-7",
    ]
)
seasons = st.integers(0, 99)
numbers = st.integers(0, 9999)


@given(titles, seasons, numbers, st.sampled_from(["Season 01", "Staffel 7", "Specials", "Disc 2"]))
def test_the_usual_form_is_read_whatever_the_title(
    title: str, season: int, number: int, folder: str
) -> None:
    path = f"{title} (2016)/{folder}/{title} S{season:02}E{number:02}.mkv"

    assert read(path) == NamedEpisodes(episodes=(EpisodeId(season, number),))


@given(titles, seasons, numbers)
def test_the_careful_look_agrees_with_the_quick_one(title: str, season: int, number: int) -> None:
    quick = read(f"{title}/{title} S{season:02}E{number:02}.mkv")

    assert read(f"{title}/[Group] {title} S{season:02}E{number:02} [1080p].mkv") == quick


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=60))
def test_any_name_gets_an_answer(series: str, folder: str, name: str) -> None:
    found = read(f"{series}/{folder}/{name}")

    assert found is None or bool(found.episodes) != bool(found.absolute)
