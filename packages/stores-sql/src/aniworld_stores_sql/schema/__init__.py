"""The tables, one module a part, so that a part loads only its own.

The migrations make them; a test compares both.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import MetaData

__all__ = ["all_tables"]

_PARTS = (
    "access",
    "conditions",
    "decisions",
    "files",
    "flags",
    "history",
    "leases",
    "paces",
    "queue",
    "releases",
    "series",
    "sessions",
    "titles",
    "workers",
)


def all_tables() -> "MetaData":
    """Load every table and return them together."""
    for part in _PARTS:
        import_module(f"{__name__}.{part}")
    from aniworld_stores_sql.schema.shared import metadata

    return metadata
