"""The replica as a whole: a catalogue and its hosters, up as long as the context lasts."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from types import TracebackType
from typing import Self

from aniworld_demo.hosters.busy import rate_limited
from aniworld_demo.hosters.hidden import hidden
from aniworld_demo.hosters.plain_files import plain_files
from aniworld_demo.hosters.playlists import playlists
from aniworld_demo.loopback import Visit, serve
from aniworld_demo.site import catalogue_site

__all__ = ["Replica"]


class Replica:
    """A catalogue like aniworld.to with twelve invented series, and hosters of different tempers.

    Vidmoly serves HLS and Vidoza plain files, both in the clear; Vidoza answers its first
    ``rate_limited`` requests with 429. VOE hides its addresses, and Doodstream refuses every
    connection. ``port`` is the catalogue's (0 = any free one), ``today`` the day of its calendar
    (default: the machine's)::

        with Replica() as replica:
            config = parse({"providers": {"aniworld": {"base_url": replica.base_url}}, ...})
    """

    def __init__(self, *, port: int = 0, rate_limited: int = 2, today: date | None = None) -> None:
        self._port = port
        self._rate_limited = rate_limited
        self._today = today or datetime.now().astimezone().date()
        self._running = ExitStack()
        self.requests: list[Visit] = []
        """Every request so far, in the order of the answers."""
        self.base_url = ""
        """Where the catalogue is, without a trailing slash."""
        self.hosters: dict[str, str] = {}
        """The hosters' base URLs by name."""

    def __enter__(self) -> Self:
        with ExitStack() as starting:
            sites = {
                "VOE": hidden,
                "Vidmoly": playlists,
                "Vidoza": rate_limited(plain_files, times=self._rate_limited),
            }
            for name, site in sites.items():
                self.hosters[name] = starting.enter_context(
                    serve(site, host=name, visits=self.requests)
                )
            self.hosters["Doodstream"] = starting.enter_context(_down())
            catalogue = catalogue_site(self.hosters, today=self._today)
            self.base_url = starting.enter_context(
                serve(catalogue, host="aniworld", visits=self.requests, port=self._port)
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


@contextmanager
def _down() -> Iterator[str]:
    """Hold a port that nobody listens at, so that every connection is refused."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}"
