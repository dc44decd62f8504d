"""A resolver for links that already are the address of a video file."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from aniworld_core import hookimpl
from aniworld_core.entities import Link, Stream, StreamKind, Wanted
from aniworld_core.errors import NoStream

SUFFIXES = (".mp4", ".mkv", ".avi", ".webm")
BEGINNINGS = (b"\x1aE\xdf\xa3", b"RIFF")
"""How Matroska and AVI files begin; in MP4 files ``ftyp`` stands after four bytes of length."""


class DirectLinks:
    name = "direct"

    def accepts(self, link: Link) -> bool:
        try:
            parts = urlsplit(link.url)
        except ValueError:
            return False
        return parts.scheme in {"http", "https"} and parts.path.lower().endswith(SUFFIXES)

    def resolve(self, link: Link, wanted: Wanted) -> Stream:
        import httpx  # here, because every start of aniw loads this file

        from aniworld_scraping import failure, refuse_local, retry_after, unreachable

        def check(request: httpx.Request) -> None:
            if not link.local_allowed:
                refuse_local(str(request.url))

        # Asked before each request, so that no redirect leads there either.
        hooks = {"request": [check]}
        try:
            with (
                httpx.Client(event_hooks=hooks, follow_redirects=True, timeout=30) as client,
                client.stream("GET", link.url) as answer,
            ):
                beginning = next(answer.iter_bytes(12), b"")
        except httpx.HTTPError as error:
            raise unreachable(urlsplit(link.url).netloc, error) from error
        wait = retry_after(answer.headers.get("Retry-After", ""))
        if trouble := failure(answer.status_code, link.url, wait=wait):
            raise trouble
        if beginning[4:8] != b"ftyp" and not beginning.startswith(BEGINNINGS):
            raise NoStream(f"{link.url} is no video.", hint="Try another hoster.")
        return Stream(
            url=link.url,
            kind=StreamKind.FILE,
            quality=wanted.quality,
            local_allowed=link.local_allowed,
        )


@hookimpl
def aniworld_resolvers() -> Iterator[DirectLinks]:
    yield DirectLinks()
