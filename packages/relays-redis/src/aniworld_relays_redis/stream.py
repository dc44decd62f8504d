"""The stream in which events meet: the only place that speaks Redis."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from redis import Redis

__all__ = ["BEGINNING", "Message", "Place", "Stream"]

Message = Mapping[str, str]
"""The fields of an entry."""

Place = tuple[int, int]
"""An entry's milliseconds and its number within them; greater is later."""

BEGINNING: Place = (0, 0)
"""The place before the first entry."""

_LENGTH = 10_000
"""Entries that are kept, about: minutes of a busy library."""

_KEPT = 3600
"""Seconds until a stream that nobody writes to any more is gone."""

_AT_ONCE = 500
"""Entries that are read at once."""

_BLOCK = 500
"""Milliseconds that a read waits for news; so long may a close take, too."""


class Stream:
    """One connection to the stream of a prefix, for one thread; everything raises RedisError."""

    def __init__(self, client: Redis, prefix: str) -> None:
        self._client = client
        self._key = f"{prefix}:events"

    def append(self, messages: Sequence[Message]) -> None:
        """Add messages at the end; where that fails, some of them may be there."""
        with self._client.pipeline(transaction=False) as commands:
            for message in messages:
                fields = cast("dict[Any, Any]", message)
                commands.xadd(self._key, fields, maxlen=_LENGTH, approximate=True)
            commands.expire(self._key, _KEPT)
            commands.execute()

    def after(self, place: Place) -> Sequence[tuple[Place, Message]]:
        """Return what comes after a place, or nothing after half a second."""
        found: Any = self._client.xread({self._key: _text(place)}, count=_AT_ONCE, block=_BLOCK)
        return [(_place(id), fields) for _, entries in found for id, fields in entries]

    def newest(self) -> Place:
        """Return the place of the last entry, or the beginning where there is none."""
        found = cast("list[tuple[str, Message]]", self._client.xrevrange(self._key, count=1))
        return _place(found[0][0]) if found else BEGINNING

    def now(self) -> int:
        """Return the server's time in milliseconds, which places are made of."""
        seconds, micros = self._client.time()
        return seconds * 1000 + micros // 1000

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()


def _place(text: str) -> Place:
    millis, _, number = text.partition("-")
    return int(millis), int(number)


def _text(place: Place) -> str:
    return f"{place[0]}-{place[1]}"
