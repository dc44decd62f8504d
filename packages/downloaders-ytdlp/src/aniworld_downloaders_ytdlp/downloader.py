"""The downloader: a child process fetches and checks, this one watches over it."""

import time
from contextlib import suppress
from pathlib import Path

from aniworld_core.entities import Stream, StreamKind
from aniworld_core.errors import Unavailable
from aniworld_core.ports import Report
from aniworld_downloaders_ytdlp import ffmpeg
from aniworld_downloaders_ytdlp.messages import Message, error_from
from aniworld_downloaders_ytdlp.options import Options
from aniworld_downloaders_ytdlp.pool import Pool
from aniworld_downloaders_ytdlp.worker import Worker
from aniworld_downloaders_ytdlp.workspace import clear, held

__all__ = ["YtdlpDownloader"]

_PULSE = 0.5
"""Seconds between two calls of ``report`` while nothing arrives."""


class YtdlpDownloader:
    """Downloads files, HLS and DASH; what it returns was demuxed to the end by ffmpeg."""

    name = "ytdlp"

    def __init__(self, options: Options, pool: Pool) -> None:
        self._options = options
        self._pool = pool

    def accepts(self, stream: Stream) -> bool:
        """Accept every address on the web."""
        return stream.url.startswith(("http://", "https://"))

    def fetch(self, stream: Stream, directory: Path, report: Report) -> Path:
        """Download and verify in a child; what a stop leaves of a file is gone on from the next time."""
        request = self._request(stream, directory)
        request["rate"] = report(0, None)
        try:
            with self._pool.job(request) as worker:
                answer = self._watch(worker, directory, report, request["rate"])
        except BaseException:
            if stream.kind is not StreamKind.FILE:
                _clear(directory)  # the child was killed and could not
            raise
        if answer["kind"] == "error":
            raise error_from(answer)
        path = Path(answer["path"])
        size = path.stat().st_size
        report(size, size)
        return path

    def _request(self, stream: Stream, directory: Path) -> Message:
        return {
            "kind": "fetch",
            "url": stream.url,
            "stream": stream.kind.value,
            "headers": dict(stream.headers),
            "duration": stream.duration,
            "size": stream.size,
            "quality": stream.quality,
            "directory": str(directory),
            "ffmpeg": ffmpeg.find(self._options.ffmpeg),
            "retries": self._options.retries,
            "connections": self._options.connections,
            "min_size": self._options.min_size,
            "max_size": self._options.max_size,
            "min_speed": self._options.min_speed,
            "patience": self._options.stall_timeout,
            "local_allowed": stream.local_allowed,
        }

    def _watch(self, worker: Worker, directory: Path, report: Report, rate: int | None) -> Message:
        received, total, steps = 0, None, 0
        seen: object = None
        alive = time.monotonic()
        while True:
            message = worker.next(_PULSE)
            if message is not None and message["kind"] in {"done", "error"}:
                return message
            if message is not None:
                received, total, steps = message["received"], message["total"], message["steps"]
            allowed = report(received, total)
            if allowed != rate:
                rate = allowed
                worker.send({"kind": "rate", "rate": rate})
            # While ffmpeg joins pieces nothing is received, but its output grows.
            now = (received, steps, _occupied(directory))
            if now != seen:
                seen, alive = now, time.monotonic()
            elif time.monotonic() - alive > self._options.stall_timeout:
                raise Unavailable(
                    f"The download stood still: no data for {self._options.stall_timeout:g} s.",
                    hint="It is tried again later; another hoster may be faster.",
                )


def _occupied(directory: Path) -> int:
    size = 0
    with suppress(OSError):  # files come and go below our eyes; the child tells of a lost disk
        for entry in directory.iterdir():
            size += entry.stat().st_size
    return size


def _clear(directory: Path) -> None:
    with suppress(OSError, Unavailable), held(directory, patience=0):
        clear(directory)
