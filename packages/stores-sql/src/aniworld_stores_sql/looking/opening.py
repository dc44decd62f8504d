"""Opening a store only to look at it, by its URL."""

from collections.abc import Iterator
from contextlib import contextmanager

from aniworld_core.errors import InvalidConfig
from aniworld_stores_sql.looking.store import Looked
from aniworld_stores_sql.schemes import is_file, is_server

__all__ = ["looked_at"]


@contextmanager
def looked_at(url: str) -> Iterator[Looked | None]:
    """Yield the store that a URL names, or None where its file is not there.

    Raises InvalidConfig for a URL that names no store of this package, CorruptStore for what belongs to
    another program, StoreError for what fails.
    """
    if is_file(url):
        from aniworld_stores_sql.looking.file import look
    elif is_server(url):
        from aniworld_stores_sql.looking.server import look
    else:
        raise InvalidConfig(
            "Only stores in an SQLite file, on PostgreSQL or on MariaDB can be copied and checked.",
            hint="Write the URL like sqlite:////home/me/library.db, or as the setting store says it.",
        )
    store = look(url)
    try:
        yield store
    finally:
        if store is not None:
            store.database.close()
