"""API keys: how programs are let in."""

import hashlib
import hmac
import logging
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_hex, token_urlsafe
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from aniworld_core.clock import Clock
from aniworld_core.entities import ApiKey, Scope
from aniworld_core.errors import AlreadyThere, InvalidValue, NotFound, StoreError

if TYPE_CHECKING:
    from aniworld_core.ports import AccessStore

__all__ = ["MAX_DAYS", "PREFIX", "ApiKeys", "NewKey"]

PREFIX = "aniw_"
"""What every key begins with: so that people, and programs that look for leaked secrets, know one."""

MAX_DAYS = 3650
"""The longest that front ends offer for a key that expires."""

_log = logging.getLogger(__name__)
_ID = re.compile(r"[0-9a-f]{16}", re.ASCII)
_MAX_NAME = 100
_USE_NOTED_EVERY = timedelta(minutes=1)


@frozen(kw_only=True)
class NewKey:
    """A key that was just made; ``text`` is shown this once and kept nowhere."""

    key: ApiKey
    text: str = field(repr=False)


class ApiKeys:
    """Makes, lists and recognises keys of the form ``aniw_<id>_<secret>``.

    The secret is 256 random bits, which nobody guesses however quick a hash is: so SHA-256 keeps it as well
    as argon2 would, and every request can afford it.
    """

    def __init__(self, store: "AccessStore", clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def add(self, name: str, *, scope: Scope, expires: datetime | None = None) -> NewKey:
        """Make a key; raises InvalidValue, and AlreadyThere when the name is taken."""
        now = self._clock()
        self.check(name)
        if expires is not None and expires <= now:
            raise InvalidValue("The key would have expired already.")
        secret = token_urlsafe(32)
        key = ApiKey(
            id=token_hex(8),
            name=name.strip(),
            hash=_hash(secret),
            scope=scope,
            created=now,
            expires=expires,
        )
        self._store.add_key(key)
        return NewKey(key=key, text=f"{PREFIX}{key.id}_{secret}")

    def check(self, name: str) -> None:
        """Hold the name of a new key to the rule; raises InvalidValue, and AlreadyThere."""
        name = name.strip()
        if not 0 < len(name) <= _MAX_NAME or not name.isprintable():
            raise InvalidValue(f"The name of a key is 1 to {_MAX_NAME} letters, digits and signs.")
        if any(one.name == name for one in self.all()):
            raise AlreadyThere(f"There already is an API key {name!r}.")

    def all(self) -> Sequence[ApiKey]:
        """List all keys, also those that have expired, by creation."""
        return self._store.keys()

    def get(self, id: str) -> ApiKey:
        """Return a key; raises NotFound."""
        key = self._find(id)
        if key is None:
            raise NotFound(f"There is no API key {id!r}.", hint="List them: aniw auth keys list")
        return key

    def remove(self, id: str) -> None:
        """Erase a key: it lets nobody in any more; raises NotFound."""
        self.get(id)
        self._store.remove_key(id)

    def recognise(self, text: str) -> ApiKey | None:
        """Return the key that a text is, if it counts; notes its use once a minute."""
        id, _, secret = text.removeprefix(PREFIX).partition("_")
        key = self._find(id)
        if key is None or not hmac.compare_digest(key.hash, _hash(secret)):
            return None
        if not self.counts(key):
            return None
        return self._used(key)

    def counts(self, key: ApiKey) -> bool:
        """Tell whether a key has not expired."""
        return key.expires is None or self._clock() < key.expires

    def _find(self, id: str) -> ApiKey | None:
        return self._store.key(id) if _ID.fullmatch(id) else None

    def _used(self, key: ApiKey) -> ApiKey:
        now = self._clock()
        if key.last_used is not None and now - key.last_used < _USE_NOTED_EVERY:
            return key
        try:
            self._store.touch_key(key.id, now)
        except StoreError as error:  # a full disk keeps nobody from reading
            _log.warning("The use of API key %s could not be noted: %s", key.id, error)
        return evolve(key, last_used=now)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
