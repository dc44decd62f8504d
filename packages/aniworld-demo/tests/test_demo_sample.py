"""The sample library holds what a scan and a migration have to cope with."""

import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest

from aniworld_demo.catalogue import shows
from aniworld_demo.sample import write_sample

VIDEOS = {".mkv", ".mp4", ".avi"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("library")
    write_sample(root)
    return root


def names(root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()]


def test_the_count_is_that_of_the_videos_which_are_real(tmp_path: Path) -> None:
    count = write_sample(tmp_path)
    videos = [
        path
        for path in tmp_path.rglob("*")
        if path.suffix in VIDEOS and not path.stem.endswith("_tmp")
    ]
    assert len(videos) == count
    assert all(path.stat().st_size > 10_000 for path in videos)


@pytest.mark.parametrize(
    "kind",
    [
        "Season 01/Sternwacht Null S01E05-E06.mkv",
        "[Kamel] Die endlose Karawane - 0013v2 (1080p) [ABCD1234].mkv",
        "Kobo und die stumme Stadt - S01E001 - (German Sub).mp4",
        "St#1 Flg#1_GerDub.mp4",
        "[Sub].mkv",
        ".mp4.part",
        ".part-Frag3",
        "_tmp.mp4",
        ".ytdl",
        "tvshow.nfo",
    ],
)
def test_odd_names_are_there(root: Path, kind: str) -> None:
    assert any(name.endswith(kind) for name in names(root))


def test_one_folder_has_decomposed_umlauts(root: Path) -> None:
    decomposed = [
        folder.name
        for folder in root.iterdir()
        if not unicodedata.is_normalized("NFC", folder.name)
    ]
    assert [unicodedata.normalize("NFC", name) for name in decomposed] == [
        "Papierdrachen über Hamasaki (2022)"
    ]


def test_two_series_of_one_title_have_folders_of_their_own(root: Path) -> None:
    assert (root / "Glutherz (2001)").is_dir()
    assert (root / "Glutherz (2019)").is_dir()


def test_there_are_loose_files(root: Path) -> None:
    assert {path.name for path in root.iterdir() if path.is_file()} == {
        "kinotrailer.mp4",
        "liesmich.txt",
    }


def test_all_data_files_but_one_can_be_read(root: Path) -> None:
    readable: list[Mapping[str, object]] = []
    broken = []
    for path in root.glob("*/data"):
        try:
            readable.append(json.loads(path.read_text("utf-8")))
        except json.JSONDecodeError:
            broken.append(path.parent.name)
    assert broken == ["Zerkratzte Kassetten"]
    assert all(record["site"] == "https://aniworld.to" for record in readable)
    unknown = {str(record["key"]) for record in readable} - set(shows())
    assert unknown == {"verschollen-im-kornfeld"}
    spellings = {name for record in readable for name in record if "pisode" in name}
    assert spellings == {"episodeDict", "episode_dict"}
