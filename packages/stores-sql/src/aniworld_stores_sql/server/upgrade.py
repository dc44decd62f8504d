"""Making the tables, or bringing older ones up to date, one process at a time."""

from aniworld_core.errors import CorruptStore
from aniworld_stores_sql import migrations
from aniworld_stores_sql.database import Part
from aniworld_stores_sql.server.database import ServerDatabase
from aniworld_stores_sql.server.versions import VERSIONS, is_foreign

__all__ = ["upgrade"]


def upgrade(database: ServerDatabase) -> None:
    """Migrate unless another process did so meanwhile.

    Raises NewerSchema for a schema that is not older, CorruptStore for another program's database.
    PostgreSQL takes back what fails half way. MariaDB cannot; there the next start goes on.
    """
    with database.write(Part.SCHEMA) as connection:
        if is_foreign(connection, database.kind):
            raise CorruptStore(
                f"The database of the store {database.place} has tables of another program.",
                hint="It was left as it is. Name an empty database or schema in the setting store.",
            )
        migrations.check_older(connection, VERSIONS)
        migrations.run(connection, VERSIONS)
