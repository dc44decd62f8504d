"""Run by alembic: migrates the connection that it was given, in one transaction."""

from alembic import context

from aniworld_stores_sql.migrations import VERSIONS
from aniworld_stores_sql.schema import all_tables

__all__ = ["migrate"]


def migrate() -> None:
    """Run the migrations that are due."""
    attributes = context.config.attributes
    context.configure(
        connection=attributes["connection"],
        version_table=attributes.get("versions", VERSIONS),
        target_metadata=all_tables(),
        # Our connections begin transactions themselves, so that SQLite can take back all of it.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


if __name__ == "env_py":  # the name under which alembic loads this file
    migrate()
