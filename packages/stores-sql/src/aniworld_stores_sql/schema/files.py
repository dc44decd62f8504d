"""Folders and files."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, String, Table, Text

from aniworld_stores_sql.schema.shared import Number, metadata, timestamps

__all__ = ["ABSOLUTE", "NAMELESS", "files", "folders"]

ABSOLUTE = -1
"""The season of a file's row whose number counts over all seasons."""

NAMELESS = -2
"""The season of the one row of a file that names no episode."""

folders = Table(
    "folders",
    metadata,
    Column("id", Number, primary_key=True),
    Column("name", String(512), nullable=False, unique=True),
    # A text, because a device number may have 64 bits without a sign.
    Column("device", String(20), nullable=False),
    Column("dirs", Text, nullable=False),
    Column("file_count", Integer, nullable=False),
    *timestamps(),
)

files = Table(
    "files",
    metadata,
    # The primary key is the order of the rows on the disk: a folder's files lie together, and an
    # episode is found among them, without any index beside the table.
    Column("folder_id", ForeignKey("folders.id", ondelete="CASCADE"), primary_key=True),
    Column("season", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("path", String(1024), primary_key=True),
    # Which of the file's episodes, or of its absolute numbers, the row is.
    Column("part", Integer, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("mtime", BigInteger, nullable=False),
    Column("language", String(70)),
    *timestamps(),
    sqlite_with_rowid=False,
)
