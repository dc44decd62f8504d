"""Trying one link: from the hoster to a file in its place."""

import logging
from errno import ENOSPC

from attrs import frozen

from aniworld_core.entities import Episode, Link, Series
from aniworld_core.errors import (
    AniworldError,
    Cancelled,
    DownloadError,
    NoSpace,
)
from aniworld_core.plugins import GuardedProvider
from aniworld_core.services.downloads.fetching import Fetching
from aniworld_core.services.downloads.job import Job
from aniworld_core.services.downloads.shelf import Shelf

__all__ = ["Aim", "Trying"]

_log = logging.getLogger(__name__)


@frozen(kw_only=True)
class Aim:
    """What is to be completed, and whose links lead to it."""

    provider: GuardedProvider
    series: Series
    episode: Episode


class Trying:
    """Turns a link into a file of the library, or into one error that says why not."""

    def __init__(self, *, fetching: Fetching, shelf: Shelf) -> None:
        self._fetching = fetching
        self._shelf = shelf

    def complete(self, job: Job, aim: Aim, link: Link) -> str:
        """Return the path of the new file below the root; ``link`` has the hoster's own address.

        Raises ProviderError or DownloadError when this link does not work, Cancelled when the job was
        stopped, and NoSpace.
        """
        try:
            file = self._fetching.fetch(job, link, root=self._shelf.root)
            job.check()  # a job that was cancelled meanwhile must not leave a file behind
            return self._shelf.place(file, aim.series, aim.episode, link.language)
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
