"""Looking at a database on a server."""

from sqlalchemy import Connection

from aniworld_core.errors import CorruptStore
from aniworld_stores_sql.looking.store import Looked
from aniworld_stores_sql.server.database import ServerDatabase
from aniworld_stores_sql.server.opening import connected
from aniworld_stores_sql.server.versions import VERSIONS, is_foreign

__all__ = ["look"]

_IDENTITIES = {
    "postgresql": """SELECT concat_ws('/', system_identifier, current_database(), current_schema())
        FROM pg_control_system()""",
    "mysql": "SELECT CONCAT_WS('/', CONCAT(@@hostname, ':', @@port), DATABASE())",
}
"""A database is the same however its host is written."""


def look(url: str) -> Looked:
    """Connect; raises CorruptStore for a database with tables of another program."""
    database = connected(url)
    try:
        with database.read() as connection:
            identity = connection.exec_driver_sql(_IDENTITIES[connection.dialect.name]).scalar_one()
            version = _version(connection, database)
    except BaseException:
        database.close()
        raise
    return Looked(
        database=database,
        place=database.place,
        identity=str(identity),
        version=version,
    )


def _version(connection: Connection, database: ServerDatabase) -> str | None:
    if is_foreign(connection, database.kind):
        raise CorruptStore(
            f"The database {database.place} has tables of another program.",
            hint="It was left as it is. Name another database or schema.",
        )
    if VERSIONS not in connection.exec_driver_sql(database.kind.tables).scalars().all():
        return None
    version: str | None = connection.exec_driver_sql(
        f"SELECT version_num FROM {VERSIONS}"  # noqa: S608 - a constant
    ).scalar()
    return version
