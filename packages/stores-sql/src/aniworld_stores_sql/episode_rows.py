"""Episodes as rows, and writing only those that changed."""

from collections.abc import Mapping, Sequence
from itertools import chain, groupby
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from aniworld_core.entities import Episode, EpisodeId, absolute_numbers
from aniworld_stores_sql.bulk import batches, insert_rows
from aniworld_stores_sql.columns import (
    AnyRow,
    episode_id,
    join_languages,
    join_texts,
    micros,
    moment,
    split_languages,
    split_texts,
)
from aniworld_stores_sql.schema.series import episodes

__all__ = ["Episodes", "insert", "read", "replace"]

Episodes = tuple[Episode, ...]


def read(connection: Connection, ids: Sequence[int]) -> dict[int, Episodes]:
    """Return the episodes of series by the series' ids, in order of their own ids."""
    found: dict[int, Episodes] = {}
    for batch in batches(ids, 500):
        rows = connection.execute(
            select(episodes)
            .where(episodes.c.series_id.in_(batch))
            .order_by(episodes.c.series_id, episodes.c.season, episodes.c.number)
        )
        for id, its_rows in groupby(rows, key=lambda row: row[0]):
            found[id] = tuple(_episode(row) for row in its_rows)
    return found


def insert(connection: Connection, content: Mapping[int, Episodes]) -> None:
    """Add the episodes of series that have none yet."""
    values: list[Any] = []
    for id, listed in content.items():
        for row in _rows(listed).values():
            values += (id, *row)
    insert_rows(connection, episodes, values)


def replace(connection: Connection, id: int, *, old: Episodes, new: Episodes) -> None:
    """Turn the episodes of one series into others."""
    before, after = _rows(old), _rows(new)
    gone = before.keys() - after.keys()
    mine = episodes.c.series_id == id
    same = (episodes.c.season == bindparam("season_")) & (episodes.c.number == bindparam("number_"))
    if gone:
        places = [{"season_": one.season, "number_": one.number} for one in gone]
        connection.execute(delete(episodes).where(mine, same), places)
    changed = [
        {"season_": one.season, "number_": one.number, **_values(after[one])}
        for one in after.keys() & before.keys()
        if after[one] != before[one]
    ]
    if changed:
        connection.execute(update(episodes).where(mine, same), changed)
    added = [(id, *row) for one, row in after.items() if one not in before]
    insert_rows(connection, episodes, list(chain.from_iterable(added)))


_NAMES = [column.name for column in episodes.c][3:-3]  # between the id and on_disk


def _values(row: Sequence[Any]) -> dict[str, Any]:
    return dict(zip(_NAMES, row[2:-1], strict=True))


def _rows(listed: Episodes) -> dict[EpisodeId, tuple[Any, ...]]:
    """Return the rows of a series' episodes without its id, none of them on the disk."""
    counted = absolute_numbers(listed)
    return {
        one.id: (
            one.id.season,
            one.id.number,
            one.title,
            one.original_title,
            join_languages(one.languages),
            join_texts(one.hosters),
            one.absolute,
            counted.get(one.id),
            one.upcoming,
            None if one.offered is None else micros(one.offered),
            one.ignored,
            False,
        )
        for one in listed
    }


def _episode(row: AnyRow) -> Episode:
    return Episode(
        id=episode_id(row.season, row.number),
        title=row.title,
        original_title=row.original_title,
        languages=split_languages(row.languages),
        hosters=split_texts(row.hosters),
        absolute=row.absolute,
        upcoming=row.upcoming,
        offered=None if row.offered is None else moment(row.offered),
        ignored=row.ignored,
    )
