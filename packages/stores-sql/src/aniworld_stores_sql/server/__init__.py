"""Everything that holds for database servers alone: PostgreSQL and MariaDB."""

from aniworld_stores_sql.server.opening import open_store

__all__ = ["open_store"]
