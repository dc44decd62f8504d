"""The first tables: series, episodes, folders, files, queue, history, sessions and flags."""

import sqlalchemy as sa

from aniworld_stores_sql.migrations.steps import create_index, create_table, is_sqlite
from aniworld_stores_sql.migrations.types import bounded, number, text

__all__ = ["branch_labels", "depends_on", "down_revision", "revision", "upgrade"]

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_FILE = ("folder_id", "season", "number", "path", "part")


def upgrade() -> None:
    """Make the tables of an empty database."""
    _series()
    _episodes()
    _files()
    _queue()
    _users()


def _timestamps() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("updated", sa.BigInteger(), nullable=False),
    )


def _series() -> None:
    create_table(
        "series",
        sa.Column("id", number(), nullable=False),
        sa.Column("key", bounded(255), nullable=False),
        sa.Column("provider", bounded(64), nullable=False),
        sa.Column("ref", text(), nullable=False),
        sa.Column("title", text(), nullable=False),
        sa.Column("aliases", text(), nullable=False),
        sa.Column("year", sa.Integer()),
        sa.Column("description", text(), nullable=False),
        sa.Column("cover", text(), nullable=False),
        sa.Column("link", text(), nullable=False),
        sa.Column("folder", bounded(512)),
        sa.Column("genres", text(), nullable=False),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("checked", sa.BigInteger()),
        sa.Column("search", text(), nullable=False),
        sa.Column("episode_count", sa.Integer(), nullable=False),
        sa.Column("missing_count", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.BigInteger()),
        *_timestamps(),
        sa.PrimaryKeyConstraint("id", name="pk_series"),
        sa.UniqueConstraint("key", name="uq_series_key"),
    )
    create_index("ix_series_folder", "series", ["folder"])


def _episodes() -> None:
    create_table(
        "episodes",
        sa.Column("series_id", number(), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", text(), nullable=False),
        sa.Column("original_title", text(), nullable=False),
        sa.Column("languages", text(), nullable=False),
        sa.Column("hosters", text(), nullable=False),
        sa.Column("absolute", sa.Integer()),
        sa.Column("counted", sa.Integer()),
        sa.Column("upcoming", sa.Boolean(), nullable=False),
        sa.Column("ignored", sa.Boolean(), nullable=False),
        sa.Column("on_disk", sa.Boolean(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("series_id", "season", "number", name="pk_episodes"),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name="fk_episodes_series_id", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )
    create_index(
        "ix_episodes_missing",
        "episodes",
        ["series_id"],
        sqlite_where=sa.text("on_disk = 0"),
        postgresql_where=sa.text("NOT on_disk"),
    )


def _files() -> None:
    create_table(
        "folders",
        sa.Column("id", number(), nullable=False),
        sa.Column("name", bounded(512), nullable=False),
        sa.Column("device", bounded(20), nullable=False),
        sa.Column("dirs", text(), nullable=False),
        sa.Column("file_count", sa.Integer(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("id", name="pk_folders"),
        sa.UniqueConstraint("name", name="uq_folders_name"),
    )
    create_table(
        "files",
        *(() if is_sqlite() else (sa.Column("id", number(), nullable=False),)),
        sa.Column("folder_id", number(), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("path", bounded(1024) if is_sqlite() else text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("mtime", sa.BigInteger(), nullable=False),
        sa.Column("language", bounded(70)),
        *_timestamps(),
        # A path is longer than what servers take as a key: there the rows are numbered.
        sa.PrimaryKeyConstraint(*(_FILE if is_sqlite() else ("id",)), name="pk_files"),
        sa.ForeignKeyConstraint(
            ["folder_id"], ["folders.id"], name="fk_files_folder_id", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )
    if not is_sqlite():
        create_index("ix_files_episode", "files", ["folder_id", "season", "number"])


def _queue() -> None:
    create_table(
        "queue",
        sa.Column("id", number(), nullable=False),
        sa.Column("key", bounded(255), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("languages", text(), nullable=False),
        sa.Column("hosters", text(), nullable=False),
        sa.Column("quality", bounded(16), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", bounded(16), nullable=False),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("worker", bounded(255)),
        sa.Column("lease_until", sa.BigInteger()),
        sa.Column("next_try", sa.BigInteger()),
        sa.Column("reason", text(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger()),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("started", sa.BigInteger()),
        sa.Column("finished", sa.BigInteger()),
        *_timestamps(),
        sa.PrimaryKeyConstraint("id", name="pk_queue"),
        sqlite_autoincrement=True,
    )
    create_index("ix_queue_order", "queue", ["state", sa.text("priority DESC"), "position"])
    create_index("uq_queue_episode", "queue", ["key", "season", "number"], unique=True)
    create_table(
        "history",
        sa.Column("id", number(), nullable=False),
        sa.Column("key", bounded(255), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", bounded(16), nullable=False),
        sa.Column("text", text(), nullable=False),
        sa.Column("hoster", text(), nullable=False),
        sa.Column("language", bounded(70)),
        sa.Column("path", text(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
    )
    create_index("ix_history_episode", "history", ["key", "season", "number"])


def _users() -> None:
    create_table(
        "sessions",
        sa.Column("id", bounded(255), nullable=False),
        sa.Column("issued", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("revoked", sa.BigInteger()),
        *_timestamps(),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
    )
    create_table(
        "flags",
        sa.Column("name", bounded(64), nullable=False),
        sa.Column("value", text(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("name", name="pk_flags"),
    )
