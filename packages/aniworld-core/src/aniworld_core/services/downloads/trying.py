"""Trying one link: from the hoster to a file in its place."""

import logging
from collections.abc import Callable
from errno import ENOSPC

from attrs import frozen

from aniworld_core.entities import Condition, Episode, EpisodeFile, Link, QueueItem, Series
from aniworld_core.errors import (
    AniworldError,
    Cancelled,
    DownloadError,
    NoSpace,
    RateLimited,
    Unavailable,
    WrongFile,
)
from aniworld_core.plugins import GuardedProvider
from aniworld_core.services.downloads.fetching import Fetching, source_of
from aniworld_core.services.downloads.job import Job
from aniworld_core.services.downloads.marks import Placed
from aniworld_core.services.downloads.shelf import Shelf
from aniworld_core.services.downloads.workspaces import discard

__all__ = ["Aim", "Trying"]

_PASSING = (Cancelled, NoSpace, RateLimited, Unavailable)
"""After these, another try of the same link may go on from what is there."""

_log = logging.getLogger(__name__)


@frozen(kw_only=True)
class Aim:
    """What is to be completed, whose links lead to it, and the file that it ``replaces``, if any."""

    provider: GuardedProvider
    series: Series
    episode: Episode
    replaces: EpisodeFile | None = None


class Trying:
    """Turns a link into a file of the library, or into one error that says why not.

    ``holds`` tells whether an item still is its worker's; ``catch`` is handed what failed its check;
    ``check_disk`` raises LibraryUnavailable when the library folder is gone.
    """

    def __init__(
        self,
        *,
        fetching: Fetching,
        shelf: Shelf,
        holds: Callable[[QueueItem], bool],
        catch: Callable[[QueueItem, Link, WrongFile], None],
        check_disk: Callable[[], None],
    ) -> None:
        self._fetching = fetching
        self._shelf = shelf
        self._holds = holds
        self._catch = catch
        self._check_disk = check_disk

    def complete(self, job: Job, aim: Aim, link: Link) -> Placed | Condition:
        """Return the new file in its place, or the condition for which its hoster is left alone.

        ``link`` has the hoster's own address. Raises ProviderError or DownloadError when it does not work,
        Cancelled when the job was stopped, NoSpace, and LibraryUnavailable.
        """
        try:
            return self._complete(job, aim, link)
        except AniworldError as error:
            if isinstance(error, DownloadError) and not isinstance(error, Cancelled):
                self._check_disk()  # a disk that goes is no fault of a link
            if isinstance(error, WrongFile):
                self._catch(job.item, link, error)
            if not isinstance(error, _PASSING):
                discard(self._shelf.root, job.item.id, job.item.claim, source_of(link))
            raise

    def _complete(self, job: Job, aim: Aim, link: Link) -> Placed | Condition:
        try:
            file = self._fetching.fetch(job, link, root=self._shelf.root)
            if isinstance(file, Condition):
                return file
            if not self._holds(job.item):
                job.lose()
            job.check()  # a job that was cancelled meanwhile must not leave a file behind
            self._check_disk()
            return self._shelf.place(
                file,
                job.item,
                link,
                series=aim.series,
                episode=aim.episode,
                replaces=aim.replaces,
            )
        except Cancelled as error:
            if job.stopped:
                raise
            raise DownloadError(f"A plugin gave up by itself: {error.message}") from error
        except AniworldError:
            raise
        except OSError as error:
            if error.errno == ENOSPC:
                raise NoSpace(
                    "The disk is full.", hint="Free some space; the episode stays queued."
                ) from error
            raise DownloadError(f"The file could not be written: {error}.") from error
        except Exception as error:
            _log.exception("a resolver or downloader has a fault of its own")
            raise DownloadError(
                f"A plugin has a fault of its own: {type(error).__name__}: {error}"
            ) from error
