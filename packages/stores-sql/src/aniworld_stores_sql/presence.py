"""Keeping it true in the rows which episodes are on the disk, and how many a series lacks."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, Select, and_, exists, func, or_, select, update

from aniworld_stores_sql.bulk import batches
from aniworld_stores_sql.schema.files import ABSOLUTE, files, folders
from aniworld_stores_sql.schema.series import episodes, series

__all__ = ["held", "lacking", "refresh", "series_of", "with_folder"]

held = exists(
    select(files.c.folder_id)
    .join(folders, folders.c.id == files.c.folder_id)
    .join(series, series.c.folder == folders.c.name)
    .where(
        series.c.id == episodes.c.series_id,
        or_(
            and_(files.c.season == episodes.c.season, files.c.number == episodes.c.number),
            and_(files.c.season == ABSOLUTE, files.c.number == episodes.c.counted),
        ),
    )
    .correlate(episodes)
)
"""Whether the folder of an episode's series has a file for it."""

lacking = (
    select(func.count())
    .select_from(episodes)
    .where(
        series.c.monitored,
        episodes.c.series_id == series.c.id,
        ~episodes.c.on_disk,
        ~episodes.c.ignored,
        ~episodes.c.upcoming,
    )
    .correlate(series)
    .scalar_subquery()
)
"""How many episodes of a series can be fetched and are not on the disk."""


def refresh(connection: Connection, ids: Collection[int]) -> None:
    """Compare the episodes of these series with the files; only rows that change are written."""
    for batch in batches(ids, 500):
        connection.execute(
            update(episodes)
            .where(episodes.c.series_id.in_(batch), episodes.c.on_disk != held)
            .values(on_disk=~episodes.c.on_disk)
        )
        connection.execute(
            update(series)
            .where(series.c.id.in_(batch), series.c.missing_count != lacking)
            .values(missing_count=lacking)
        )


def series_of(connection: Connection, names: Iterable[str]) -> list[int]:
    """Return the ids of the series, hidden ones too, that lie in these folders."""
    return [
        id
        for batch in batches(names, 500)
        for id in connection.scalars(select(series.c.id).where(series.c.folder.in_(batch)))
    ]


def with_folder(ids: Collection[int]) -> Select[int]:
    """Select those of the series whose folder is known."""
    return (
        select(series.c.id)
        .join(folders, folders.c.name == series.c.folder)
        .where(series.c.id.in_(ids))
    )
