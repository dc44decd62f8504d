"""What every resolver must do; inherit the class and give it its pages."""

from abc import abstractmethod
from collections.abc import Mapping
from datetime import timedelta
from typing import ClassVar

import pytest
from attrs import evolve

from aniworld_core.entities import GER_DUB, Link, Stream, Wanted
from aniworld_core.errors import (
    AniworldError,
    Blocked,
    Gone,
    NoStream,
    RateLimited,
    Unavailable,
)
from aniworld_core.ports import Resolver
from aniworld_core.testing.media_contract.loopback import OnLoopback

__all__ = ["ResolverContract"]

_WANTED = Wanted(languages=(GER_DUB,))


class ResolverContract(OnLoopback):
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
                return Link(hoster="Mine", language=GER_DUB, url=url, local_allowed=True)
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
        return Link(hoster="Example", language=GER_DUB, url=url, local_allowed=True)

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
        assert stream.local_allowed, "what the link's provider allows goes for the stream, too"
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

    def test_a_page_in_the_local_network_is_not_asked_for(self) -> None:
        """A site could else make this program ask the user's router; the tests' hoster is local, too."""
        link = evolve(self._page(self.readable_page()), local_allowed=False)
        self._fails(link, Blocked)
        assert self.hoster.asked == []

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
