"""The SQL store as a whole."""

from functools import cached_property
from typing import TYPE_CHECKING

from aniworld_stores_sql.database import Database

# Each part is loaded when it is first used: a command that lists the queue needs no series.
if TYPE_CHECKING:
    from aniworld_stores_sql.access import SqlAccess
    from aniworld_stores_sql.conditions import SqlConditions
    from aniworld_stores_sql.decisions import SqlDecisions
    from aniworld_stores_sql.files import SqlFiles
    from aniworld_stores_sql.history import SqlHistory
    from aniworld_stores_sql.leases import SqlLeases
    from aniworld_stores_sql.paces import SqlPaces
    from aniworld_stores_sql.queue import SqlQueue
    from aniworld_stores_sql.releases import SqlReleases
    from aniworld_stores_sql.series import SqlSeries
    from aniworld_stores_sql.sessions import SqlSessions
    from aniworld_stores_sql.titles import SqlTitles
    from aniworld_stores_sql.workers import SqlWorkers

__all__ = ["SqlStore"]


class SqlStore:
    """Fulfils :class:`aniworld_core.ports.Store` on one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @cached_property
    def series(self) -> "SqlSeries":
        """The series."""
        from aniworld_stores_sql.series import SqlSeries

        return SqlSeries(self._database)

    @cached_property
    def files(self) -> "SqlFiles":
        """What the disk holds."""
        from aniworld_stores_sql.files import SqlFiles

        return SqlFiles(self._database)

    @cached_property
    def queue(self) -> "SqlQueue":
        """The download queue."""
        from aniworld_stores_sql.queue import SqlQueue

        return SqlQueue(self._database)

    @cached_property
    def history(self) -> "SqlHistory":
        """What was done."""
        from aniworld_stores_sql.history import SqlHistory

        return SqlHistory(self._database)

    @cached_property
    def sessions(self) -> "SqlSessions":
        """Signed-in users."""
        from aniworld_stores_sql.sessions import SqlSessions

        return SqlSessions(self._database)

    @cached_property
    def access(self) -> "SqlAccess":
        """What is needed to sign in."""
        from aniworld_stores_sql.access import SqlAccess

        return SqlAccess(self._database)

    @cached_property
    def titles(self) -> "SqlTitles":
        """What the sites' whole lists name."""
        from aniworld_stores_sql.titles import SqlTitles

        return SqlTitles(self._database)

    @cached_property
    def releases(self) -> "SqlReleases":
        """What is new on the sites and what is coming."""
        from aniworld_stores_sql.releases import SqlReleases

        return SqlReleases(self._database)

    @cached_property
    def conditions(self) -> "SqlConditions":
        """How the providers are doing."""
        from aniworld_stores_sql.conditions import SqlConditions

        return SqlConditions(self._database)

    @cached_property
    def decisions(self) -> "SqlDecisions":
        """What a person decided about folders."""
        from aniworld_stores_sql.decisions import SqlDecisions

        return SqlDecisions(self._database)

    @cached_property
    def leases(self) -> "SqlLeases":
        """Who has what for a limited time."""
        from aniworld_stores_sql.leases import SqlLeases

        return SqlLeases(self._database)

    @cached_property
    def paces(self) -> "SqlPaces":
        """How often something was done that may be done only so often."""
        from aniworld_stores_sql.paces import SqlPaces

        return SqlPaces(self._database)

    @cached_property
    def workers(self) -> "SqlWorkers":
        """The processes that work on the store."""
        from aniworld_stores_sql.workers import SqlWorkers

        return SqlWorkers(self._database)

    def close(self) -> None:
        """Close every connection; what is called later raises StoreError."""
        self._database.close()
