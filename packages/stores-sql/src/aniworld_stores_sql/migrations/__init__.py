"""The history of the schema, and running it on a connection by alembic."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from aniworld_core.errors import NewerSchema

__all__ = ["VERSIONS", "check_older", "count", "run"]

VERSIONS = "alembic_version"
"""The table that keeps the version in a file of our own."""


def run(connection: Connection, versions: str = VERSIONS) -> None:
    """Bring the schema up to date inside the connection's transaction.

    ``versions`` is the table that the version is kept in.
    """
    config = _config()
    config.attributes["connection"] = connection
    config.attributes["versions"] = versions
    command.upgrade(config, "head")


def check_older(connection: Connection, versions: str = VERSIONS) -> None:
    """Raise NewerSchema unless the schema's version is one of ours."""
    context = MigrationContext.configure(connection, opts={"version_table": versions})
    version = context.get_current_revision()
    if version is None:
        return  # before the first
    try:
        _scripts().get_revision(version)
    except CommandError as error:
        raise NewerSchema(
            f"The store has the schema version {version}, which this program does not know.",
            hint="It was left as it is. Install the newest version of aniworld-stores-sql.",
        ) from error


def count() -> int:
    """Return how many versions of the schema there have been."""
    return sum(1 for _ in _scripts().walk_revisions())


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "aniworld_stores_sql:migrations")
    config.set_main_option("path_separator", "os")
    return config
