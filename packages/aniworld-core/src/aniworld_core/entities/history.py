"""What was done about an episode, kept for good."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from aniworld_core.entities.episode import EpisodeId
from aniworld_core.entities.language import Language
from aniworld_core.keys import SeriesKey

__all__ = ["HistoryEntry", "HistoryKind"]


class HistoryKind(StrEnum):
    """What a history entry tells."""

    QUEUED = "queued"
    TRIED = "tried"
    WAITING = "waiting"
    DOWNLOADED = "downloaded"
    ADOPTED = "adopted"
    FAILED = "failed"
    CANCELLED = "cancelled"
    QUARANTINED = "quarantined"
    REPLACED = "replaced"
    TRASHED = "trashed"
    RESTORED = "restored"
    RENAMED = "renamed"


@frozen(kw_only=True)
class HistoryEntry:
    """One event in the life of an episode; ``path`` is relative to the library root."""

    key: SeriesKey
    episode: EpisodeId
    at: datetime
    kind: HistoryKind
    text: str = ""
    hoster: str = ""
    language: Language | None = None
    path: str = ""
