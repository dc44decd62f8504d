"""The SQL store: a SQLite file by default."""

from typing import TYPE_CHECKING

from aniworld_core import hookimpl

if TYPE_CHECKING:
    from aniworld_core.ports import Store

__all__ = ["aniworld_open_store"]


@hookimpl
def aniworld_open_store(url: str) -> "Store | None":
    """Open a SQLite file, made if need be: ``sqlite:///relative/path`` or ``sqlite:////absolute/path``."""
    if not url.startswith(("sqlite:", "sqlite+pysqlite:")):
        return None
    from aniworld_stores_sql.sqlite import open_store

    return open_store(url)
