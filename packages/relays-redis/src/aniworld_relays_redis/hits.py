"""Counts what may happen only so often in all processes, by the server's clock and in one step."""

import logging
from collections.abc import Collection, Mapping
from datetime import timedelta
from time import monotonic
from typing import cast

from redis.exceptions import RedisError

from aniworld_relays_redis.address import Address
from aniworld_relays_redis.outage import pause

__all__ = ["Hits"]

_HURRY = 0.4
"""Seconds to connect, and again to answer: a login that waits for both must not wait for one second."""

_log = logging.getLogger(__name__)

# Each name is a sorted set of its hits by the server's milliseconds. A library for limits would go by the
# clock of whoever asks, and count one name after the other.
_HIT = """
local time = redis.call('TIME')
local now, window, wait = time[1] * 1000 + math.floor(time[2] / 1000), tonumber(ARGV[2]), 0
for number, key in ipairs(KEYS) do
    local most = tonumber(ARGV[number + 2])
    redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
    if redis.call('ZCARD', key) >= most then
        local goes = redis.call('ZRANGE', key, -most, -most, 'WITHSCORES')[2]
        wait = math.max(wait, math.min(goes + window - now, window))
    end
end
if wait == 0 then
    for _, key in ipairs(KEYS) do
        redis.call('ZADD', key, now, ARGV[1])
        redis.call('PEXPIRE', key, window)
    end
end
return wait
"""


class Hits:
    """The hits of one prefix; any thread may ask. A server that is away is left alone for a moment."""

    def __init__(self, address: Address) -> None:
        self._client = address.client(connect=_HURRY, answer=_HURRY)
        self._prefix = f"{address.prefix}:hits:"
        self._server = address.name
        self._failures = 0
        self._next_try = 0.0
        self._closed = False

    def hit(self, id: str, most: Mapping[str, int], window: timedelta) -> timedelta | None:
        """Count a hit unless there are too many; None while the server is away."""
        millis = round(window.total_seconds() * 1000)
        if self._rests():
            return None
        try:
            wait = self._client.eval(
                _HIT, len(most), *map(self._key, most), id, millis, *most.values()
            )
        except RedisError as error:
            self._note(error)
            return None
        self._note(None)
        return timedelta(milliseconds=cast("int", wait))

    def take_back(self, id: str, names: Collection[str]) -> None:
        """Let a hit no longer count; while the server is away it counts until its window is over."""
        if self._rests():
            return
        try:
            with self._client.pipeline() as commands:
                for name in names:
                    commands.zrem(self._key(name), id)
                commands.execute()
        except RedisError as error:
            self._note(error)
        else:
            self._note(None)

    def close(self) -> None:
        """Count no more, and let go of the connections."""
        self._closed = True
        self._client.close()

    def _key(self, name: str) -> str:
        return self._prefix + name

    def _rests(self) -> bool:
        return self._closed or monotonic() < self._next_try

    def _note(self, error: RedisError | None) -> None:
        # Not told together with the outage of events: it may be long until the next one is counted.
        before = self._failures
        if error is None:
            self._failures = 0
            if before:
                _log.info("the relay %s counts again", self._server)
            return
        self._failures = before + 1
        self._next_try = monotonic() + pause(self._failures)
        if not before:
            _log.warning(
                "the relay %s does not count, so each process keeps its own limits: %s",
                self._server,
                error,
            )
