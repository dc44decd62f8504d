"""Plain values of the field: frozen, compared by content, without any I/O."""

from aniworld_core.entities.access import ApiKey, Scope
from aniworld_core.entities.condition import RATE_LIMIT, Condition, ConditionKind
from aniworld_core.entities.decisions import Decision
from aniworld_core.entities.episode import Episode, EpisodeId
from aniworld_core.entities.files import (
    HOME,
    EpisodeFile,
    FolderScan,
    FolderState,
    NamedEpisodes,
)
from aniworld_core.entities.history import HistoryEntry, HistoryKind
from aniworld_core.entities.holding import Hold, HoldKind
from aniworld_core.entities.kept import Quarantined, Trashed
from aniworld_core.entities.language import (
    ENG_DUB,
    ENG_SUB,
    GER_DUB,
    GER_SUB,
    KNOWN_LANGUAGES,
    Language,
)
from aniworld_core.entities.leases import LONGEST_NAME, Lease
from aniworld_core.entities.links import Link, Stream, StreamKind, Wanted
from aniworld_core.entities.migration import Failure, MigrationResult
from aniworld_core.entities.missing import (
    Missing,
    MissingFilter,
    Reason,
    Replaceable,
    ReplaceableFilter,
    SeriesMissing,
)
from aniworld_core.entities.pace import Allowance, Spent, spend
from aniworld_core.entities.queue import LIVE, NewItem, Outcome, QueueItem, QueueState
from aniworld_core.entities.releases import Release, ReleaseKind, ReleaseList
from aniworld_core.entities.series import (
    SearchHit,
    Series,
    SeriesAge,
    SeriesFilter,
    SeriesSummary,
    absolute_numbers,
)
from aniworld_core.entities.session import Session
from aniworld_core.entities.titles import Title, TitleList
from aniworld_core.entities.workers import WorkerOrder, WorkerProcess, WorkerRole
from aniworld_core.keys import SeriesKey

__all__ = [
    "ENG_DUB",
    "ENG_SUB",
    "GER_DUB",
    "GER_SUB",
    "HOME",
    "KNOWN_LANGUAGES",
    "LIVE",
    "LONGEST_NAME",
    "RATE_LIMIT",
    "Allowance",
    "ApiKey",
    "Condition",
    "ConditionKind",
    "Decision",
    "Episode",
    "EpisodeFile",
    "EpisodeId",
    "Failure",
    "FolderScan",
    "FolderState",
    "HistoryEntry",
    "HistoryKind",
    "Hold",
    "HoldKind",
    "Language",
    "Lease",
    "Link",
    "MigrationResult",
    "Missing",
    "MissingFilter",
    "NamedEpisodes",
    "NewItem",
    "Outcome",
    "Quarantined",
    "QueueItem",
    "QueueState",
    "Reason",
    "Release",
    "ReleaseKind",
    "ReleaseList",
    "Replaceable",
    "ReplaceableFilter",
    "Scope",
    "SearchHit",
    "Series",
    "SeriesAge",
    "SeriesFilter",
    "SeriesKey",
    "SeriesMissing",
    "SeriesSummary",
    "Session",
    "Spent",
    "Stream",
    "StreamKind",
    "Title",
    "TitleList",
    "Trashed",
    "Wanted",
    "WorkerOrder",
    "WorkerProcess",
    "WorkerRole",
    "absolute_numbers",
    "spend",
]
