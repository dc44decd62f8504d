"""What is needed to sign in, in memory."""

from collections.abc import Sequence
from datetime import datetime

from attrs import evolve

from aniworld_core.entities import ApiKey
from aniworld_core.errors import AlreadyThere
from aniworld_core.memory.sessions import MemorySessions
from aniworld_core.memory.shelves import Shelves

__all__ = ["MemoryAccess"]


class MemoryAccess:
    """Fulfils :class:`aniworld_core.ports.AccessStore`."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def password(self) -> str | None:
        """Return the hash of the password, or None."""
        with self._shelves.lock:
            return self._shelves.password

    def set_password(self, hash: str, now: datetime, *, first: bool = False) -> bool:
        """Keep the hash of a password and revoke every session."""
        with self._shelves.lock:
            if first and self._shelves.password is not None:
                return False
            self._shelves.password = hash
            MemorySessions(self._shelves).revoke_all(now)
            return True

    def secret(self, candidate: str) -> str:
        """Return the secret; ``candidate`` becomes it while there is none."""
        with self._shelves.lock:
            if self._shelves.secret is None:
                self._shelves.secret = candidate
            return self._shelves.secret

    def new_secret(self, secret: str) -> None:
        """Replace the secret."""
        with self._shelves.lock:
            self._shelves.secret = secret

    def add_key(self, key: ApiKey) -> None:
        """Keep a new key; raises AlreadyThere."""
        with self._shelves.lock:
            keys = self._shelves.api_keys
            if key.id in keys or any(one.name == key.name for one in keys.values()):
                raise AlreadyThere(f"There already is an API key {key.name!r}.")
            keys[key.id] = key

    def key(self, id: str) -> ApiKey | None:
        """Return a key, or None."""
        with self._shelves.lock:
            return self._shelves.api_keys.get(id)

    def keys(self) -> Sequence[ApiKey]:
        """List all keys by creation, those of one moment by their ids."""
        with self._shelves.lock:
            return sorted(self._shelves.api_keys.values(), key=lambda one: (one.created, one.id))

    def touch_key(self, id: str, now: datetime) -> None:
        """Note that a key was used."""
        with self._shelves.lock:
            key = self._shelves.api_keys.get(id)
            if key is not None and (key.last_used is None or key.last_used < now):
                self._shelves.api_keys[id] = evolve(key, last_used=now)

    def remove_key(self, id: str) -> bool:
        """Erase a key."""
        with self._shelves.lock:
            return self._shelves.api_keys.pop(id, None) is not None
