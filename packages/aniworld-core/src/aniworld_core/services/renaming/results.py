"""What is to be renamed, what was, and what was not."""

from datetime import datetime

from attrs import frozen

from aniworld_core.entities import EpisodeId, Language, SeriesKey

__all__ = ["FolderMove", "Move", "RenamePlan", "RenameResult", "RenameRun", "Skipped"]


@frozen(kw_only=True)
class Move:
    """A file that gets another path below the root; one without ``episodes`` goes along with its video.

    ``size``, ``mtime`` (nanoseconds) and, where these two are not enough, ``inode`` tell the file from
    any other, wherever it is by now.
    """

    key: SeriesKey
    source: str
    target: str
    size: int
    mtime: int
    inode: int = 0
    episodes: tuple[EpisodeId, ...] = ()
    language: Language | None = None


@frozen(kw_only=True)
class FolderMove:
    """The folder of a series that gets another name, after the files in it got theirs."""

    key: SeriesKey
    source: str
    target: str


@frozen(kw_only=True)
class Skipped:
    """A file or folder that keeps its name though it should have another one, and why."""

    path: str
    reason: str


@frozen(kw_only=True)
class RenamePlan:
    """What a run would do; ``fitting`` files have their right names.

    ``foreign`` ones would get other names too, but were named by other programs, and nobody asked.
    """

    moves: tuple[Move, ...] = ()
    folders: tuple[FolderMove, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    foreign: int = 0
    fitting: int = 0


@frozen(kw_only=True)
class RenameResult:
    """What was renamed in a run; ``id`` is what undoes it, empty where nothing was to be done."""

    id: str = ""
    moved: tuple[Move, ...] = ()
    folders: tuple[FolderMove, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@frozen(kw_only=True)
class RenameRun:
    """A run that is kept: it renamed so many ``files`` and ``folders``, or ``undoes`` another run."""

    id: str
    at: datetime
    files: int
    folders: int
    undoes: str = ""
    undone: bool = False
