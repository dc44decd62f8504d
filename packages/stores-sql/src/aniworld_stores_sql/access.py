"""What is needed to sign in, in SQL."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, or_, select, update

from aniworld_core.entities import ApiKey, Scope
from aniworld_core.errors import AlreadyThere
from aniworld_stores_sql import flags
from aniworld_stores_sql.columns import AnyRow
from aniworld_stores_sql.database import Database, Part
from aniworld_stores_sql.schema.access import api_keys
from aniworld_stores_sql.schema.sessions import sessions

__all__ = ["SqlAccess"]

_PASSWORD = "password"  # noqa: S105 - the name of the flag that holds its hash
_SECRET = "secret"  # noqa: S105 - the name of the flag that holds it


class SqlAccess:
    """Fulfils :class:`aniworld_core.ports.AccessStore`; password and secret stand among the flags."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def password(self) -> str | None:
        """Return the hash of the password, or None."""
        with self._database.read() as connection:
            return flags.get(connection, _PASSWORD)

    def set_password(self, hash: str, now: datetime, *, first: bool = False) -> bool:
        """Keep the hash of a password and revoke every session."""
        with self._database.write(Part.ACCESS, durable=True) as connection:
            if first and flags.get(connection, _PASSWORD) is not None:
                return False
            flags.put(connection, _PASSWORD, hash)
            ended = update(sessions).where(sessions.c.revoked.is_(None))
            connection.execute(ended.values(revoked=now))
            return True

    def secret(self, candidate: str) -> str:
        """Return the secret; ``candidate`` becomes it while there is none."""
        with self._database.read() as connection:
            kept = flags.get(connection, _SECRET)
        if kept is not None:
            return kept
        with self._database.write(Part.ACCESS, durable=True) as connection:
            # Asked again, because another process may have been quicker.
            kept = flags.get(connection, _SECRET)
            if kept is None:
                kept = candidate
                flags.put(connection, _SECRET, candidate)
            return kept

    def new_secret(self, secret: str) -> None:
        """Replace the secret."""
        with self._database.write(Part.ACCESS, durable=True) as connection:
            flags.put(connection, _SECRET, secret)

    def add_key(self, key: ApiKey) -> None:
        """Keep a new key; raises AlreadyThere."""
        same = or_(api_keys.c.id == key.id, api_keys.c.name == key.name)
        with self._database.write(Part.ACCESS, durable=True) as connection:
            if connection.scalar(select(api_keys.c.id).where(same)) is not None:
                raise AlreadyThere(f"There already is an API key {key.name!r}.")
            connection.execute(
                insert(api_keys).values(
                    id=key.id,
                    name=key.name,
                    hash=key.hash,
                    scope=key.scope.value,
                    issued=key.created,
                    expires=key.expires,
                    last_used=key.last_used,
                )
            )

    def key(self, id: str) -> ApiKey | None:
        """Return a key, or None."""
        with self._database.read() as connection:
            row = connection.execute(select(api_keys).where(api_keys.c.id == id)).first()
        return None if row is None else _key(row)

    def keys(self) -> Sequence[ApiKey]:
        """List all keys by creation, those of one moment by their ids."""
        query = select(api_keys).order_by(api_keys.c.issued, api_keys.c.id)
        with self._database.read() as connection:
            return [_key(row) for row in connection.execute(query)]

    def touch_key(self, id: str, now: datetime) -> None:
        """Note that a key was used."""
        earlier = or_(api_keys.c.last_used.is_(None), api_keys.c.last_used < now)
        with self._database.write() as connection:
            connection.execute(
                update(api_keys).where(api_keys.c.id == id, earlier).values(last_used=now)
            )

    def remove_key(self, id: str) -> bool:
        """Erase a key."""
        with self._database.write(durable=True) as connection:
            return connection.execute(delete(api_keys).where(api_keys.c.id == id)).rowcount > 0


def _key(row: AnyRow) -> ApiKey:
    return ApiKey(
        id=row.id,
        name=row.name,
        hash=row.hash,
        scope=Scope(row.scope),
        created=row.issued,
        expires=row.expires,
        last_used=row.last_used,
    )
