"""From a link to a verified file in the workspace."""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from aniworld_core.entities import Link, Stream, Wanted
from aniworld_core.errors import DownloadError, NoStream
from aniworld_core.ports import Downloader, Resolver
from aniworld_core.services.downloads.hosts import Hosts
from aniworld_core.services.downloads.job import Job
from aniworld_core.services.downloads.leaving import unless_stopped
from aniworld_core.services.downloads.placing import check_space, fresh, workspace

__all__ = ["Fetching"]


class Fetching:
    """Finds the stream behind a link and downloads it, one at a time from each host."""

    def __init__(
        self,
        *,
        resolvers: Callable[[], Sequence[Resolver]],
        downloaders: Callable[[], Sequence[Downloader]],
        reserve: int,
    ) -> None:
        self._resolvers = resolvers
        self._downloaders = downloaders
        self._reserve = reserve
        self._hosts = Hosts()

    def fetch(self, job: Job, link: Link, *, root: Path) -> Path:
        """Return the file at a hoster's address, whole and verified.

        Raises ProviderError or DownloadError.
        """
        with ExitStack() as turn:
            turn.enter_context(self._hosts.turn(urlsplit(link.url).netloc.lower(), job.check))
            stream = unless_stopped(lambda: self._resolve(link, job.item.wanted), job.check, turn)
            downloader = self._downloader(stream)
            check_space(root, stream.size, self._reserve)
            directory = fresh(workspace(root, job.item.id, job.item.claim, _source(link)))
            job.begin()
            file = downloader.fetch(stream, directory, job.report)
        if not file.is_file() or not file.is_relative_to(directory):
            raise DownloadError(f"The downloader {downloader.name} left no file.")
        return file

    def _resolve(self, link: Link, wanted: Wanted) -> Stream:
        failure: DownloadError = NoStream(
            f"No installed resolver reads {link.hoster}.",
            hint="Open it in a browser, or install a resolver plugin.",
        )
        for resolver in self._resolvers():
            if not resolver.accepts(link):
                continue
            try:
                return resolver.resolve(link, wanted)
            except NoStream as error:  # another resolver may read what this one cannot
                failure = error
        raise failure

    def _downloader(self, stream: Stream) -> Downloader:
        for downloader in self._downloaders():
            if downloader.accepts(stream):
                return downloader
        raise NoStream(f"No installed downloader can fetch a stream of the kind {stream.kind}.")


def _source(link: Link) -> str:
    """Name a directory after the source, so that what one mirror left is never taken for another's."""
    text = f"{link.hoster}\n{link.language}\n{link.url}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]
