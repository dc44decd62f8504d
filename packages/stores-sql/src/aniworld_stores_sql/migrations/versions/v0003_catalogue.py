"""The title index, releases, conditions of providers, decisions about folders; what ages a series."""

import sqlalchemy as sa
from alembic import op

__all__ = ["branch_labels", "depends_on", "down_revision", "revision", "upgrade"]

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Begin with empty tables; of the series that are there nothing new is known yet."""
    op.add_column("series", sa.Column("imdb", sa.String(16), nullable=False, server_default=""))
    op.add_column("series", sa.Column("ended", sa.Boolean()))
    op.add_column("series", sa.Column("changed", sa.BigInteger()))
    _titles()
    _releases()
    _conditions()
    _decisions()


def _titles() -> None:
    op.create_table(
        "titles",
        sa.Column("provider", sa.String(64), nullable=False),
        sa.Column("ref", sa.String(512), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer()),
        sa.Column("imdb", sa.String(16), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("provider", "ref", name="pk_titles"),
    )
    op.create_table(
        "title_lists",
        sa.Column("provider", sa.String(64), nullable=False),
        sa.Column("titles", sa.Integer(), nullable=False),
        sa.Column("read", sa.BigInteger(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("provider", name="pk_title_lists"),
    )


def _releases() -> None:
    op.create_table(
        "releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("at", sa.BigInteger()),
        sa.Column("language", sa.String(70)),
        sa.Column("link", sa.Text(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("id", name="pk_releases"),
    )
    op.create_index("ix_releases_day", "releases", ["day"])
    op.create_index("ix_releases_page", "releases", ["provider", "kind"])
    op.create_table(
        "release_lists",
        sa.Column("provider", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("releases", sa.Integer(), nullable=False),
        sa.Column("read", sa.BigInteger(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("provider", "kind", name="pk_release_lists"),
    )


def _conditions() -> None:
    op.create_table(
        "conditions",
        sa.Column("provider", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("provider", name="pk_conditions"),
    )


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folder", sa.String(512), nullable=False),
        sa.Column("provider", sa.String(64), nullable=False),
        sa.Column("ref", sa.String(512), nullable=False),
        sa.Column("decided", sa.BigInteger(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_folder", "decisions", ["folder"])


def _timestamps() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("updated", sa.BigInteger(), nullable=False),
    )
