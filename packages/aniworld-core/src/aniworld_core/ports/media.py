"""From a hoster's page to a file: resolving and downloading."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from aniworld_core.entities import Link, Stream, Wanted

__all__ = ["Downloader", "Report", "Resolver"]

Report = Callable[[int, int | None], int | None]
"""Called with (received bytes, total bytes or None) while a job runs; raises Cancelled to stop it.

Called at least once a second, also when nothing arrives, so that a stop is felt soon. It returns how many
bytes a second the job may take from now on; None = as many as come.
"""


class Resolver(Protocol):
    """Finds the stream that a hoster's page shows in the clear."""

    @property
    def name(self) -> str:
        """Short name, shown to the user."""
        ...

    def accepts(self, link: Link) -> bool:
        """Tell, without any request, whether this resolver may try the link."""
        ...

    def resolve(self, link: Link, wanted: Wanted) -> Stream:
        """Return the stream behind the link, in the wanted quality.

        Raises NoStream when the page shows none, Gone when the video was deleted, Unavailable or
        RateLimited when the hoster cannot answer now, Blocked at a challenge and for an address in the
        local network unless ``link.local_allowed``.
        """
        ...


class Downloader(Protocol):
    """Fetches a stream into a directory."""

    @property
    def name(self) -> str:
        """Short name, shown to the user."""
        ...

    def accepts(self, stream: Stream) -> bool:
        """Tell, without any request, whether this downloader can fetch the stream."""
        ...

    def fetch(self, stream: Stream, directory: Path, report: Report) -> Path:
        """Download into ``directory`` and return the file: whole, verified, playable, and on the disk.

        The directory exists. It is empty, or holds what an earlier call for the same link left when it was
        stopped, killed or cut off; whoever goes on from that has to prove that it still is the same file,
        and clears it otherwise. The suffix of the file tells the container.

        Raises WrongFile when what came is no such file, Cancelled when ``report`` did, NoSpace,
        Unavailable, RateLimited, Blocked or Gone as the hoster answers, and Blocked for an address in the
        local network unless ``stream.local_allowed``. After WrongFile the directory holds at most the
        error's ``file``; after NoStream, Gone and Blocked nothing. No process or thread of the job is left
        behind however it ends, and none is at work in the directory.
        """
        ...
