"""Whether the server answers, and how soon."""

from datetime import timedelta
from time import monotonic

from redis.exceptions import RedisError

from aniworld_core.errors import AniworldError
from aniworld_relays_redis.address import Address

__all__ = ["ping"]

_PATIENCE = 1.0
"""Seconds until a server that does not answer counts as away."""


def ping(address: Address) -> timedelta:
    """Return how long the server takes to answer once it is connected; raises AniworldError."""
    try:
        with address.client(connect=_PATIENCE, answer=_PATIENCE) as client:
            client.ping()  # connects, which is not to be measured
            began = monotonic()
            client.ping()
            return timedelta(seconds=monotonic() - began)
    except RedisError as error:
        raise AniworldError(
            f"The relay {address.name} does not answer: {error}",
            hint="Start it, or mend its address: aniw config set relay URL. Without one, other processes "
            "are seen by looking: aniw config unset relay",
        ) from error
