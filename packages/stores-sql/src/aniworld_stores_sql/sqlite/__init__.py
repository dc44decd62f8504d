"""Everything that holds for SQLite alone: its file, its settings and its errors."""

from aniworld_stores_sql.sqlite.opening import open_store

__all__ = ["open_store"]
