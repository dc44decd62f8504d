"""Files as rows: one for each episode that a file names."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, delete, select

from aniworld_core.entities import EpisodeFile
from aniworld_stores_sql.bulk import batches, insert_rows
from aniworld_stores_sql.columns import AnyRow, episode_id, split_languages
from aniworld_stores_sql.schema.files import ABSOLUTE, NAMELESS, files, folders

__all__ = ["drop", "drop_paths", "insert", "read"]


def insert(connection: Connection, content: Sequence[tuple[int, Sequence[EpisodeFile]]]) -> None:
    """Add the files of folders given by their ids."""
    values: list[Any] = []
    add = values.extend  # a first scan comes here a million times
    for id, listed in content:
        for file in listed:
            path, size, mtime = file.path, file.size, file.mtime
            # A plain text, because the driver asks any other what it is.
            language = None if file.language is None else str(file.language)
            for part, one in enumerate(file.episodes):
                add((id, one.season, one.number, path, part, size, mtime, language))
            if file.absolute:
                for part, number in enumerate(file.absolute):
                    add((id, ABSOLUTE, number, path, part, size, mtime, language))
            elif not file.episodes:
                add((id, NAMELESS, 0, path, 0, size, mtime, language))
    insert_rows(connection, files, values)


def drop(connection: Connection, ids: Sequence[int]) -> None:
    """Erase all files of folders."""
    if ids:
        connection.execute(delete(files).where(files.c.folder_id.in_(ids)))


def drop_paths(connection: Connection, id: int, paths: Iterable[str]) -> None:
    """Erase some files of a folder."""
    for batch in batches(paths, 500):
        connection.execute(delete(files).where(files.c.folder_id == id, files.c.path.in_(batch)))


def read(connection: Connection, folder: str) -> list[EpisodeFile]:
    """List the files of a folder in order of their paths."""
    rows = connection.execute(
        select(
            files.c.path,
            files.c.season,
            files.c.number,
            files.c.size,
            files.c.mtime,
            files.c.language,
        )
        .join(folders, folders.c.id == files.c.folder_id)
        .where(folders.c.name == folder)
        .order_by(files.c.path, files.c.part)
    )
    return [_file(path, list(parts)) for path, parts in groupby(rows, key=lambda row: row[0])]


def _file(path: str, parts: Sequence[AnyRow]) -> EpisodeFile:
    _, _, _, size, mtime, language = parts[0]
    return EpisodeFile(
        path=path,
        episodes=tuple(episode_id(row.season, row.number) for row in parts if row.season >= 0),
        absolute=tuple(row.number for row in parts if row.season == ABSOLUTE),
        size=size,
        mtime=mtime,
        language=split_languages(language)[0] if language else None,
    )
