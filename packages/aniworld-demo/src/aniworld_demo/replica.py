"""The replica as a whole: two catalogues and their hosters, up as long as the context lasts."""

import socket
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from types import TracebackType
from typing import Any, Self

from aniworld_demo.answers import Site
from aniworld_demo.catalogue import Show, Shows, numbered, shows
from aniworld_demo.hosters.busy import rate_limited
from aniworld_demo.hosters.hidden import hidden
from aniworld_demo.hosters.plain_files import plain_files
from aniworld_demo.hosters.playlists import playlists
from aniworld_demo.loopback import Visit, serve
from aniworld_demo.sites.aniworld import AniworldSite
from aniworld_demo.sites.sto import StoSite
from aniworld_demo.tokens import Tokens

__all__ = ["Replica", "provider_settings"]

_FIRST_IDS = {"aniworld": 100_001, "sto": 500_001}


def provider_settings(base_urls: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings ``providers`` by which sites on this machine are read fast."""
    here = {
        "requests_per_second": 500.0,
        "requests_per_hour": 1_000_000,
        "concurrency": 4,
        "local_addresses": True,
    }
    return {name: {"base_url": url, **here} for name, url in base_urls.items()}


class Replica:
    """Catalogues like aniworld.to and serienstream.to, and hosters of different tempers.

    Vidmoly serves HLS and Vidoza plain files, both in the clear; Vidoza answers its first
    ``rate_limited`` requests with 429. VOE hides its addresses, and Doodstream refuses every
    connection. ``port`` is the first catalogue's, the second one has the next (0 = any free ones),
    ``today`` the day of their lists (default: the machine's)::

        with Replica() as replica:
            config = parse({"providers": provider_settings(replica.base_urls), ...})

    On the second site a play link is good for ``token_life`` seconds, and after ``gate_after`` of them
    (None = never) a gate is in the way. ``catalogues`` puts other series in the place of a site's own, by
    its provider's name; the hosters have no videos of them.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        rate_limited: int = 2,
        today: date | None = None,
        token_life: float = 60.0,
        gate_after: int | None = None,
        catalogues: Mapping[str, Iterable[Show]] | None = None,
    ) -> None:
        self._port = port
        self._rate_limited = rate_limited
        self._today = today or datetime.now().astimezone().date()
        self._tokens = Tokens(token_life)
        self._gate_after = gate_after
        self._catalogues = catalogues or {}
        self._running = ExitStack()
        self.requests: list[Visit] = []
        """Every request so far, in the order of the answers."""
        self.base_urls: dict[str, str] = {}
        """Where the catalogues are, by the names of their providers, without a trailing slash."""
        self.hosters: dict[str, str] = {}
        """The hosters' base URLs by name."""

    @property
    def base_url(self) -> str:
        """Where the first catalogue is, the one like aniworld.to."""
        return self.base_urls["aniworld"]

    def environment(self) -> dict[str, str]:
        """Return the variables by which the program reads these catalogues, and no other site."""
        return {
            f"ANIWORLD_PROVIDERS__{name}__{setting}".upper(): str(value).lower()
            for name, section in provider_settings(self.base_urls).items()
            for setting, value in section.items()
        }

    def __enter__(self) -> Self:
        with ExitStack() as starting:
            hosters: dict[str, Site] = {
                "VOE": hidden,
                "Vidmoly": playlists,
                "Vidoza": rate_limited(plain_files, times=self._rate_limited),
            }
            for name, site in hosters.items():
                self.hosters[name] = starting.enter_context(
                    serve(site, host=name, visits=self.requests)
                )
            self.hosters["Doodstream"] = starting.enter_context(_down())
            for number, (name, site) in enumerate(self._sites().items()):
                port = self._port and self._port + number
                self.base_urls[name] = starting.enter_context(
                    serve(site, host=name, visits=self.requests, port=port)
                )
            self._running = starting.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._running.close()

    def _sites(self) -> dict[str, Site]:
        return {
            "aniworld": AniworldSite(
                shows=self._shows("aniworld"), hosters=self.hosters, today=self._today
            ),
            "sto": StoSite(
                shows=self._shows("sto"),
                hosters=self.hosters,
                today=self._today,
                tokens=self._tokens,
                gate_after=self._gate_after,
            ),
        }

    def _shows(self, site: str) -> Shows:
        if site in self._catalogues:
            return numbered(self._catalogues[site], first=_FIRST_IDS[site])
        return shows(site)


@contextmanager
def _down() -> Iterator[str]:
    """Hold a port that nobody listens at, so that every connection is refused."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}"
