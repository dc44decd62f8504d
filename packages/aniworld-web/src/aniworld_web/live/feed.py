"""What all clients read: the log, and what of it comes next for those who are in step."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from msgspec import Raw

from aniworld_core.clock import utc_now
from aniworld_web.live.encoding import encode, envelope
from aniworld_web.live.log import Entry, Log
from aniworld_web.live.messages import Room, mask
from aniworld_web.live.scribe import News
from aniworld_web.live.telling import QUEUE, SCAN

__all__ = ["Feed", "Frame", "Reader"]

Frame = Mapping[str, Any]
"""A text message as ASGI sends it; the same object goes to everybody."""

_STEP = 256
"""Entries, at most, that a client is given at once: together less than clients take as one frame."""

_MEMORY = 512
"""Different steps that are kept ready until the next news."""


class Reader(Protocol):
    """Somebody who wants to know when there is something new."""

    def wake(self) -> None:
        """Look at the feed."""
        ...


class Feed:
    """The log with its readers; everything happens on the event loop.

    A client is a number in the log and its rooms, nothing more. What comes next for such a pair is made
    once: as long as clients keep up they are all at the same place.
    """

    def __init__(self, log: Log) -> None:
        self.epoch = secrets.token_hex(8)
        self.readers: set[Reader] = set()
        self._log = log
        self._steps: dict[tuple[int, int, bool], tuple[Sequence[Frame], int]] = {}
        self._states: dict[int, bytes] = {}

    @property
    def head(self) -> int:
        """The number of what happened last."""
        return self._log.head

    def take(self, news: News) -> None:
        """Add what happened and wake everybody."""
        if news.lost is not None:
            self._log.forget(news.lost)
        for entry in news.entries:
            self._log.append(entry)
        self._steps.clear()
        self._states.clear()
        for reader in self.readers:
            reader.wake()

    def holds(self, seq: int, epoch: str | None = None) -> bool:
        """Tell whether a client can go on from a number of an epoch (None = this one)."""
        return epoch in {None, self.epoch} and self._log.holds(seq)

    def step(self, seq: int, rooms: int, *, batch: bool) -> tuple[Sequence[Frame], int]:
        """Return the next frames for a place in the log, and the place after them."""
        place = (seq, rooms, batch)
        step = self._steps.get(place)
        if step is None:
            entries, after = self._log.since(seq, rooms, _STEP)
            step = _frames(entries, batch=batch), after
            if len(self._steps) < _MEMORY:
                self._steps[place] = step
        return step

    def state(self, rooms: Sequence[Room]) -> bytes:
        """Return what is going on in rooms, as the data of a ``snapshot``."""
        bits = mask(*rooms)
        state = self._states.get(bits)
        if state is None:
            state = self._states[bits] = self._state(rooms, bits)
        return state

    def say(self, name: str, seq: int, data: bytes) -> Frame:
        """Return a message for one client, which stands at a number."""
        return _frame(envelope(name, seq, utc_now(), data))

    def _state(self, rooms: Sequence[Room], bits: int) -> bytes:
        current = {entry.slot: Raw(entry.data) for entry in self._log.current(bits)}
        scan, queue = current.pop(SCAN, None), current.pop(QUEUE, None)
        state: dict[str, object] = {"rooms": rooms}
        if Room.DOWNLOAD_PROGRESS in rooms:
            state["downloads"] = list(current.values())
        if Room.SCAN_PROGRESS in rooms:
            state["scan"] = scan
        if Room.QUEUE in rooms:
            state["queue_status"] = queue
        return encode(state)


def _frames(entries: Sequence[Entry], *, batch: bool) -> Sequence[Frame]:
    if batch and len(entries) > 1:
        return (_frame(f"[{','.join(entry.text for entry in entries)}]"),)
    return tuple(_frame(entry.text) for entry in entries)


def _frame(text: str) -> Frame:
    return {"type": "websocket.send", "text": text}
