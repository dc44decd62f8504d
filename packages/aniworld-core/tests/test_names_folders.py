"""What folders tell of the files in them, and which files are none yet."""

import pytest

from aniworld_core.services.scanner.names import unfinished
from aniworld_core.titles import season_of
from aniworld_core.validators import group_folder, group_language


@pytest.mark.parametrize(
    ("folder", "season"),
    [
        ("Season 01", 1),
        ("Season 1", 1),
        ("season_2", 2),
        ("Season 01 (German Dub)", 1),
        ("Season 03 - Der Krieg", 3),
        ("Staffel 1", 1),
        ("Staffel 12", 12),
        ("1. Staffel", 1),
        ("2nd Season", 2),
        ("S01", 1),
        ("S1", 1),
        ("S01 [1080p]", 1),
        ("Tessa S02", 2),
        ("Tessa - Staffel 2", 2),
        ("Saison 4", 4),
        ("3", 3),
        ("Season 00", 0),
        ("Season 2013", 2013),
        ("Specials", 0),
        ("Tessa Specials", 0),
        ("Filme", 0),
        ("Film", 0),
        ("Movies", 0),
        ("Movies [1080p]", 0),
        ("Kinofilme", 0),
        ("OVA", 0),
        ("OVAs", 0),
        ("OVAs & Filme", 0),
        ("Filme und Specials", 0),
        ("Disc 1", None),
        ("Special Edition", None),
        ("Film Noir", None),
        ("Seasons", None),
        ("1080p", None),
        ("2013", None),
        ("Sommer", None),
        ("S.A.C.", None),
        ("", None),
    ],
)
def test_season_folders(folder: str, season: int | None) -> None:
    assert season_of(folder) == season


@pytest.mark.parametrize(
    ("folder", "language"),
    [
        ("german-dub", "ger-dub"),
        ("German-Sub", "ger-sub"),
        ("english-dub", "eng-dub"),
        ("english-sub", "eng-sub"),
        ("english-dub-german-sub", "other:english-german"),
        ("japanese-dub", "other:japanese"),
        ("Anime", None),
        ("Serien", None),
    ],
)
def test_folders_of_series_folders(folder: str, language: str | None) -> None:
    assert group_folder(folder)
    assert group_language(folder) == language


@pytest.mark.parametrize("folder", ["Naruto", "german", "Anime Girls", ""])
def test_series_folders_are_no_groups(folder: str) -> None:
    assert not group_folder(folder)
    assert group_language(folder) is None


@pytest.mark.parametrize(
    "name",
    [
        "Mob S01E05.mkv.part",
        "Mob S01E05.mp4.ytdl",
        "Mob S01E05.mp4.part-Frag12",
        "Mob S01E05.mp4.part-Frag12.part",
        "Mob S01E05_tmp.mp4",
        "Mob S01E05.temp.mp4",
        "Mob S01E05.f137.mp4",
        "Mob S01E05.fhls-720.mp4",
        "Mob S01E05.mkv.crdownload",
        "Mob S01E05.mkv.!qB",
        "Mob S01E05.mkv.aria2",
        "Mob S01E05.TMP",
        "._Mob S01E05.mkv",
    ],
)
def test_downloads_under_way_never_count(name: str) -> None:
    assert unfinished(name)


@pytest.mark.parametrize(
    "name",
    [
        "Mob S01E05.mkv",
        "Mob S01E05 - Part 2.mkv",
        "Mob.Part.mkv",
        "Tmp.mkv",
        ".hackSIGN S01E01.mkv",
        "Mob.F1.mkv",
        "Mob",
    ],
)
def test_whole_files_count(name: str) -> None:
    assert not unfinished(name)
