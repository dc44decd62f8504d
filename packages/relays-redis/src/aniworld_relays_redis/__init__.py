"""The relay through Redis: events reach every process that names the same server."""

from typing import TYPE_CHECKING

from aniworld_core import hookimpl

if TYPE_CHECKING:
    from aniworld_core.ports import Relay

__all__ = ["aniworld_open_relay"]


@hookimpl
def aniworld_open_relay(url: str) -> "Relay | None":
    """Open ``redis://HOST:PORT/NUMBER?prefix=NAME``, or ``rediss://`` for TLS; nothing is asked yet."""
    if not url.startswith(("redis:", "rediss:")):
        return None
    from aniworld_relays_redis.address import Address
    from aniworld_relays_redis.relay import RedisRelay

    return RedisRelay(Address.parse(url))
