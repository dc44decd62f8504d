"""Sidecars: what bears a video's name goes with it, and nothing else does."""

import unicodedata

import pytest

from aniworld_core.sidecars import beside, renamed

VIDEOS = ("mkv", "mp4")


@pytest.mark.parametrize(
    "rest",
    [
        ".nfo",
        ".srt",
        ".SRT",
        ".de.srt",
        ".ger.forced.ass",
        ".pt-BR.vtt",
        ".idx",
        ".sub",
        "-thumb.jpg",
        "-poster.png",
        ".jpg",
        ".webp",
    ],
)
def test_what_continues_the_name_goes_along(rest: str) -> None:
    name = f"Show S01E01{rest}"
    assert beside("Show S01E01.mkv", ["Show S01E01.mkv", name], VIDEOS) == [name]
    assert renamed(name, "Show S01E01.mkv", "Show - 1x01.mkv") == f"Show - 1x01{rest}"


@pytest.mark.parametrize(
    "name",
    [
        "Show S01E02.srt",
        "Show S01E011.srt",
        "show S01E01.srt",
        "Show S01E01 notes.txt",
        "Show S01E01.mkv.part",
        "Show S01E01.torrent",
        "poster.jpg",
        f"Show S01E01.{'x' * 30}.srt",
    ],
)
def test_what_only_resembles_it_stays(name: str) -> None:
    assert beside("Show S01E01.mkv", ["Show S01E01.mkv", name], VIDEOS) == []


def test_a_subtitle_follows_the_video_that_it_names_furthest() -> None:
    names = ["A.mkv", "A.de.mkv", "A.de.srt", "A.srt", "A.en.srt"]
    assert beside("A.mkv", names, VIDEOS) == ["A.en.srt", "A.srt"]
    assert beside("A.de.mkv", names, VIDEOS) == ["A.de.srt"]


def test_two_videos_of_one_name_share_what_is_beside_them_so_it_follows_neither() -> None:
    names = ["A.mkv", "A.mp4", "A.srt"]
    assert beside("A.mkv", names, VIDEOS) == []
    assert beside("A.mp4", names, VIDEOS) == []


def test_another_spelling_of_an_umlaut_is_the_same_name() -> None:
    video = "Märchen S01E01.mkv"
    subtitle = unicodedata.normalize("NFD", "Märchen S01E01.de.srt")
    assert beside(video, [video, subtitle], VIDEOS) == [subtitle]
    assert renamed(subtitle, video, "M S01E01.mkv") == "M S01E01.de.srt"
