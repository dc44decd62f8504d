"""Replacing bytes in an MPEG transport stream (ITU-T H.222.0) across its packets' bounds."""

from collections.abc import Mapping

__all__ = ["replaced"]

_PACKET = 188


def replaced(stream: bytes, old: bytes, new: bytes) -> bytes:
    """Return the stream with ``old`` replaced by ``new``, of the same length, in every payload."""
    result = bytearray(stream)
    for places in _payloads(stream).values():
        payload = bytes(stream[place] for place in places)
        found = payload.find(old)
        while found >= 0:
            for place, byte in zip(places[found:], new, strict=False):
                result[place] = byte
            found = payload.find(old, found + len(old))
    return bytes(result)


def _payloads(stream: bytes) -> Mapping[int, list[int]]:
    """Map every packet id to the places of its payload's bytes."""
    places: dict[int, list[int]] = {}
    for start in range(0, len(stream), _PACKET):
        pid = int.from_bytes(stream[start + 1 : start + 3]) & 0x1FFF
        control = stream[start + 3] >> 4
        skipped = 4 + (1 + stream[start + 4] if control & 0b10 else 0)
        if control & 0b01:
            places.setdefault(pid, []).extend(range(start + skipped, start + _PACKET))
    return places
