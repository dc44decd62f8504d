"""How long a series waits for a language and whether it replaces; since when an episode is offered."""

import sqlalchemy as sa

from aniworld_stores_sql.migrations.steps import add_column, create_index
from aniworld_stores_sql.migrations.types import bounded

__all__ = ["branch_labels", "depends_on", "down_revision", "revision", "upgrade"]

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let every series go by the settings; what is offered already waits for nothing better."""
    add_column("series", sa.Column("wait_days", sa.Integer()))
    add_column("series", sa.Column("replace", sa.Boolean()))
    add_column("episodes", sa.Column("offered", sa.BigInteger()))
    add_column("queue", sa.Column("better_than", bounded(70)))
    create_index("ix_history_kind_at", "history", ["kind", "at"])
