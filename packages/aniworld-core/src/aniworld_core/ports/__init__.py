"""What the core expects of the outside: protocols that plugins fulfil."""

from aniworld_core.ports.abilities import (
    LARGEST_COVER,
    KnowsLinks,
    ListsNewEpisodes,
    ListsTitles,
    OpensLinks,
    RefreshesSeasons,
    SharesPace,
    ShowsCalendar,
    ShowsCovers,
    Spend,
)
from aniworld_core.ports.access_store import AccessStore
from aniworld_core.ports.condition_store import ConditionStore
from aniworld_core.ports.decision_store import DecisionStore
from aniworld_core.ports.file_store import FileStore
from aniworld_core.ports.history_store import HistoryStore
from aniworld_core.ports.lease_store import LeaseStore
from aniworld_core.ports.media import Downloader, Report, Resolver
from aniworld_core.ports.migrator import Migrator, OldSeries
from aniworld_core.ports.names import NameReader
from aniworld_core.ports.pace_store import PaceStore
from aniworld_core.ports.progress import Progress
from aniworld_core.ports.provider import Provider
from aniworld_core.ports.queue_store import QueueStore
from aniworld_core.ports.relay import Answers, CountsHits, Relay
from aniworld_core.ports.release_store import ReleaseStore
from aniworld_core.ports.series_store import SeriesStore
from aniworld_core.ports.session_store import SessionStore
from aniworld_core.ports.store import Store
from aniworld_core.ports.title_store import TitleStore
from aniworld_core.ports.worker_store import WorkerStore

__all__ = [
    "LARGEST_COVER",
    "AccessStore",
    "Answers",
    "ConditionStore",
    "CountsHits",
    "DecisionStore",
    "Downloader",
    "FileStore",
    "HistoryStore",
    "KnowsLinks",
    "LeaseStore",
    "ListsNewEpisodes",
    "ListsTitles",
    "Migrator",
    "NameReader",
    "OldSeries",
    "OpensLinks",
    "PaceStore",
    "Progress",
    "Provider",
    "QueueStore",
    "RefreshesSeasons",
    "Relay",
    "ReleaseStore",
    "Report",
    "Resolver",
    "SeriesStore",
    "SessionStore",
    "SharesPace",
    "ShowsCalendar",
    "ShowsCovers",
    "Spend",
    "Store",
    "TitleStore",
    "WorkerStore",
]
