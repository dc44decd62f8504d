"""The SQL store as a whole."""

from aniworld_stores_sql.database import Database
from aniworld_stores_sql.files import SqlFiles
from aniworld_stores_sql.history import SqlHistory
from aniworld_stores_sql.queue import SqlQueue
from aniworld_stores_sql.series import SqlSeries
from aniworld_stores_sql.sessions import SqlSessions

__all__ = ["SqlStore"]


class SqlStore:
    """Fulfils :class:`aniworld_core.ports.Store` on one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.series = SqlSeries(database)
        self.files = SqlFiles(database)
        self.queue = SqlQueue(database)
        self.history = SqlHistory(database)
        self.sessions = SqlSessions(database)

    def close(self) -> None:
        """Close every connection; what is called later raises StoreError."""
        self._database.close()
