"""Series with a language policy of their own, or not monitored; keys for the API; missing by page."""

import sqlalchemy as sa
from alembic import op

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
    op.add_column(
        "series", sa.Column("monitored", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    op.add_column("series", sa.Column("languages", sa.Text(), nullable=False, server_default=""))


def _missing_by_page() -> None:
    op.drop_index("ix_episodes_missing", "episodes")
    op.create_index(
        "ix_episodes_missing",
        "episodes",
        ["series_id", "on_disk"],
        sqlite_where=sa.text("on_disk = 0"),
        postgresql_where=sa.text("NOT on_disk"),
    )


def _keys() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(255), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("hash", sa.String(255), nullable=False),
        sa.Column("scope", sa.String(16), nullable=False),
        sa.Column("issued", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger()),
        sa.Column("last_used", sa.BigInteger()),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("updated", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
        sa.UniqueConstraint("name", name="uq_api_keys_name"),
    )
