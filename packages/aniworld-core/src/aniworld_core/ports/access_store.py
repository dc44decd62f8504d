"""Where it is kept what is needed to sign in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from aniworld_core.entities import ApiKey

__all__ = ["AccessStore"]


class AccessStore(Protocol):
    """One password, one secret that sessions are signed with, and the keys of programs.

    Hashes come ready made: nothing here knows a password or a key itself. All but :meth:`touch_key` is
    durable when a call returns.
    """

    def password(self) -> str | None:
        """Return the hash of the password, or None while there is none."""
        ...

    def set_password(self, hash: str, now: datetime, *, first: bool = False) -> bool:
        """Keep the hash of a password and revoke every session.

        With ``first`` only while there is none: else nothing changes and the answer is False. Of several
        that come first at once, one wins.
        """
        ...

    def secret(self, candidate: str) -> str:
        """Return the secret; ``candidate`` becomes it while there is none, the same for all who ask."""
        ...

    def new_secret(self, secret: str) -> None:
        """Replace the secret."""
        ...

    def add_key(self, key: ApiKey) -> None:
        """Keep a new key; raises AlreadyThere when its id or its name is taken."""
        ...

    def key(self, id: str) -> ApiKey | None:
        """Return a key, or None."""
        ...

    def keys(self) -> Sequence[ApiKey]:
        """List all keys, also those that have expired, by creation."""
        ...

    def touch_key(self, id: str, now: datetime) -> None:
        """Note that a key was used, unless a later use is known or the key is gone."""
        ...

    def remove_key(self, id: str) -> bool:
        """Erase a key; False when there is none."""
        ...
