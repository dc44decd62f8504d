"""The index of folders and files in SQL."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from aniworld_core.entities import EpisodeFile, FolderScan, FolderState, SeriesKey
from aniworld_stores_sql import file_rows, flags, presence
from aniworld_stores_sql.bulk import batches
from aniworld_stores_sql.database import Database, Part
from aniworld_stores_sql.repeating import repeated
from aniworld_stores_sql.schema.files import files as file_table
from aniworld_stores_sql.schema.files import folders as folder_table
from aniworld_stores_sql.schema.series import series

__all__ = ["SqlFiles"]

_ROOT = "library-root"
"""The flag that holds the mark of the library folder."""

_BATCH = 200
"""Folders written at a time: their rows wait in memory for the driver."""


class SqlFiles:
    """Fulfils :class:`aniworld_core.ports.FileStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def root(self) -> str | None:
        """Return the mark of the library folder."""
        with self._database.read() as connection:
            return flags.get(connection, _ROOT)

    @repeated
    def adopt_root(self, mark: str, *, instead_of: str | None = None) -> str:
        """Keep a mark, if it is to take the place of the one that is kept."""
        with self._database.write(Part.LIBRARY, durable=True) as connection:
            kept = flags.get(connection, _ROOT)
            if kept is None or kept == instead_of:
                flags.put(connection, _ROOT, mark)
                return mark
            return kept

    def folders(self) -> Mapping[str, FolderState]:
        """Return what is remembered of every folder."""
        table = folder_table.c
        with self._database.read() as connection:
            rows = connection.execute(
                select(table.name, table.device, table.dirs, table.file_count)
            ).all()
        return {
            name: FolderState(folder=name, device=int(device), dirs=json.loads(dirs), files=count)
            for name, device, dirs, count in rows
        }

    def record(self, *scans: FolderScan) -> None:
        """Replace what is known of these folders."""
        last = {scan.folder: scan for scan in scans}
        with self._database.write(Part.LIBRARY) as connection:
            for batch in batches(last.values(), _BATCH):
                _record(connection, batch)
            presence.refresh(connection, presence.series_of(connection, last))

    def forget(self, *folders: str) -> None:
        """Drop folders with their files."""
        with self._database.write(Part.LIBRARY) as connection:
            for batch in batches(folders, _BATCH):
                ids = list(_ids(connection, batch).values())
                file_rows.drop(connection, ids)
                connection.execute(delete(folder_table).where(folder_table.c.id.in_(ids)))
            presence.refresh(connection, presence.series_of(connection, folders))

    def add(self, folder: str, *files: EpisodeFile) -> None:
        """Add files; the folder's directories get the mtime 0, which no scan trusts."""
        last = {file.path: file for file in files}
        with self._database.write(Part.LIBRARY) as connection:
            number = _distrust(connection, folder) or _made(connection, folder)
            file_rows.drop_paths(connection, number, last)
            file_rows.insert(connection, [(number, tuple(last.values()))])
            _recount(connection, folder, number)

    def remove(self, folder: str, *paths: str) -> None:
        """Drop files; the folder's directories get the mtime 0."""
        with self._database.write(Part.LIBRARY) as connection:
            number = _distrust(connection, folder)
            if number is not None:
                file_rows.drop_paths(connection, number, paths)
                _recount(connection, folder, number)

    def of(self, key: SeriesKey) -> Sequence[EpisodeFile]:
        """List the files of a series' folder."""
        with self._database.read() as connection:
            folder = connection.scalar(
                select(series.c.folder).where(series.c.key == key, series.c.deleted.is_(None))
            )
            return [] if folder is None else file_rows.read(connection, folder)

    def inside(self, folder: str) -> Sequence[EpisodeFile]:
        """List the files of a folder."""
        with self._database.read() as connection:
            return file_rows.read(connection, folder)


def _record(connection: Connection, scans: Sequence[FolderScan]) -> None:
    states = [
        {
            "name": scan.folder,
            "device": str(scan.device),
            "dirs": json.dumps(dict(scan.dirs), ensure_ascii=False),
            "file_count": len(scan.files),
        }
        for scan in scans
    ]
    known = _ids(connection, [scan.folder for scan in scans])
    file_rows.drop(connection, list(known.values()))
    old = [{"id_": known[state["name"]], **state} for state in states if state["name"] in known]
    if old:
        connection.execute(update(folder_table).where(folder_table.c.id == bindparam("id_")), old)
    new = [state for state in states if state["name"] not in known]
    if new:
        connection.execute(insert(folder_table), new)
        known = _ids(connection, [scan.folder for scan in scans])
    file_rows.insert(connection, [(known[scan.folder], scan.files) for scan in scans])


def _ids(connection: Connection, names: Sequence[str]) -> dict[str, int]:
    table = folder_table.c
    rows = connection.execute(select(table.name, table.id).where(table.name.in_(names)))
    return {row.name: row.id for row in rows}


def _made(connection: Connection, folder: str) -> int:
    """Make a folder that no scan saw yet, and return its id."""
    first = {"name": folder, "device": "0", "dirs": '{"": 0}', "file_count": 0}
    connection.execute(insert(folder_table), first)
    return _ids(connection, [folder])[folder]


def _distrust(connection: Connection, folder: str) -> int | None:
    """Let a folder's directories be read again, and return its id; None where it is not known."""
    table = folder_table.c
    row = connection.execute(select(table.id, table.dirs).where(table.name == folder)).first()
    if row is None:
        return None
    dirs = json.dumps(dict.fromkeys(json.loads(row.dirs), 0), ensure_ascii=False)
    connection.execute(update(folder_table).where(table.id == row.id).values(dirs=dirs))
    return int(row.id)


def _recount(connection: Connection, folder: str, number: int) -> None:
    """Keep it true how many files a folder has, and what its series lack."""
    paths = select(func.count(file_table.c.path.distinct())).where(file_table.c.folder_id == number)
    counted = update(folder_table).where(folder_table.c.id == number)
    connection.execute(counted.values(file_count=paths.scalar_subquery()))
    presence.refresh(connection, presence.series_of(connection, [folder]))
