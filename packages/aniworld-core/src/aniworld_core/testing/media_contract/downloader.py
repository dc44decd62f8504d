"""What every downloader must do; inherit the class and give it a video."""

import time
from abc import abstractmethod
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.entities import Stream, StreamKind
from aniworld_core.errors import (
    AniworldError,
    Blocked,
    Cancelled,
    Gone,
    RateLimited,
    Unavailable,
    WrongFile,
)
from aniworld_core.ports import Downloader
from aniworld_core.testing.media_contract.loopback import OnLoopback

__all__ = ["DownloaderContract"]


class DownloaderContract(OnLoopback):
    """Tests for a downloader, run by pytest where a test class inherits them.

    Give a video; it is served on loopback, whole and in bad ways. For example::

        class TestMyDownloader(DownloaderContract):
            def downloader(self) -> Downloader:
                return MyDownloader()

            def video(self) -> bytes:
                return Path("small.mp4").read_bytes()

    A downloader that takes no plain files overrides the methods that make the streams.
    """

    @abstractmethod
    def downloader(self) -> Downloader:
        """Return the downloader to test."""

    @abstractmethod
    def video(self) -> bytes:
        """Return a small, whole, playable video whose index stands before its content."""

    def whole(self) -> Stream:
        """Return the video as a stream."""
        return self._file(self.hoster.put("/v.mp4", self.video()))

    def cut(self) -> Stream:
        """Return a stream of which only the first half is sent, and no length beforehand."""
        video = self.video()
        return self._file(self.hoster.put_cut("/v.mp4", video[: len(video) // 2]))

    def page(self) -> Stream:
        """Return a stream in whose place a web page is sent, with the status 200."""
        return self._file(self.hoster.put("/v.mp4", "<!DOCTYPE html>" + "<p>Sorry</p>" * 9999))

    def endless(self) -> Stream:
        """Return a stream that begins and then sends nothing more, without closing."""
        return self._file(self.hoster.put_endless("/v.mp4", self.video()[:5000]))

    def answered_with(self, status: int, headers: Mapping[str, str] | None = None) -> Stream:
        """Return a stream that is answered with this HTTP status and these headers."""
        return self._file(self.hoster.put("/v.mp4", status=status, headers=headers))

    def test_it_has_a_name(self) -> None:
        """Users are told who downloaded something."""
        assert self.downloader().name

    def test_a_whole_video_arrives(self, tmp_path: Path) -> None:
        """The file is all that is left in the folder, and the last report names its size."""
        reports: list[tuple[int, int | None]] = []
        stream = self.whole()
        assert self.downloader().accepts(stream)
        path = self.downloader().fetch(stream, tmp_path, lambda *sizes: reports.append(sizes))
        assert list(tmp_path.iterdir()) == [path]
        assert path.suffix
        assert path.stat().st_size > 0
        assert reports[-1][0] == path.stat().st_size
        assert all(total is None or received <= total for received, total in reports)

    def test_the_same_video_is_the_same_file(self, tmp_path: Path) -> None:
        """A download that was interrupted and repeated cannot be told from one that was not."""
        contents = []
        for name in ("first", "second"):
            (tmp_path / name).mkdir()
            path = self.downloader().fetch(self.whole(), tmp_path / name, _no_report)
            contents.append((path.name, path.read_bytes()))
        assert contents[0] == contents[1]

    def test_half_a_video_is_refused(self, tmp_path: Path) -> None:
        """However well it begins."""
        self._fails(self.cut(), tmp_path, WrongFile)

    def test_a_web_page_is_refused(self, tmp_path: Path) -> None:
        """Whatever its address and type claim."""
        self._fails(self.page(), tmp_path, WrongFile)

    def test_a_missing_stream_is_gone(self, tmp_path: Path) -> None:
        """Another hoster has to be asked."""
        self._fails(self.answered_with(404), tmp_path, Gone)

    def test_a_refusal_is_blocked(self, tmp_path: Path) -> None:
        """It is not tried again."""
        self._fails(self.answered_with(403), tmp_path, Blocked)

    def test_a_fault_of_the_hoster_is_unavailable(self, tmp_path: Path) -> None:
        """It may work later."""
        self._fails(self.answered_with(500), tmp_path, Unavailable)

    def test_a_hoster_that_wants_a_pause_gets_it(self, tmp_path: Path) -> None:
        """How long is told to who asked."""
        error = self._fails(self.answered_with(429, {"Retry-After": "7"}), tmp_path, RateLimited)
        assert isinstance(error, RateLimited)
        assert error.retry_after == timedelta(seconds=7)

    def test_a_stop_is_felt_while_nothing_arrives(self, tmp_path: Path) -> None:
        """Report is called all the same, and what it raises ends the job, though not what it fetched."""
        calls = 0

        def stop(_: int, __: int | None) -> None:
            nonlocal calls
            calls += 1
            if calls == 3:
                raise Cancelled("Stopped by the test.")

        with pytest.raises(Cancelled):
            self.downloader().fetch(self.endless(), tmp_path, stop)
        path = self.downloader().fetch(self.whole(), tmp_path, _no_report)
        assert list(tmp_path.iterdir()) == [path], "what is left is gone on from, or cleared"
        assert path.read_bytes() == self._alone(tmp_path)

    def test_a_stream_in_the_local_network_is_not_asked_for(self, tmp_path: Path) -> None:
        """A site could else make this program ask the user's router; the tests' hoster is local, too."""
        self._fails(evolve(self.whole(), local_allowed=False), tmp_path, Blocked)
        assert self.hoster.asked == []

    def test_a_job_takes_no_more_than_it_may(self, tmp_path: Path) -> None:
        """What report returns holds at once: a third of the video a second takes two seconds."""
        stream, rate = self.whole(), len(self.video()) // 3
        begin = time.monotonic()
        path = self.downloader().fetch(stream, tmp_path, lambda _, __: rate)
        assert time.monotonic() - begin > 1.5
        assert path.is_file()

    def test_what_is_left_in_the_folder_is_not_taken_for_the_video(self, tmp_path: Path) -> None:
        """Neither the half of a file, under whatever name, nor anything else."""
        video = self.video()
        for name in ("episode.mp4", "episode.mp4.part", "v.mp4", "v.mp4.part"):
            (tmp_path / name).write_bytes(video[: len(video) // 2])
        path = self.downloader().fetch(self.whole(), tmp_path, _no_report)
        assert list(tmp_path.iterdir()) == [path]
        assert path.read_bytes() == self._alone(tmp_path)

    def test_after_failures_it_still_works(self, tmp_path: Path) -> None:
        """A downloader is kept for the life of the program."""
        downloader = self.downloader()
        with pytest.raises(WrongFile):
            downloader.fetch(self.page(), tmp_path, _no_report)
        assert downloader.fetch(self.whole(), tmp_path, _no_report).is_file()

    def _alone(self, tmp_path: Path) -> bytes:
        """Return what the video becomes in an empty folder."""
        folder = tmp_path.with_name(f"{tmp_path.name}-alone")
        folder.mkdir()
        return self.downloader().fetch(self.whole(), folder, _no_report).read_bytes()

    def _file(self, url: str) -> Stream:
        return Stream(url=url, kind=StreamKind.FILE, local_allowed=True)

    def _fails(self, stream: Stream, directory: Path, kind: type[AniworldError]) -> AniworldError:
        with pytest.raises(kind) as caught:
            self.downloader().fetch(stream, directory, _no_report)
        error = caught.value
        assert error.message
        kept = error.file if isinstance(error, WrongFile) else None
        if not isinstance(error, Unavailable | RateLimited):  # what may be gone on from may stay
            assert list(directory.iterdir()) == ([kept] if kept else []), "nothing else stays"
        return error


def _no_report(_: int, __: int | None) -> None:
    """Let the job run."""
