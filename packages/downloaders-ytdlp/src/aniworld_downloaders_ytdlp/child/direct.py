"""Fetches a plain file in our own loop, so that each byte is accounted for.

What was fetched before is gone on from only if the hoster proves that it still sends the same file: by
answering to If-Range with the part that was asked for, and with the bytes before it as we have them.
"""

import shutil
import sys
import time
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aniworld_core.errors import DownloadError, Unavailable, WrongFile
from aniworld_core.sizes import size as octets
from aniworld_downloaders_ytdlp.child.answers import read_range, version_of
from aniworld_downloaders_ytdlp.child.channel import Channel
from aniworld_downloaders_ytdlp.child.engine import StrictEngine, pause
from aniworld_downloaders_ytdlp.child.flow import too_large
from aniworld_downloaders_ytdlp.child.outcomes import by_status, unreachable
from aniworld_downloaders_ytdlp.child.partial import Partial, Version
from aniworld_downloaders_ytdlp.child.ytdlp import HTTPError, Request, TransportError
from aniworld_downloaders_ytdlp.messages import Message
from aniworld_downloaders_ytdlp.verification import container

__all__ = ["DirectFile"]

_BLOCK = 512 * 1024
_OVERLAP = 16 * 1024
"""Bytes that are fetched again and compared when a file is gone on from."""

_HEAD = 512
_PROGRESS = 1024**2
"""Bytes after which the hoster is believed to work again, and its faults are counted anew."""

_PER_SECOND = 16 * 1024**2
"""Bytes that a second of video has at most (the best disks have 128 Mbit/s)."""

_HINT = "Take another hoster."


class _Cut(Exception):
    """The connection ended before the file did."""


class _Other(Exception):
    """What the hoster sends is not what it sent before."""


class DirectFile:
    """One file of one job; :meth:`fetch` returns when all of it is on the disk."""

    def __init__(self, engine: StrictEngine, job: Message, channel: Channel) -> None:
        self._engine = engine
        self._job = job
        self._channel = channel
        parts = urlsplit(job["url"])
        self.measured = True
        """Whether the hoster said where the file ends, so that one that breaks off can be told."""
        # Without what follows the question mark: there the hoster puts what is new each time.
        self.partial = Partial(
            Path(job["directory"]), f"{parts.scheme}://{parts.netloc}{parts.path}"
        )

    def fetch(self) -> Path:
        """Fetch the file, or the rest of it; raises what it comes to otherwise."""
        self.partial.take_up()
        self._channel.begin()
        try:
            self._fetch()
            self.partial.finish()
        except BaseException:
            self.partial.leave()
            raise
        return self.partial.path

    def _fetch(self) -> None:
        faults = 0
        while True:
            before = self.partial.size
            try:
                self._attempt()
            except _Other:
                self.partial.begin(Version(size=None))
                fault: Unavailable = Unavailable(
                    "The hoster sends another file each time it is asked.", hint=_HINT
                )
            except _Cut:
                fault = _broken_off(self.partial)
            except HTTPError as error:
                fault = by_status(error)  # type: ignore[assignment] # the others were raised by the engine
            except TransportError as error:
                fault = unreachable(error)
            else:
                sys.audit("aniworld.reached", "last-byte")
                return
            faults = 1 if self.partial.size - before >= _PROGRESS else faults + 1
            if faults > self._job["retries"] or fault.retry_after is not None:
                raise fault
            time.sleep(pause(faults - 1))

    def _attempt(self) -> None:
        start = self.partial.size - _OVERLAP
        start = max(0, start)
        headers = {**self._job["headers"], "Accept-Encoding": "identity"}
        if start:
            headers["Range"] = f"bytes={start}-"
            if self.partial.version.validator:
                headers["If-Range"] = self.partial.version.validator
        with self._open(Request(self._job["url"], headers=headers), start) as answer:
            try:
                self._receive(answer, start)
            except TransportError as error:
                raise _Cut from error

    def _receive(self, answer: Any, start: int) -> None:
        if start and answer.status == HTTPStatus.PARTIAL_CONTENT:
            self._go_on(answer, start)
        elif answer.status == HTTPStatus.OK:
            self._begin(answer)
        else:
            raise _Other
        self._read(answer)

    def _open(self, request: Any, start: int) -> Any:
        try:
            return self._engine.urlopen(request)
        except HTTPError as error:
            if start and error.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                raise _Other from error
            raise

    def _begin(self, answer: Any) -> None:
        version = version_of(answer.headers)
        self._check_announced(version.size)
        self.measured = answer.measured
        self.partial.begin(version)
        head = b""
        while len(head) < _HEAD and (block := answer.read(_HEAD - len(head))):
            head += block
        if head:
            container(head)  # a web page need not be fetched to its end
        self.partial.write(head)

    def _go_on(self, answer: Any, start: int) -> None:
        """Check that the rest is of the same file; raises _Other when it is not."""
        span = read_range(answer.headers.get("Content-Range"))
        known, told = self.partial.version, version_of(answer.headers)
        if span is None or span != (start, known.size):
            raise _Other
        if told.validator and known.validator and told.validator != known.validator:
            raise _Other
        self._check_room(known.size, self.partial.size)
        ours = self.partial.read(start, self.partial.size - start)
        while ours:
            block = answer.read(len(ours))
            if not block:
                raise _Cut
            if not ours.startswith(block):
                raise _Other
            ours = ours[len(block) :]

    def _read(self, answer: Any) -> None:
        partial, channel = self.partial, self._channel
        total = partial.version.size
        channel.progress(partial.size, total)
        while block := answer.read(_BLOCK):
            partial.write(block)
            channel.progress(partial.size, total)
            if total is not None and partial.size > total:
                raise _Other
        if partial.size == 0 or (total is not None and partial.size < total):
            raise _Cut

    def _check_announced(self, size: int | None) -> None:
        """Refuse by its announced size what could not be the episode."""
        expected, duration = self._job["size"], self._job["duration"]
        most = self._job["max_size"]
        if duration:
            most = min(most, max(int(duration * _PER_SECOND), 64 * 1024**2))
        self._engine.flow.limit(most)
        if size is None:
            return
        if expected is not None and size != expected:
            raise WrongFile(f"The hoster announces {size} bytes instead of {expected}.", hint=_HINT)
        if size < self._job["min_size"]:
            raise WrongFile(
                f"The hoster announces {size} bytes, too few for an episode.", hint=_HINT
            )
        if size > most:
            raise too_large(most)
        self._check_room(size, 0)

    def _check_room(self, size: int | None, there: int) -> None:
        free = shutil.disk_usage(self._job["directory"]).free
        if size is not None and size - there > free:
            # Not NoSpace, which stops all downloads: a hoster may announce what it likes.
            raise DownloadError(
                f"The disk has {octets(free)} free, and {octets(size - there)} are to come.",
                hint="Make room, then retry it.",
            )


def _broken_off(partial: Partial) -> Unavailable:
    total = partial.version.size
    of = "" if total is None else f" of {total}"
    return Unavailable(
        f"The hoster broke off after {partial.size}{of} bytes.",
        hint="It is tried again later; check the network if this stays.",
    )
