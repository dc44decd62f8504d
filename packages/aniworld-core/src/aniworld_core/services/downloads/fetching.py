"""From a link to a verified file in the workspace."""

import hashlib
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from aniworld_core.entities import Condition, Link, Stream, Wanted
from aniworld_core.errors import DownloadError, NoStream, ProviderError
from aniworld_core.ports import Downloader, Resolver
from aniworld_core.services.downloads.job import Job
from aniworld_core.services.downloads.leaving import unless_stopped
from aniworld_core.services.downloads.placing import check_space
from aniworld_core.services.downloads.rests import Rests
from aniworld_core.services.downloads.turns import Turns
from aniworld_core.services.downloads.workspaces import holds, take

__all__ = ["Fetching", "source_of"]


class Fetching:
    """Finds the stream behind a link and downloads it, as many at a time as its hoster has turns."""

    def __init__(
        self,
        *,
        resolvers: Callable[[], Sequence[Resolver]],
        downloaders: Callable[[], Sequence[Downloader]],
        reserve: int,
        turns: Turns,
        rests: Rests,
    ) -> None:
        self._resolvers = resolvers
        self._downloaders = downloaders
        self._reserve = reserve
        self._turns = turns
        self._rests = rests

    def fetch(self, job: Job, link: Link, *, root: Path) -> Path | Condition:
        """Return the file at a hoster's address, whole and verified, or why that hoster is left alone.

        Raises ProviderError or DownloadError.
        """
        job.hoster = link.hoster.casefold()
        with ExitStack() as turn:
            turn.enter_context(self._turns.turn(link.hoster, job.item, job.check))
            self._rests.look_again()  # whoever had the turn before, maybe elsewhere, may have learned so
            rest = self._rests.rest_hoster(link.hoster)
            if rest is not None:
                return rest
            try:
                return self._fetch(job, link, root, turn)
            except ProviderError as error:  # told before the turn ends: who has it next has to know
                self._rests.note_hoster(link.hoster, error, job.item.id)
                raise

    def _fetch(self, job: Job, link: Link, root: Path, turn: ExitStack) -> Path:
        item, source = job.item, source_of(link)
        stream = unless_stopped(lambda: self._resolve(link, item.wanted), job.check, turn)
        downloader = self._downloader(stream)
        check_space(root, stream.size, self._reserve, had=holds(root, item.id, source))
        directory = take(root, item.id, item.claim, source)
        job.begin()
        file = downloader.fetch(stream, directory, job.report)
        if not file.is_file() or not file.is_relative_to(directory):
            raise DownloadError(f"The downloader {downloader.name} left no file.")
        sys.audit("aniworld.reached", "file-returned")
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


def source_of(link: Link) -> str:
    """Name a directory after the source, so that what one mirror left is never taken for another's."""
    text = f"{link.hoster}\n{link.language}\n{link.url}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]
