"""What processes share: leases, paces, and who of them is alive."""

import sqlalchemy as sa

from aniworld_stores_sql.migrations.steps import create_table
from aniworld_stores_sql.migrations.types import bounded, text

__all__ = ["branch_labels", "depends_on", "down_revision", "revision", "upgrade"]

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Begin with empty tables."""
    create_table(
        "leases",
        sa.Column("name", bounded(200), nullable=False),
        sa.Column("holder", bounded(200), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("name", "holder", name="pk_leases"),
    )
    create_table(
        "paces",
        sa.Column("name", bounded(200), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("minutes", text(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("name", name="pk_paces"),
    )
    create_table(
        "workers",
        sa.Column("name", bounded(255), nullable=False),
        sa.Column("host", bounded(255), nullable=False),
        sa.Column("role", bounded(16), nullable=False),
        sa.Column("downloads", sa.Integer(), nullable=False),
        sa.Column("providers", text(), nullable=False),
        sa.Column("root", bounded(200)),
        sa.Column("version", bounded(64), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("asked", bounded(16)),
        *_timestamps(),
        sa.PrimaryKeyConstraint("name", name="pk_workers"),
    )


def _timestamps() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("updated", sa.BigInteger(), nullable=False),
    )
