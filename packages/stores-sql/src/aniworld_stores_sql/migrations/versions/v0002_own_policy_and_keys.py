"""Series with a language policy of their own, or not monitored; keys for the API; missing by page."""

import sqlalchemy as sa

from aniworld_stores_sql.migrations.steps import add_column, create_index, create_table, drop_index
from aniworld_stores_sql.migrations.types import bounded, text

__all__ = ["branch_labels", "depends_on", "down_revision", "revision", "upgrade"]

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let every series be as it was: monitored, with the languages of the library."""
    _policy()
    _missing_by_page()
    _keys()


def _policy() -> None:
    add_column(
        "series", sa.Column("monitored", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    add_column("series", sa.Column("languages", text(), nullable=False, server_default=""))


def _missing_by_page() -> None:
    drop_index("ix_episodes_missing", "episodes")
    create_index(
        "ix_episodes_missing",
        "episodes",
        ["series_id", "on_disk"],
        sqlite_where=sa.text("on_disk = 0"),
        postgresql_where=sa.text("NOT on_disk"),
    )


def _keys() -> None:
    create_table(
        "api_keys",
        sa.Column("id", bounded(255), nullable=False),
        sa.Column("name", bounded(255), nullable=False),
        sa.Column("hash", bounded(255), nullable=False),
        sa.Column("scope", bounded(16), nullable=False),
        sa.Column("issued", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger()),
        sa.Column("last_used", sa.BigInteger()),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("updated", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
        sa.UniqueConstraint("name", name="uq_api_keys_name"),
    )
