"""What a scan tells."""

from attrs import frozen

from aniworld_core.entities import SeriesKey

__all__ = ["Ambiguous", "FolderProblem", "ScanResult"]


@frozen(kw_only=True)
class Ambiguous:
    """A series that several folders could belong to, or a folder that several series claim."""

    key: SeriesKey
    title: str
    folders: tuple[str, ...]


@frozen(kw_only=True)
class FolderProblem:
    """A folder that could not be read; what was known of it stays."""

    folder: str
    reason: str


@frozen(kw_only=True)
class ScanResult:
    """Counts of a scan, and what a person should look at.

    ``unmatched`` are folders without a series, ``unreadable`` videos whose names tell no episode,
    ``skipped`` links that lead elsewhere
    and names that are no text, ``loose`` videos right in the root.
    """

    folders: int = 0
    read: int = 0
    files: int = 0
    new_files: int = 0
    gone_files: int = 0
    unmatched: tuple[str, ...] = ()
    ambiguous: tuple[Ambiguous, ...] = ()
    unreadable: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    loose: int = 0
    unavailable: tuple[FolderProblem, ...] = ()
