"""The envelope that every message of the WebSocket is in."""

from datetime import datetime

from msgspec import Raw
from msgspec.json import Encoder

from aniworld_core.serde import timestamp

__all__ = ["encode", "envelope"]

_encoder = Encoder(enc_hook=str)  # keys of series, which are a kind of text


def encode(data: object) -> bytes:
    """Write the data of a message as JSON."""
    return _encoder.encode(data)


def envelope(name: str, seq: int, at: datetime, data: bytes) -> str:
    """Return a whole message around its encoded data."""
    whole = {"type": name, "timestamp": timestamp(at), "seq": seq, "data": Raw(data)}
    return _encoder.encode(whole).decode()
