"""Whether a store is whole: read only, from the schema down to the single value."""

from aniworld_stores_sql.checking.check import check

__all__ = ["check"]
