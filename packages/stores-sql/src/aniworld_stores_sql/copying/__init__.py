"""Copying a whole store into another database, so that it can be stopped at any moment and goes on."""

from aniworld_stores_sql.copying.copy import Copied, copy

__all__ = ["Copied", "copy"]
