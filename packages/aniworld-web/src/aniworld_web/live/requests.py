"""Every message that a client may send to the WebSocket."""

from typing import Annotated

from msgspec import Meta, Struct
from msgspec.json import Decoder

from aniworld_web.live.messages import Room

__all__ = ["REQUESTS", "Batch", "Join", "Leave", "Ping", "Replay", "Request", "read"]

_NUMBER = Meta(ge=0, le=2**63 - 1)


class Join(Struct, frozen=True, forbid_unknown_fields=True, tag_field="action", tag="join"):
    """Listen to a room from now on; answered by ``joined`` with what is going on there."""

    room: Room


class Leave(Struct, frozen=True, forbid_unknown_fields=True, tag_field="action", tag="leave"):
    """Listen to a room no longer; answered by ``left``."""

    room: Room


class Replay(Struct, frozen=True, forbid_unknown_fields=True, tag_field="action", tag="replay"):
    """Get what happened after ``seq``, the last one seen before the connection was lost.

    ``rooms`` are joined first. When that is no longer known, or the ``epoch`` (from the ``hello`` of then)
    is that of another run of the server, a ``snapshot`` comes instead.
    """

    seq: Annotated[int, _NUMBER]
    epoch: Annotated[str, Meta(max_length=64)] | None = None
    rooms: Annotated[tuple[Room, ...], Meta(max_length=len(Room))] = ()


class Batch(Struct, frozen=True, forbid_unknown_fields=True, tag_field="action", tag="batch"):
    """From now on take several messages in one frame: a JSON array of envelopes."""


class Ping(Struct, frozen=True, forbid_unknown_fields=True, tag_field="action", tag="ping"):
    """Ask whether the server is there; answered by ``pong``."""


Request = Join | Leave | Replay | Batch | Ping
REQUESTS: tuple[type[Struct], ...] = (Join, Leave, Replay, Batch, Ping)
_decoder: Decoder[Request] = Decoder(Request)


def read(text: str) -> Request:
    """Read a message; raises msgspec.DecodeError, of which a ValidationError tells of good JSON."""
    return _decoder.decode(text)
