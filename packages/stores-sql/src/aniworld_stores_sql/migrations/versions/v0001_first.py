"""The first tables: series, episodes, folders, files, queue, history, sessions and flags."""

import sqlalchemy as sa
from alembic import op

__all__ = ["branch_labels", "depends_on", "down_revision", "revision", "upgrade"]

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


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
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("provider", sa.String(64), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer()),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("cover", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("folder", sa.String(512)),
        sa.Column("genres", sa.Text(), nullable=False),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("checked", sa.BigInteger()),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("episode_count", sa.Integer(), nullable=False),
        sa.Column("missing_count", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.BigInteger()),
        *_timestamps(),
        sa.PrimaryKeyConstraint("id", name="pk_series"),
        sa.UniqueConstraint("key", name="uq_series_key"),
    )
    op.create_index("ix_series_folder", "series", ["folder"])


def _episodes() -> None:
    op.create_table(
        "episodes",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("original_title", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("hosters", sa.Text(), nullable=False),
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
    op.create_index(
        "ix_episodes_missing",
        "episodes",
        ["series_id"],
        sqlite_where=sa.text("on_disk = 0"),
        postgresql_where=sa.text("NOT on_disk"),
    )


def _files() -> None:
    op.create_table(
        "folders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(512), nullable=False),
        sa.Column("device", sa.String(20), nullable=False),
        sa.Column("dirs", sa.Text(), nullable=False),
        sa.Column("file_count", sa.Integer(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("id", name="pk_folders"),
        sa.UniqueConstraint("name", name="uq_folders_name"),
    )
    op.create_table(
        "files",
        sa.Column("folder_id", sa.Integer(), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(1024), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("mtime", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(70)),
        *_timestamps(),
        sa.PrimaryKeyConstraint("folder_id", "season", "number", "path", "part", name="pk_files"),
        sa.ForeignKeyConstraint(
            ["folder_id"], ["folders.id"], name="fk_files_folder_id", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )


def _queue() -> None:
    op.create_table(
        "queue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("hosters", sa.Text(), nullable=False),
        sa.Column("quality", sa.String(16), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(255)),
        sa.Column("lease_until", sa.BigInteger()),
        sa.Column("next_try", sa.BigInteger()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger()),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("started", sa.BigInteger()),
        sa.Column("finished", sa.BigInteger()),
        *_timestamps(),
        sa.PrimaryKeyConstraint("id", name="pk_queue"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_queue_order", "queue", ["state", sa.text("priority DESC"), "position"])
    op.create_index("uq_queue_episode", "queue", ["key", "season", "number"], unique=True)
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("hoster", sa.Text(), nullable=False),
        sa.Column("language", sa.String(70)),
        sa.Column("path", sa.Text(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
    )
    op.create_index("ix_history_episode", "history", ["key", "season", "number"])


def _users() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(255), nullable=False),
        sa.Column("issued", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("revoked", sa.BigInteger()),
        *_timestamps(),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
    )
    op.create_table(
        "flags",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("name", name="pk_flags"),
    )
