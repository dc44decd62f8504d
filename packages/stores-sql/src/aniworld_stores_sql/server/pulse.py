"""Whether an idle connection of the pool is still there, mostly without asking the server."""

import select
from collections.abc import Callable
from time import monotonic
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import InvalidatePoolError

__all__ = ["keep_alive"]

_LONG = 30.0
"""Seconds after which an idle connection is asked: a host that is gone says no word."""

_SINCE = "aniworld idle since"


def keep_alive(engine: Engine, socket: Callable[[Any], int]) -> None:
    """Let no connection be used that ended while it was idle; ``socket`` tells its file descriptor.

    Who says nothing is taken for alive: a server that ends a connection says so, and to ask before every
    transaction costs as much as a transaction.
    """

    def rest(_: object, record: Any) -> None:
        record.info[_SINCE] = monotonic()

    def look(connection: Any, record: Any, _: object) -> None:
        since = record.info.get(_SINCE)
        if since is None:  # it was made just now
            return
        try:
            suspect = monotonic() - since > _LONG or _has_word(socket(connection))
            alive = not suspect or engine.dialect.do_ping(connection)
        except (OSError, engine.dialect.loaded_dbapi.Error):
            alive = False
        if not alive:
            raise InvalidatePoolError

    event.listen(engine, "checkin", rest)
    event.listen(engine, "checkout", look)


def _has_word(descriptor: int) -> bool:
    """Tell whether something came that nobody asked for: a farewell, or only a notice."""
    if hasattr(select, "poll"):  # Windows has none, but a select() that takes every number
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        return bool(poll.poll(0))
    return bool(select.select([descriptor], [], [], 0)[0])
