"""What the disk holds: files, and folders as a scan saw them."""

from collections.abc import Mapping

from attrs import field, frozen

from aniworld_core.entities.episode import EpisodeId
from aniworld_core.entities.language import Language

__all__ = ["HOME", "EpisodeFile", "FolderScan", "FolderState", "NamedEpisodes"]

HOME = -1
"""The ``device`` of a series folder on the file system of a library folder that was recognised by its mark.

The system's own number of it differs from host to host, and after each mount.
"""


@frozen(kw_only=True)
class NamedEpisodes:
    """What a file name says: episodes, or ``absolute`` numbers where it names no season."""

    episodes: tuple[EpisodeId, ...] = ()
    absolute: tuple[int, ...] = ()
    language: Language | None = None
    version: int = 1


@frozen(kw_only=True)
class EpisodeFile:
    """A video below the library root; ``path`` is relative to the root, with ``/`` between parts.

    ``size`` in bytes, ``mtime`` in nanoseconds since the epoch. A file may hold several episodes.
    """

    path: str
    episodes: tuple[EpisodeId, ...]
    absolute: tuple[int, ...] = ()
    size: int
    mtime: int
    language: Language | None = None


@frozen(kw_only=True)
class FolderState:
    """What the last scan remembers of a series folder, without its files.

    ``folder`` is relative to the root. ``dirs`` maps each directory read (relative to the folder, ``""``
    the folder itself) to its mtime in nanoseconds; 0 means that it was too fresh to be trusted and is
    read again. ``device`` is the file system's id (``st_dev``) or HOME, 0 = no scan has read it yet;
    ``files`` is the number of videos.
    """

    folder: str
    device: int
    dirs: Mapping[str, int]
    files: int


@frozen(kw_only=True)
class FolderScan:
    """A series folder read whole; recording it replaces all that was known of the folder."""

    folder: str
    device: int
    dirs: Mapping[str, int]
    files: tuple[EpisodeFile, ...] = field(repr=False)
