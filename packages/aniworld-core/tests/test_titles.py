"""Titles read from folder names, and brought to one form."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.titles import (
    FolderTitle,
    called,
    contradict,
    folder_name,
    folder_title,
    normalised,
    only_season,
    release_title,
    sequel,
    without_years,
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Tessa", FolderTitle(title="Tessa")),
        ("Tessa (2013)", FolderTitle(title="Tessa", year=2013)),
        (
            "Highschool DxD (2012-2018) [imdbid-tt2230051]",
            FolderTitle(title="Highschool DxD", year=2012, end_year=2018, imdb="tt2230051"),
        ),
        (
            "Highschool DxD [imdbid-tt2230051] (2012 - 2018)",
            FolderTitle(title="Highschool DxD", year=2012, end_year=2018, imdb="tt2230051"),
        ),
        ("Tessa (2013-)", FolderTitle(title="Tessa", year=2013)),
        ("Tessa (2013 - Heute)", FolderTitle(title="Tessa", year=2013)),
        ("Tessa (2012\u20132018)", FolderTitle(title="Tessa", year=2012, end_year=2018)),
        ("Tessa {imdb-tt2560140}", FolderTitle(title="Tessa", imdb="tt2560140")),
        ("Tessa [tvdbid-267440]", FolderTitle(title="Tessa")),
        ("Tessa (2013) [1080p] (German Dub)", FolderTitle(title="Tessa", year=2013)),
        ("Tessa (BD 1080p HEVC 10bit) (2013)", FolderTitle(title="Tessa", year=2013)),
        ("Tessa (1920x1080 Blu-ray FLAC)", FolderTitle(title="Tessa")),
        ("Tessa (Complete Guide)", FolderTitle(title="Tessa (Complete Guide)")),
        ("Blade 2049 (2021)", FolderTitle(title="Blade 2049", year=2021)),
        ("Blade 2049", FolderTitle(title="Blade 2049")),
        ("Kino (Die Reise)", FolderTitle(title="Kino (Die Reise)")),
        ("Kino (1889)", FolderTitle(title="Kino (1889)")),
        ("[Oshi no Ko] (2023)", FolderTitle(title="[Oshi no Ko]", year=2023)),
        ("(2013)", FolderTitle(title="(2013)")),
        ("", FolderTitle(title="")),
    ],
)
def test_a_folder_tells_title_and_extras(name: str, expected: FolderTitle) -> None:
    assert folder_title(name) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Naruto", "NARUTO"),
        ("Wälder", "Waelder"),
        ("Wälder", unicodedata.normalize("NFD", "Wälder")),
        ("Straße", "Strasse"),
        ("Pokémon", "Pokemon"),
        ("Re:Zero", "ReZero"),
        ("Re:Zero", "Re\uff1aZero"),
        ("Nacht: Der Anfang", "Nacht Der Anfang"),
        ("Nacht: Der Anfang", "Nacht - Der Anfang"),
        ("Nacht \u2013 Der Anfang", "Nacht - Der Anfang"),
        ("Fate/stay night", "Fatestay night"),
        ("What's up?", "What\u2019s up"),
        ("Don\u00b4t", "Don't"),
        ('Das "Ende"', "Das \u201eEnde\u201c"),
        ("One\u2010Punch", "One-Punch"),
        ("Hunter \u00d7 Hunter", "Hunter x Hunter"),
        ("  Zwei   Blanks ", "Zwei Blanks"),
        ("Und dann...", "Und dann"),
        ("Und dann\u2026", "Und dann"),
        ("\uff21\uff22\uff23", "abc"),
    ],
)
def test_spellings_of_one_title_are_equal(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("K-On!", "K-On!!"),
        ("Naruto", "Naruto Shippuden"),
        ("9-1-1", "911"),
        ("Gintama", "Gintama'"),
        ("Mob Psycho 100", "Mob Psycho 100 II"),
        ("\u304b", "\u304c"),
        ("???", "***"),
    ],
)
def test_different_titles_stay_different(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


@given(st.text())
def test_the_one_form_is_its_own(title: str) -> None:
    once = normalised(title)

    assert normalised(once) == once


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.integers(1900, 2099))
def test_a_year_behind_a_title_is_found(title: str, year: int) -> None:
    assert folder_title(f"{title}x ({year})").year == year


@pytest.mark.parametrize("read", [folder_title, folder_name, without_years])
def test_however_long_a_name_is_it_is_read(read: Callable[[str], object]) -> None:
    for gap in (" " * 400_000, "(" * 400_000, "[ " * 200_000):
        assert read(f"Naruto{gap}x)")


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("german-dub/Tessa (2013)", ("tessa",)),
        ("Kino [TV] (2003) {imdb-tt2560140}", ("kino [tv]", "kino")),
        ("[Oshi no Ko] (2023)", ("[oshi no ko]",)),
        ("[Gruppe] Tessa (BD 1080p)", ("[gruppe] tessa (bd 1080p)", "[gruppe] tessa", "tessa")),
    ],
)
def test_what_stands_in_brackets_may_be_of_the_title(name: str, forms: tuple[str, ...]) -> None:
    assert folder_name(name).forms == forms


@pytest.mark.parametrize(
    ("title", "year", "expected"),
    [
        ("Tessa", 2013, ("tessa", 2013)),
        ("Tessa (2013)", None, ("tessa", 2013)),
        ("Tessa (2013)", 2014, ("tessa", 2014)),
        ("Tessa (UK)", None, ("tessa (uk)", None)),
        ("(2013)", None, ("(2013)", None)),
    ],
)
def test_a_series_may_have_its_year_behind_the_title(
    title: str, year: int | None, expected: tuple[str, int | None]
) -> None:
    assert called(title, year) == expected


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Tessa.S01.German.1080p.WEB.x264-GRUPPE", "Tessa"),
        ("Tessa_und_Tom_2", "Tessa und Tom 2"),
        ("Tessa Complete", "Tessa"),
        ("German Tessa", "German Tessa"),
    ],
)
def test_a_title_is_guessed_from_the_name_of_a_release(name: str, title: str) -> None:
    assert release_title(name) == title


def test_seasons_behind_titles_and_alone() -> None:
    assert sequel("Tessa Season 2") == ("Tessa", 2)
    assert sequel("Tessa 2nd Season") == ("Tessa", 2)
    assert sequel("Staffel 2") is None
    assert [only_season(name) for name in ("Staffel 2", "S01", "86", "Tessa S01")] == [
        True,
        True,
        False,
        False,
    ]


def test_only_what_is_known_contradicts() -> None:
    assert contradict(2013, 2014)
    assert not contradict(2013, 2013)
    assert not contradict(None, 2013)
    assert not contradict("tt2560140", "")
