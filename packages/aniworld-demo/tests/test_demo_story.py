"""``aniw demo`` as a person runs it: what it claims is there, and its own checks find what is not."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import evolve, frozen

from aniworld_core.entities import EpisodeId, HistoryKind, Reason, SeriesKey
from aniworld_core.events import DownloadFailed, DownloadFinished
from aniworld_core.library import Library
from aniworld_demo.filming import footage
from aniworld_demo.hosters.hidden import DECOY
from aniworld_demo.links import video_of
from aniworld_demo.stamps import code_in, stamped
from aniworld_demo.story.claims import broken_claim, needless_failure
from aniworld_demo.story.stage import plugins, settings

pytestmark = pytest.mark.slow

NOWHERE = dict.fromkeys(("aniworld", "sto"), "http://127.0.0.1:9")


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "aniworld_cli", *arguments]


@frozen
class Run:
    """A finished demo: where it played and what it printed."""

    directory: Path
    users: Path
    code: int
    document: Mapping[str, Any]
    told: str


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    directory = tmp_path_factory.mktemp("demo") / "stage"
    users = tmp_path_factory.mktemp("user")
    settings_file = users / "config/aniworld-library/config.toml"
    settings_file.parent.mkdir(parents=True)
    settings_file.write_text("these are [no settings", "utf-8")
    done = subprocess.run(
        command("--json", "demo", "--directory", str(directory)),
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "XDG_CONFIG_HOME": str(users / "config"),
            "XDG_DATA_HOME": str(users / "data"),
            "ANIWORLD_LIBRARY": str(users / "library"),
        },
    )
    return Run(directory, users, done.returncode, json.loads(done.stdout or "{}"), done.stderr)


@pytest.fixture
def library(run: Run) -> Iterator[Library]:
    with Library.open(settings(run.directory, NOWHERE), plugins=plugins()) as library:
        yield library


def claims(library: Library) -> list[DownloadFinished]:
    """Return what the history says was downloaded."""
    return [
        DownloadFinished(
            id=number,
            key=entry.key,
            episode=entry.episode,
            path=entry.path,
            size=(library.config.root / entry.path).stat().st_size,
        )
        for number, entry in enumerate(library.store.history.of(limit=1000))
        if entry.kind is HistoryKind.DOWNLOADED
    ]


def test_it_ends_well_and_says_so(run: Run) -> None:
    assert run.code == 0, run.told
    assert run.document["faults"] == []
    assert run.document["verified"] >= 25
    assert run.document["directory"] == str(run.directory)


@pytest.mark.parametrize(
    "words",
    [
        "Migration Result: 6 migrated, 0 skipped, 1 failed",
        "Glutherz (2001): found Glutherz (2019) on aniworld",
        "(2021): found Die Wolkenschneider von Arau (2021) on sto",
        "aniw search sternwacht: sto has Sternwacht: Null",
        "Sternwacht: Null (2024) is new, without a folder, as sternwacht-null-sto",
        "Regenmacher-Akademie could be in",
        "no episode in the name 'Urlaub 2019/strand.mp4'",
        "VOE did not work",
        "Doodstream did not work",
        "Vidoza did not work 2 times",
        "S01E05 of agentin-wasabis-teestunde is missing",
        "of them queued (most of Die endlose Karawane is left out).",
        "waiting for language",
        "upcoming",
    ],
)
def test_every_turn_of_the_story_is_told(run: Run, words: str) -> None:
    assert words in run.told


def test_the_files_it_claims_are_there_and_right(run: Run, library: Library) -> None:
    claimed = claims(library)
    assert len(claimed) == run.document["verified"]
    for claim in claimed:
        stamp = code_in(library.config.root / claim.path)
        video = video_of(stamp[0]) if stamp else None
        assert stamp is not None
        assert video is not None
        assert video.show.slug == library.catalog.get(claim.key).ref
        assert EpisodeId(video.entry.season, video.entry.number) == claim.episode
        assert stamp[1] == footage(video.entry.id).seconds


def test_something_of_each_site_is_downloaded(library: Library) -> None:
    new = {claim.key for claim in claims(library)}
    assert {library.catalog.get(key).provider for key in new} == {"aniworld", "sto"}
    assert "sternwacht-null-sto" in new
    shared = [library.catalog.get(key).folder for key in ("sternwacht-null", "sternwacht-null-sto")]
    assert len(set(shared)) == 2


def test_nothing_half_done_is_left(run: Run) -> None:
    left = [path for path in (run.directory / "library/.aniworld").rglob("*") if path.is_file()]
    assert [path.name for path in left if path.name not in (".ignore", "library.json")] == []


def test_the_series_it_completes_miss_only_what_cannot_be_had(library: Library) -> None:
    for series in library.missing.find(reasons=[Reason.NOT_DOWNLOADED]):
        assert series.key == "die-endlose-karawane"


def test_the_users_own_settings_and_folders_are_not_touched(run: Run) -> None:
    assert {path.name for path in run.users.iterdir()} == {"config"}


def test_a_right_file_is_no_fault(library: Library) -> None:
    assert [broken_claim(library, claim) for claim in claims(library)[:3]] == [None] * 3


def test_a_missing_file_is_found(library: Library) -> None:
    claim = evolve(claims(library)[0], path="Nirgends/nichts.mp4")
    assert broken_claim(library, claim) == "the file is not there"


def test_a_cut_file_is_found(library: Library) -> None:
    claim = claims(library)[0]
    file = library.config.root / claim.path
    whole = file.read_bytes()
    half = whole[: len(whole) // 2]
    try:
        file.write_bytes(half)
        assert broken_claim(library, claim) == f"it has {len(half)} bytes, not {len(whole)}"
        said = broken_claim(library, evolve(claim, size=len(half)))
        assert said is not None
        assert said.endswith(" seconds")
    finally:
        file.write_bytes(whole)


def test_another_episodes_video_is_found(library: Library) -> None:
    first, *others = claims(library)
    file = library.config.root / first.path
    other = next(other for other in others if other.key != first.key)
    whole, wrong = file.read_bytes(), (library.config.root / other.path).read_bytes()
    try:
        file.write_bytes(wrong)
        said = broken_claim(library, evolve(first, size=len(wrong)))
        assert said is not None
        assert said.startswith("it is the video of ")
    finally:
        file.write_bytes(whole)


def test_the_decoy_is_found(library: Library) -> None:
    claim = claims(library)[0]
    file = library.config.root / claim.path
    whole, decoy = file.read_bytes(), stamped(footage(0).mp4, DECOY)
    try:
        file.write_bytes(decoy)
        said = broken_claim(library, evolve(claim, size=len(decoy)))
        assert said == "it is not the video of one episode"
    finally:
        file.write_bytes(whole)


@pytest.mark.parametrize(
    ("key", "episode", "needless"),
    [
        ("agentin-wasabis-teestunde", EpisodeId(1, 5), False),
        ("agentin-wasabis-teestunde", EpisodeId(1, 4), True),
        ("verschollen-im-kornfeld", EpisodeId(1, 2), False),
    ],
)
def test_a_failure_is_only_right_where_no_hoster_shows_the_stream(
    library: Library, key: str, episode: EpisodeId, *, needless: bool
) -> None:
    failed = DownloadFailed(id=1, key=SeriesKey(key), episode=episode, reason="")
    assert (needless_failure(library, failed) is not None) is needless


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "precious").touch()
    done = subprocess.run(
        command("demo", "--directory", str(tmp_path)), capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "is not an empty folder" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["precious"]


def test_the_catalogue_alone_is_served_until_ctrl_c() -> None:
    with subprocess.Popen(
        command("--json", "demo", "--catalogue"), stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        text = ""
        while not text.endswith("}\n}\n"):
            text += program.stdout.readline()
        base_urls = json.loads(text)["base_urls"]
        addresses = [f"{base_urls['aniworld']}/animes", f"{base_urls['sto']}/serien"]
        assert [httpx.get(address).status_code for address in addresses] == [200, 200]
        program.send_signal(signal.SIGINT)
        assert program.wait(timeout=20) == 0
    for address in addresses:
        with pytest.raises(httpx.ConnectError):
            httpx.get(address)


def test_ctrl_c_in_the_middle_leaves_nothing_behind(tmp_path: Path) -> None:
    with subprocess.Popen(
        command("demo"),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    ) as program:
        assert program.stdout is not None
        for line in program.stdout:
            if "of them queued" in line:
                program.send_signal(signal.SIGINT)
        assert program.wait(timeout=60) == 130
    assert not list(tmp_path.glob("aniworld-demo-*"))
