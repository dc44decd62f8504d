"""Downloads onto a disk that fills up or goes away."""

from pathlib import Path

import pytest

from aniworld_core.entities import Stream, StreamKind
from aniworld_core.errors import DownloadError, NoSpace, Unavailable
from aniworld_core.testing import Hoster
from aniworld_core.testing.disks import MountDisk
from aniworld_downloaders_ytdlp.downloader import YtdlpDownloader


def quiet(_: int, __: int | None) -> None:
    """Let the job run."""


@pytest.mark.parametrize(
    ("path", "kind"), [("/index.m3u8", StreamKind.HLS), ("/film.mp4", StreamKind.FILE)]
)
def test_a_disk_that_fills_up(
    film: Path,
    hoster: Hoster,
    downloader: YtdlpDownloader,
    mount_disk: MountDisk,
    path: str,
    kind: StreamKind,
) -> None:
    hoster.put_folder(film / "hls")
    hoster.put("/film.mp4", (film / "film.mp4").read_bytes())
    folder = mount_disk(64 * 1024).path
    with pytest.raises(NoSpace):
        downloader.fetch(Stream(url=hoster.url(path), kind=kind, local_allowed=True), folder, quiet)
    assert list(folder.iterdir()) == [], "what cannot be gone on from takes no room"


def test_a_folder_that_vanishes(
    film: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    folder = tmp_path / "incomplete"
    folder.mkdir()
    content = (film / "film.mp4").read_bytes()
    url = hoster.put("/v.mp4", content)

    def pull_out(_: int, __: int | None) -> int:
        for file in folder.iterdir() if folder.exists() else ():
            file.unlink()
        folder.rmdir() if folder.exists() else None
        return len(content) // 2

    with pytest.raises((DownloadError, Unavailable)):
        downloader.fetch(
            Stream(url=url, kind=StreamKind.FILE, local_allowed=True), folder, pull_out
        )


def test_a_disk_without_room_for_joining_is_no_fault_of_the_hoster(
    film: Path, hoster: Hoster, downloader: YtdlpDownloader, mount_disk: MountDisk
) -> None:
    hoster.put_folder(film / "hls")
    pieces = sum(piece.stat().st_size for piece in (film / "hls").glob("*.ts"))
    stream = Stream(url=hoster.url("/index.m3u8"), kind=StreamKind.HLS, local_allowed=True)
    with pytest.raises(NoSpace):
        downloader.fetch(stream, mount_disk(pieces * 3 // 2).path, quiet)
