"""Where it is kept what the disk holds."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from aniworld_core.entities import EpisodeFile, FolderScan, FolderState, SeriesKey

__all__ = ["FileStore"]


class FileStore(Protocol):
    """The index of the library's folders, whether a series is known for them or not.

    A folder's files count for the series whose ``folder`` it is, by season and number or by absolute number.
    """

    def root(self) -> str | None:
        """Return the mark of the library folder that all this is about; None as long as there is none."""
        ...

    def adopt_root(self, mark: str, *, instead_of: str | None = None) -> str:
        """Keep a library folder's mark if none is kept, or ``instead_of``; returns what is kept then.

        A mark has at most LONGEST_NAME characters. So of several processes that begin at once one decides.
        """
        ...

    def folders(self) -> Mapping[str, FolderState]:
        """Return what is remembered of every folder, by its path below the root."""
        ...

    def record(self, *scans: FolderScan) -> None:
        """Replace what is known of these folders. All of them or none."""
        ...

    def forget(self, *folders: str) -> None:
        """Drop folders that are no longer there, with their files."""
        ...

    def add(self, folder: str, *files: EpisodeFile) -> None:
        """Add files (a newer word on the same path replaces it) to a folder, known or not.

        The folder's directories are no longer trusted, so that the next scan reads it again.
        """
        ...

    def remove(self, folder: str, *paths: str) -> None:
        """Drop single files of a folder, which the next scan reads again; unknown ones are no matter."""
        ...

    def of(self, key: SeriesKey) -> Sequence[EpisodeFile]:
        """List the files of a series' folder in order of their paths; none for an unknown series."""
        ...

    def inside(self, folder: str) -> Sequence[EpisodeFile]:
        """List the files of a folder in order of their paths."""
        ...
