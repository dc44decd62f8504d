"""What the core expects of the outside: protocols that plugins fulfil."""

from aniworld_core.ports.access_store import AccessStore
from aniworld_core.ports.file_store import FileStore
from aniworld_core.ports.history_store import HistoryStore
from aniworld_core.ports.media import Downloader, Report, Resolver
from aniworld_core.ports.migrator import Migrator, OldSeries
from aniworld_core.ports.names import NameReader
from aniworld_core.ports.progress import Progress
from aniworld_core.ports.provider import (
    LARGEST_COVER,
    KnowsLinks,
    OpensLinks,
    Provider,
    ShowsCovers,
)
from aniworld_core.ports.queue_store import QueueStore
from aniworld_core.ports.series_store import SeriesStore
from aniworld_core.ports.session_store import SessionStore
from aniworld_core.ports.store import Store

__all__ = [
    "LARGEST_COVER",
    "AccessStore",
    "Downloader",
    "FileStore",
    "HistoryStore",
    "KnowsLinks",
    "Migrator",
    "NameReader",
    "OldSeries",
    "OpensLinks",
    "Progress",
    "Provider",
    "QueueStore",
    "Report",
    "Resolver",
    "SeriesStore",
    "SessionStore",
    "ShowsCovers",
    "Store",
]
