"""The database that is copied into."""

from collections.abc import Iterator
from contextlib import contextmanager

from aniworld_core.errors import NotPossible
from aniworld_stores_sql.copying.examining import Examined
from aniworld_stores_sql.database import Database
from aniworld_stores_sql.schemes import is_file
from aniworld_stores_sql.unfinished import Source

__all__ = ["opened", "refuse_foreign"]


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """Open the database for writing; tables are made if there are none, older ones brought up to date."""
    database = _open(url)
    try:
        yield database
    finally:
        database.close()


def refuse_foreign(examined: Examined, place: str, *, begun: Source | None, source: Source) -> None:
    """Raise NotPossible unless all that the target has comes from the source, or ``begun`` says so."""
    if begun is not None:
        if begun.identity != source.identity:
            raise NotPossible(
                f"The store {place} is an unfinished copy of {begun.place}, not of {source.place}.",
                hint="Copy from there again, or name an empty database.",
            )
        return
    count = sum(map(len, examined.foreign.values()))
    if count:
        raise NotPossible(
            f"The store {place} holds {count} rows that {source.place} has not, or has otherwise: in "
            f"{', '.join(examined.foreign)}.",
            hint="Nothing was copied. Name an empty database, or a file that is not there.",
        )


def _open(url: str) -> Database:
    if is_file(url):
        from aniworld_stores_sql.sqlite.opening import open_database as open_file

        return open_file(url)
    from aniworld_stores_sql.server.opening import open_database

    return open_database(url)
