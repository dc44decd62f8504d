"""What every resolver and every downloader must do; inherit a class and give it its pages."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from aniworld_core.entities import GER_DUB, Link, Stream, StreamKind, Wanted
from aniworld_core.errors import (
    AniworldError,
    Blocked,
    Cancelled,
    Gone,
    NoStream,
    RateLimited,
    Unavailable,
    WrongFile,
)
from aniworld_core.ports import Downloader, Resolver
from aniworld_core.testing.hoster import Hoster

__all__ = ["DownloaderContract", "ResolverContract"]

_WANTED = Wanted(languages=(GER_DUB,))


class _OnLoopback:
    hoster: Hoster
    """A web server of the test's own."""

    @pytest.fixture(autouse=True)
    def _open_hoster(self) -> Iterator[None]:
        with Hoster() as self.hoster:
            yield


class ResolverContract(_OnLoopback):
    """Tests for a resolver, run by pytest where a test class inherits them.

    Say how the hoster's pages look; they are served on loopback. For example::

        class TestMyResolver(ResolverContract):
            def resolver(self) -> Resolver:
                return MyResolver()

            def readable_page(self) -> str:
                return f"<video src='{self.hoster.url('/v.mp4')}'></video>"

            def hidden_page(self) -> str:
                return "<div id=player></div>"

            def deleted_page(self) -> str:
                return "<h1>File was deleted</h1>"

            def link(self, url: str) -> Link:  # if the resolver knows its hoster by the link
                return Link(hoster="My hoster", language=GER_DUB, url=url)
    """

    @abstractmethod
    def resolver(self) -> Resolver:
        """Return the resolver to test."""

    @abstractmethod
    def readable_page(self) -> str:
        """Return a page that shows its stream in the clear."""

    @abstractmethod
    def hidden_page(self) -> str:
        """Return a page of an existing video that does not show its stream."""

    path: ClassVar[str] = "/e/1"
    """Where the pages are served, as addresses of the hoster end."""

    def deleted_page(self) -> str | None:
        """Return a page that says, as the hoster does, that the video was deleted.

        As it stands, None: the status alone says it.
        """
        return None

    def link(self, url: str) -> Link:
        """Return a link to a page; override it when the resolver knows its hoster by the link."""
        return Link(hoster="Example", language=GER_DUB, url=url)

    def test_it_has_a_name(self) -> None:
        """Users are told who resolved a link."""
        assert self.resolver().name

    def test_it_accepts_its_pages_and_no_other_addresses(self) -> None:
        """Accepting asks nobody and fails at nothing."""
        assert self.resolver().accepts(self._page(""))
        for url in ("", "mailto:someone", "file:///etc/hostname"):
            assert not self.resolver().accepts(self.link(url))
        assert self.hoster.asked == []

    def test_a_readable_page_gives_a_stream(self) -> None:
        """The stream is on the web and keeps the quality that was wanted."""
        stream = self.resolver().resolve(self._page(self.readable_page()), _WANTED)
        assert isinstance(stream, Stream)
        assert stream.url.startswith(("http://", "https://"))
        assert stream.quality == _WANTED.quality
        assert stream.duration is None or stream.duration > 0
        assert stream.size is None or stream.size > 0

    def test_a_hidden_stream_is_no_stream(self) -> None:
        """Nothing is guessed: a wrong file is worse than none."""
        self._fails(self._page(self.hidden_page()), NoStream)

    def test_a_deleted_video_is_gone(self) -> None:
        """The hoster's own words count, whatever the status of the page."""
        page = self.deleted_page()
        if page is None:
            pytest.skip("the hoster says it by the status: the test class has no deleted_page()")
        self._fails(self._page(page), Gone)

    def test_a_page_that_does_not_exist_is_gone(self) -> None:
        """A status says it as well."""
        self._fails(self._page(status=404), Gone)

    def test_a_fault_of_the_hoster_is_unavailable(self) -> None:
        """It may work later."""
        self._fails(self._page(status=500), Unavailable)

    def test_a_refusal_is_blocked(self) -> None:
        """It is not tried again."""
        self._fails(self._page(status=403), Blocked)

    def test_a_hoster_that_wants_a_pause_gets_it(self) -> None:
        """How long is told to who asked."""
        error = self._fails(self._page(status=429, headers={"Retry-After": "7"}), RateLimited)
        assert isinstance(error, RateLimited)
        assert error.retry_after == timedelta(seconds=7)

    def test_after_failures_it_still_works(self) -> None:
        """A resolver is kept for the life of the program."""
        resolver = self.resolver()
        with pytest.raises(AniworldError):
            resolver.resolve(self._page(self.hidden_page()), _WANTED)
        assert resolver.resolve(self._page(self.readable_page()), _WANTED).url

    def _page(
        self, text: str = "", *, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> Link:
        return self.link(self.hoster.put(self.path, text, status=status, headers=headers))

    def _fails(self, link: Link, kind: type[AniworldError]) -> AniworldError:
        with pytest.raises(kind) as caught:
            self.resolver().resolve(link, _WANTED)
        assert caught.value.message
        return caught.value


class DownloaderContract(_OnLoopback):
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
        """Report is called all the same, and what it raises ends the job and its leftovers."""
        calls = 0

        def stop(_: int, __: int | None) -> None:
            nonlocal calls
            calls += 1
            if calls == 3:
                raise Cancelled("Stopped by the test.")

        with pytest.raises(Cancelled):
            self.downloader().fetch(self.endless(), tmp_path, stop)
        assert list(tmp_path.iterdir()) == []

    def test_after_failures_it_still_works(self, tmp_path: Path) -> None:
        """A downloader is kept for the life of the program."""
        downloader = self.downloader()
        with pytest.raises(WrongFile):
            downloader.fetch(self.page(), tmp_path, _no_report)
        assert downloader.fetch(self.whole(), tmp_path, _no_report).is_file()

    def _file(self, url: str) -> Stream:
        return Stream(url=url, kind=StreamKind.FILE)

    def _fails(self, stream: Stream, directory: Path, kind: type[AniworldError]) -> AniworldError:
        with pytest.raises(kind) as caught:
            self.downloader().fetch(stream, directory, _no_report)
        assert caught.value.message
        assert list(directory.iterdir()) == [], "nothing that could be taken for a video stays"
        return caught.value


def _no_report(_: int, __: int | None) -> None:
    """Let the job run."""
