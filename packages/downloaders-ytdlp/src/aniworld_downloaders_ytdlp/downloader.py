"""The downloader: a child process fetches and checks, this one watches over it."""

import time
from contextlib import suppress
from pathlib import Path

from aniworld_core.entities import Stream
from aniworld_core.errors import DownloadError, Unavailable
from aniworld_core.ports import Report
from aniworld_downloaders_ytdlp import ffmpeg
from aniworld_downloaders_ytdlp.messages import Message, error_from
from aniworld_downloaders_ytdlp.options import Options
from aniworld_downloaders_ytdlp.pool import Pool
from aniworld_downloaders_ytdlp.worker import Worker

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
        """Download and verify in a child; whatever goes wrong, ``directory`` is left empty."""
        if any(directory.iterdir()):
            raise DownloadError(
                f"{directory} is not empty, so it is unclear what a download there would find.",
                hint="Clear the folder and try again.",
            )
        try:
            return self._fetch(stream, directory, report)
        except BaseException:
            _clear(directory)
            raise

    def _fetch(self, stream: Stream, directory: Path, report: Report) -> Path:
        with self._pool.job(self._request(stream, directory)) as worker:
            answer = self._watch(worker, directory, report)
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
            "rate_limit": self._options.rate_limit,
            "min_size": self._options.min_size,
        }

    def _watch(self, worker: Worker, directory: Path, report: Report) -> Message:
        received, total, steps = 0, None, 0
        seen: object = None
        alive = time.monotonic()
        while True:
            message = worker.next(_PULSE)
            if message is not None and message["kind"] in {"done", "error"}:
                return message
            if message is not None:
                received, total, steps = message["received"], message["total"], message["steps"]
            report(received, total)
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
    with suppress(OSError):  # the reason why the download failed matters more
        for entry in directory.iterdir():
            entry.unlink()
