"""The contract of a provider over a site that it runs itself, on loopback."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import ClassVar

import pytest

from aniworld_core.errors import Blocked, LayoutChanged, ProviderError, RateLimited, Unavailable
from aniworld_core.ports import Provider
from aniworld_core.testing.hoster import Hoster
from aniworld_core.testing.provider_contract.contract import ProviderContract

__all__ = ["SiteContract"]


class SiteContract(ProviderContract):
    """The whole contract for a site whose pages are known: nothing of it is skipped.

    Say what the site serves and how the provider of an address is made. For example::

        class TestMySite(SiteContract):
            query = "lantern"
            ref = "lantern-street"
            episode = EpisodeId(1, 1)
            pages = {
                "/search": "[]",
                "/search?q=lantern": '[{"slug": "lantern-street", "name": "Lantern Street"}]',
                "/series/lantern-street": Path("series.json").read_bytes(),
            }

            def make(self, url: str) -> Provider:
                return MySite(Client(SiteConfig(base_url=url, requests_per_second=1000, backoff=0)))

    What stands nowhere in ``pages`` is answered with 404. ``site`` tells what was asked.
    """

    site: Hoster
    """The site, while a test runs."""

    pages: ClassVar[Mapping[str, str | bytes]]
    """What the site serves, by path: with a query for that one alone, without for any other."""

    challenge: ClassVar[str] = "<html><title>Just a moment...</title>Solve the captcha.</html>"
    """What the site shows, with a good status, instead of any page to whom it does not trust."""

    other_layout: ClassVar[str] = "<html><body><h1>Everything is new here</h1></body></html>"
    """A whole page that the provider cannot know."""

    @abstractmethod
    def make(self, url: str) -> Provider:
        """Return the provider of the site at ``url``, which has no slash at its end."""

    @pytest.fixture
    def provider(self) -> Iterator[Provider]:
        """Give each test a site and a provider of its own."""
        with Hoster() as self.site:
            for path, body in self.pages.items():
                self.site.put(path, body)
            yield self.make(self.site.url(""))

    def fail(self, error: type[ProviderError]) -> bool:
        """Answer everything the way that means this error."""
        if error is Unavailable:
            self.site.put_everywhere(status=503)
        elif error is RateLimited:
            self.site.put_everywhere(status=429, headers={"Retry-After": "3600"})
        elif error is Blocked:
            self.site.put_everywhere(self.challenge)
        elif error is LayoutChanged:
            self.site.put_everywhere(self.other_layout)
        else:
            return False
        return True

    def requests(self) -> int:
        """Count what the site was asked."""
        return len(self.site.asked)

    def contents(self) -> Mapping[str, bytes]:
        """Return the pages."""
        return {
            path: body.encode() if isinstance(body, str) else body
            for path, body in self.pages.items()
        }

    def serve(self, name: str, body: bytes) -> None:
        """Serve something else at a path."""
        self.site.put(name, body)
