"""What is counted in one row and listed in others."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, func, select

from aniworld_stores_sql import presence
from aniworld_stores_sql.schema.files import files, folders
from aniworld_stores_sql.schema.releases import release_lists, releases
from aniworld_stores_sql.schema.series import episodes, series
from aniworld_stores_sql.schema.titles import title_lists, titles

__all__ = ["counts"]


def counts(connection: Connection) -> Iterator[str]:
    """Count again what the store keeps counted, and compare."""
    for what, query in _counted():
        for name, kept, rows in connection.execute(query):
            yield f"{name} counts {kept} {what}, and has {rows}"
    yield from _on_disk(connection)


def _counted() -> Iterator[tuple[str, Select[Any]]]:
    listed = _count(episodes.c.number).where(episodes.c.series_id == series.c.id)
    yield "episodes", _differing(series.c.key, series.c.episode_count, listed)
    missing = select(series.c.key, series.c.missing_count, presence.lacking)
    yield "missing episodes", missing.where(series.c.missing_count != presence.lacking)
    paths = _count(files.c.path.distinct()).where(files.c.folder_id == folders.c.id)
    yield "files", _differing(folders.c.name, folders.c.file_count, paths)
    of_list = _count(titles.c.ref).where(titles.c.provider == title_lists.c.provider)
    yield "titles", _differing(title_lists.c.provider, title_lists.c.titles, of_list)
    of_page = _count(releases.c.id).where(
        releases.c.provider == release_lists.c.provider, releases.c.kind == release_lists.c.kind
    )
    yield "releases", _differing(release_lists.c.provider, release_lists.c.releases, of_page)


def _count(column: ColumnElement[Any]) -> Select[int]:
    return select(func.count(column))


def _differing(name: Column[Any], kept: Column[int], rows: Select[int]) -> Select[Any]:
    counted = rows.correlate(name.table).scalar_subquery()
    return select(name, kept, counted).where(kept != counted)


def _on_disk(connection: Connection) -> Iterator[str]:
    wrong = (
        select(series.c.key, func.count())
        .join(episodes, episodes.c.series_id == series.c.id)
        .where(episodes.c.on_disk != presence.held)
        .group_by(series.c.key)
        .order_by(series.c.key)
    )
    for key, count in connection.execute(wrong):
        yield f"{key} has {count} episodes of which it is not true whether they are on the disk"
