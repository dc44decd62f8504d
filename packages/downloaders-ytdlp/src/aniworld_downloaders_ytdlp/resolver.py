"""The resolver: what yt-dlp reads on a hoster's page becomes a stream."""

import time

from aniworld_core.entities import Link, Stream, StreamKind, Wanted
from aniworld_core.errors import Unavailable
from aniworld_downloaders_ytdlp.messages import Message, error_from
from aniworld_downloaders_ytdlp.options import Options
from aniworld_downloaders_ytdlp.pool import Pool
from aniworld_downloaders_ytdlp.worker import Worker

__all__ = ["YtdlpResolver"]


class YtdlpResolver:
    """Resolves any web page that shows its stream in the clear, and what yt-dlp's plugins know."""

    name = "ytdlp"

    def __init__(self, options: Options, pool: Pool) -> None:
        self._options = options
        self._pool = pool

    def accepts(self, link: Link) -> bool:
        """Accept every address on the web."""
        return link.url.startswith(("http://", "https://"))

    def resolve(self, link: Link, wanted: Wanted) -> Stream:
        """Read the page once, in the child; a manifest behind it is read only by the download."""
        request = {
            "kind": "resolve",
            "url": link.url,
            "hoster": link.hoster,
            "quality": wanted.quality,
            "retries": self._options.retries,
            "local_allowed": link.local_allowed,
        }
        with self._pool.job(request) as worker:
            answer = self._answer(worker)
        if answer["kind"] == "error":
            raise error_from(answer)
        return Stream(
            url=answer["url"],
            kind=StreamKind(answer["stream"]),
            headers=answer["headers"],
            duration=answer["duration"],
            size=answer["size"],
            quality=wanted.quality,
            local_allowed=link.local_allowed,
        )

    def _answer(self, worker: Worker) -> Message:
        until = time.monotonic() + self._options.resolve_timeout
        answer = worker.next(until - time.monotonic())
        if answer is None:
            raise Unavailable(
                f"The hoster's page did not come within {self._options.resolve_timeout:g} s.",
                hint="Try again later, or take another hoster.",
            )
        return answer
