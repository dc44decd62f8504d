"""The child's end of the pipes to its parent."""

import os
import sys
import threading
import time
from typing import BinaryIO, Self

from aniworld_downloaders_ytdlp.messages import Message, encode

__all__ = ["Channel"]

_INTERVAL = 0.25
"""Seconds between two messages of progress."""


class Channel:
    """Sends messages, from any thread; progress at most four times a second.

    ``rate`` is how many bytes a second the job may take now, as the parent said last; None = any number.
    """

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self.incoming = incoming
        self.rate: int | None = None
        self._lock = threading.RLock()
        self._outgoing = outgoing
        self._received = 0
        self._total: int | None = None
        self._steps = 0
        self._last = 0.0

    @classmethod
    def take_over_standard_streams(cls) -> Self:
        """Keep stdin and stdout for the messages alone.

        What else reads stdin, an ffmpeg for instance, finds it empty; prints go to stderr.
        """
        incoming = os.fdopen(os.dup(0), "rb")
        outgoing = os.fdopen(os.dup(1), "wb")
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        os.dup2(2, 1)
        sys.stdin = open(0, closefd=False)  # noqa: SIM115 - the descriptor is to stay open
        return cls(incoming, outgoing)

    def send(self, message: Message) -> None:
        """Send a message at once."""
        with self._lock:
            self._outgoing.write(encode(message))
            self._outgoing.flush()

    def begin(self) -> None:
        """Forget the progress of the job before."""
        self._received, self._total, self._steps, self._last = 0, None, 0, 0.0

    def progress(self, received: int, total: int | None) -> None:
        """Tell how much has arrived."""
        self._received, self._total = received, total
        self._tell()

    def step(self) -> None:
        """Tell that work goes on though nothing arrives."""
        self._steps += 1
        self._tell()

    def _tell(self) -> None:
        with self._lock:
            now = time.monotonic()
            if now - self._last < _INTERVAL:
                return
            self._last = now
            self.send(
                {
                    "kind": "progress",
                    "received": self._received,
                    "total": self._total,
                    "steps": self._steps,
                }
            )
