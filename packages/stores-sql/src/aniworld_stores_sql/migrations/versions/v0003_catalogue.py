"""The title index, releases, conditions of providers, decisions about folders; what ages a series."""

import sqlalchemy as sa

from aniworld_stores_sql.migrations.steps import add_column, create_index, create_table
from aniworld_stores_sql.migrations.types import bounded, number, text

__all__ = ["branch_labels", "depends_on", "down_revision", "revision", "upgrade"]

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Begin with empty tables; of the series that are there nothing new is known yet."""
    add_column("series", sa.Column("imdb", bounded(16), nullable=False, server_default=""))
    add_column("series", sa.Column("ended", sa.Boolean()))
    add_column("series", sa.Column("changed", sa.BigInteger()))
    _titles()
    _releases()
    _conditions()
    _decisions()


def _titles() -> None:
    create_table(
        "titles",
        sa.Column("provider", bounded(64), nullable=False),
        sa.Column("ref", bounded(512), nullable=False),
        sa.Column("title", text(), nullable=False),
        sa.Column("aliases", text(), nullable=False),
        sa.Column("link", text(), nullable=False),
        sa.Column("year", sa.Integer()),
        sa.Column("imdb", bounded(16), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("provider", "ref", name="pk_titles"),
    )
    create_table(
        "title_lists",
        sa.Column("provider", bounded(64), nullable=False),
        sa.Column("titles", sa.Integer(), nullable=False),
        sa.Column("read", sa.BigInteger(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("provider", name="pk_title_lists"),
    )


def _releases() -> None:
    create_table(
        "releases",
        sa.Column("id", number(), nullable=False),
        sa.Column("provider", bounded(64), nullable=False),
        sa.Column("kind", bounded(16), nullable=False),
        sa.Column("ref", text(), nullable=False),
        sa.Column("title", text(), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", bounded(10), nullable=False),
        sa.Column("at", sa.BigInteger()),
        sa.Column("language", bounded(70)),
        sa.Column("link", text(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("id", name="pk_releases"),
    )
    create_index("ix_releases_day", "releases", ["day"])
    create_index("ix_releases_page", "releases", ["provider", "kind"])
    create_table(
        "release_lists",
        sa.Column("provider", bounded(64), nullable=False),
        sa.Column("kind", bounded(16), nullable=False),
        sa.Column("releases", sa.Integer(), nullable=False),
        sa.Column("read", sa.BigInteger(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("provider", "kind", name="pk_release_lists"),
    )


def _conditions() -> None:
    create_table(
        "conditions",
        sa.Column("provider", bounded(64), nullable=False),
        sa.Column("kind", bounded(16), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger()),
        sa.Column("reason", text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("provider", name="pk_conditions"),
    )


def _decisions() -> None:
    create_table(
        "decisions",
        sa.Column("id", number(), nullable=False),
        sa.Column("folder", bounded(512), nullable=False),
        sa.Column("provider", bounded(64), nullable=False),
        sa.Column("ref", bounded(512), nullable=False),
        sa.Column("decided", sa.BigInteger(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    create_index("ix_decisions_folder", "decisions", ["folder"])


def _timestamps() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("updated", sa.BigInteger(), nullable=False),
    )
