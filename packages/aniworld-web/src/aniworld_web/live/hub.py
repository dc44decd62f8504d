"""Carries what happens from the threads where it happens to everybody who is connected."""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable
from contextlib import suppress

from starlette.concurrency import run_in_threadpool

from aniworld_core.errors import StoreError
from aniworld_core.events import Event
from aniworld_core.library import Library
from aniworld_web.caller import Caller
from aniworld_web.live.client import Client
from aniworld_web.live.feed import Feed
from aniworld_web.live.log import Log
from aniworld_web.live.scribe import STEP, News, Scribe

__all__ = ["Hub"]

_log = logging.getLogger(__name__)

_WATCH = 2.0
"""Seconds between two looks at the clients: whose session is over, and who reads no more."""

_PATIENCE = 60.0
"""Seconds a client may take to read what it is sent."""

_OVER, _GOING_AWAY = 4401, 1001
"""Close codes: the session is over (as HTTP's 401), and the server ends."""


class Hub:
    """A sink for every event, which any thread may call: it never waits and never fails.

    ``library`` and ``running`` (whether the queue is worked on) are asked in a thread of its own.
    ``counts`` tells, blocking, whether a caller may still listen.
    """

    def __init__(
        self,
        *,
        library: Callable[[], Library],
        running: Callable[[], bool],
        counts: Callable[[Caller], bool],
        watch: float = _WATCH,
        patience: float = _PATIENCE,
    ) -> None:
        self.feed = Feed(Log())
        self._library = library
        self._running = running
        self._counts = counts
        self._watch = watch
        self._patience = patience
        self._clients: set[Client] = set()
        self._scribe: Scribe | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ending = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None

    def __call__(self, event: Event) -> None:
        """Take an event."""
        scribe = self._scribe
        if scribe is not None:
            scribe.tell(event)

    def look(self) -> None:
        """Look at the queue's status soon: the work on it began or ended."""
        scribe = self._scribe
        if scribe is not None:
            scribe.look()

    def open(self) -> None:
        """Begin to carry events to the running event loop."""
        # So a number of an earlier run is, as a rule, before those of this one, and known to be old; and one
        # of another process that runs now is none of these, also where a client names no epoch.
        start = time.time_ns() // 1_000_000 * STEP + secrets.randbelow(STEP)
        self.feed = Feed(Log(start=start, step=STEP))
        self._loop = asyncio.get_running_loop()
        self._ending = asyncio.Event()
        self._scribe = Scribe(
            library=self._library,
            running=self._running,
            deliver=self._deliver,
            listened=lambda: bool(self._clients),
            start=start,
        )
        self._scribe.start()
        self._watching = asyncio.create_task(self._watch_clients())

    async def close(self) -> None:
        """End every connection and hear no more; returns when the store is no longer used."""
        scribe, self._scribe = self._scribe, None
        self._ending.set()
        for client in self._clients:
            client.end(_GOING_AWAY, "The server ends.")
        if self._watching is not None:
            await self._watching
        if scribe is not None:
            await asyncio.to_thread(scribe.close)

    async def serve(self, client: Client) -> None:
        """Speak with a client until its connection is over."""
        self._clients.add(client)
        self.feed.readers.add(client)
        self.look()
        try:
            await client.serve()
        finally:
            self._clients.discard(client)
            self.feed.readers.discard(client)

    def _deliver(self, news: News) -> None:
        loop, feed = self._loop, self.feed
        if loop is None:
            return
        try:
            loop.call_soon_threadsafe(feed.take, news)
        except RuntimeError:  # the loop is closed: nobody is left to be told
            return

    async def _watch_clients(self) -> None:
        while not await self._ends_within(self._watch):
            now = asyncio.get_running_loop().time()
            for client in self._clients:
                if client.sending_for(now) > self._patience:
                    client.abandon()
            gone = await run_in_threadpool(self._gone, {one.caller for one in self._clients})
            for client in self._clients:
                if client.caller in gone:
                    client.end(_OVER, "The session is over.")

    async def _ends_within(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ending.wait(), seconds)
        return self._ending.is_set()

    def _gone(self, callers: set[Caller]) -> set[Caller]:
        try:
            return {caller for caller in callers if not self._counts(caller)}
        except StoreError as error:
            _log.warning("it could not be read whose session is over: %s", error.message)
        except Exception:  # noqa: BLE001 - whatever is wrong now, sessions that end later end here too
            _log.exception("it could not be found out whose session is over")
        return set()
