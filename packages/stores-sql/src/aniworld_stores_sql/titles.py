"""The title index in SQL."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from aniworld_core.entities import Title, TitleList
from aniworld_stores_sql import flags
from aniworld_stores_sql.columns import join_texts, split_texts
from aniworld_stores_sql.database import Database, Part
from aniworld_stores_sql.schema.titles import title_lists, titles

__all__ = ["SqlTitles"]

_STAMP = "titles"
"""The flag that counts the changes."""

_COLUMNS = (
    titles.c.provider,
    titles.c.ref,
    titles.c.title,
    titles.c.aliases,
    titles.c.link,
    titles.c.year,
    titles.c.imdb,
)


class SqlTitles:
    """Fulfils :class:`aniworld_core.ports.TitleStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, provider: str, read: Iterable[Title], now: datetime) -> None:
        """Replace a provider's list, keeping what was learned."""
        new: dict[str, Title] = {}
        for title in read:
            new.setdefault(title.ref, title)
        own = titles.c.provider == provider
        with self._database.write(Part.TITLES) as connection:
            query = select(titles.c.ref, titles.c.year, titles.c.imdb).where(own)
            learned = {ref: (year, imdb) for ref, year, imdb in connection.execute(query)}
            connection.execute(delete(titles).where(own))
            rows = [_row(provider, one, *learned.get(one.ref, (None, ""))) for one in new.values()]
            if rows:
                connection.execute(insert(titles), rows)
            connection.execute(delete(title_lists).where(title_lists.c.provider == provider))
            connection.execute(
                insert(title_lists).values(provider=provider, titles=len(rows), read=now)
            )
            _count_change(connection)

    def learn(self, *learned: Title) -> None:
        """Note what is new of titles that are there."""
        with self._database.write(Part.TITLES) as connection:
            if sum([_learn(connection, title) for title in learned]):
                _count_change(connection)

    def all(self) -> Sequence[Title]:
        """Return every title in order."""
        query = select(*_COLUMNS).order_by(titles.c.provider, titles.c.ref)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return [
            Title(
                provider=provider,
                ref=ref,
                title=title,
                aliases=split_texts(aliases),
                link=link,
                year=year,
                imdb=imdb,
            )
            for provider, ref, title, aliases, link, year, imdb in rows
        ]

    def lists(self) -> Sequence[TitleList]:
        """Tell which lists are kept."""
        query = select(title_lists).order_by(title_lists.c.provider)
        with self._database.read() as connection:
            return [
                TitleList(provider=row.provider, titles=row.titles, read=row.read)
                for row in connection.execute(query)
            ]

    def stamp(self) -> int:
        """Return how often the titles changed."""
        with self._database.read() as connection:
            return int(flags.get(connection, _STAMP) or 0)


def _row(provider: str, title: Title, year: int | None, imdb: str) -> dict[str, Any]:
    return {
        "provider": provider,
        "ref": title.ref,
        "title": title.title,
        "aliases": join_texts(title.aliases),
        "link": title.link,
        "year": title.year or year,
        "imdb": title.imdb or imdb,
    }


def _learn(connection: Connection, title: Title) -> int:
    """Note a title's year and IMDb id; return how many rows that changed."""
    facts = {
        column: value
        for column, value in ((titles.c.year, title.year), (titles.c.imdb, title.imdb))
        if value
    }
    if not facts:
        return 0
    new = or_(*(column.is_distinct_from(value) for column, value in facts.items()))
    changed = update(titles).where(
        titles.c.provider == title.provider, titles.c.ref == title.ref, new
    )
    return connection.execute(
        changed.values({column.name: value for column, value in facts.items()})
    ).rowcount


def _count_change(connection: Connection) -> None:
    flags.put(connection, _STAMP, str(int(flags.get(connection, _STAMP) or 0) + 1))
